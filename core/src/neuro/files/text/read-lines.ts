import { throwIfAborted } from '../../../foundation/index.ts';
import type { ByteSource } from '../../../ports/index.ts';
import { corruptRecording } from '../corrupt-recording.ts';

/** Whole lines, one after the other. */
export interface LineBlock {
  /** Every line ends in a line feed, but perhaps the last of the file. */
  readonly bytes: Uint8Array;
  /** Of `bytes[0]` in the file. */
  readonly offsetBytes: number;
}

const CHUNK_BYTES = 1024 * 1024;
/** No row of any board is longer; a file without line feeds is no table. */
const MAX_LINE_BYTES = 64 * 1024;
export const LINE_FEED = 0x0a;

/** The lines from a byte on, which must be the first of a line. */
export async function* readLines(source: ByteSource, startBytes: number, { signal, endBytes = source.sizeBytes, chunkBytes = CHUNK_BYTES }: { signal?: AbortSignal | undefined; endBytes?: number; chunkBytes?: number } = {}): AsyncIterable<LineBlock> {
  let rest: Uint8Array = new Uint8Array(0);
  for (let at = startBytes; at < endBytes; ) {
    throwIfAborted(signal);
    const chunk = await source.read(at, Math.min(chunkBytes, endBytes - at));
    if (chunk.length === 0) throw corruptRecording(source, at, 'the file ends: it became shorter while it was read.');
    const joined = join(rest, chunk);
    const offsetBytes = at - rest.length;
    at += chunk.length;
    const wholeBytes = at >= endBytes ? joined.length : joined.lastIndexOf(LINE_FEED) + 1;
    rest = joined.subarray(wholeBytes);
    if (rest.length > MAX_LINE_BYTES) throw corruptRecording(source, offsetBytes + wholeBytes, `a line goes on for more than ${MAX_LINE_BYTES} bytes: this is no table of samples.`);
    if (wholeBytes > 0) yield { bytes: joined.subarray(0, wholeBytes), offsetBytes };
  }
}

/** The end of the line that begins at `start`: its line feed, or the end of the bytes. */
export function lineEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(LINE_FEED, start);
  return end === -1 ? bytes.length : end;
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}
