import { throwIfAborted } from '../../foundation/index.ts';
import type { RecordingReader } from '../recording/index.ts';

/** Values held at once: 8 MB. */
const VALUES_PER_BLOCK = 1024 * 1024;

/** A recording from its beginning to its end, in pieces that fit into memory. */
export async function* readBlocks(reader: RecordingReader, { channels, signal }: { channels: readonly number[]; signal?: AbortSignal | undefined }): AsyncIterable<{ start: number; samples: Float64Array[] }> {
  const { sampleCount } = reader.info;
  const step = Math.max(1, Math.floor(VALUES_PER_BLOCK / Math.max(1, channels.length)));
  for (let start = 0; start < sampleCount; start += step) {
    throwIfAborted(signal);
    yield { start, samples: await reader.read({ channels, start, end: Math.min(start + step, sampleCount), signal }) };
  }
}
