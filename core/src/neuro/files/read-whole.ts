import { IzaError } from '../../foundation/index.ts';
import type { Recording, RecordingReader } from '../recording/index.ts';

/** More than this in one piece is refused: the machine would swap or die. */
const MAX_BYTES = 4 * 1024 ** 3;

/**
 * A whole recording in memory, every channel at the highest rate.
 * @param options.channels Positions in `reader.info.channels`; all when absent.
 * @throws IzaError `bad-input` when it takes more than 4 GB
 */
export async function readWhole(reader: RecordingReader, { channels, signal }: { channels?: readonly number[] | undefined; signal?: AbortSignal | undefined } = {}): Promise<Recording> {
  const { info } = reader;
  const chosen = channels ?? info.channels.map((_, index) => index);
  const bytes = chosen.length * info.sampleCount * 8;
  if (bytes > MAX_BYTES) {
    throw new IzaError('bad-input', `Cannot load ${info.sampleCount} samples of ${chosen.length} channels at once: they take ${(bytes / 1024 ** 3).toFixed(1)} GB. Choose fewer channels, or a part of the recording.`);
  }
  const samples = await reader.read({ channels: chosen, signal });
  return {
    channels: chosen.map((index) => ({ ...info.channels[index], samplingRateHz: info.samplingRateHz })),
    samplingRateHz: info.samplingRateHz,
    samples,
    annotations: info.annotations,
    startMs: info.startMs,
  };
}
