import { IzaError } from '../../foundation/index.ts';
import type { ByteSource } from '../../ports/index.ts';

/** A broken file: what cannot be read, at which byte, and why. */
export function corruptRecording(source: ByteSource, offsetBytes: number, problem: string): IzaError {
  return new IzaError('recording-corrupt', `Cannot read ${source.name}: at byte ${offsetBytes}, ${problem}`);
}

/**
 * Exactly `lengthBytes` bytes from `startBytes` on.
 * @throws IzaError `recording-corrupt` where the file ends before
 */
export async function readExactly(source: ByteSource, startBytes: number, lengthBytes: number, what: string): Promise<Uint8Array<ArrayBuffer>> {
  if (startBytes + lengthBytes > source.sizeBytes) {
    throw corruptRecording(source, source.sizeBytes, `the file ends inside ${what}, which takes bytes ${startBytes} to ${startBytes + lengthBytes}. It was probably cut off; copy it again from where it came.`);
  }
  const bytes = await source.read(startBytes, lengthBytes);
  if (bytes.length !== lengthBytes) throw corruptRecording(source, startBytes + bytes.length, `the file ends inside ${what}: it became shorter while it was read.`);
  return bytes;
}
