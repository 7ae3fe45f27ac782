import { IzaError } from '../foundation/index.ts';
import type { SampleBlock } from '../ports/index.ts';

/** Samples as they cross the wire: a third of a float64's digits is enough to look at them. */
export interface LiveSamples {
  readonly type: 'samples';
  /** Number of the first sample since the stream began, lost samples counted. */
  readonly firstSampleIndex: number;
  readonly sampleCount: number;
  readonly channelCount: number;
  /** Row-major [channelCount][sampleCount], in each channel's unit; NaN where lost. Of a decoded frame: a view of its bytes. */
  readonly samples: Float32Array;
  /** Milliseconds since the epoch on the fitted sample clock. */
  readonly startMs: number;
  readonly lostCount: number;
}

const KIND_SAMPLES = 1;
const FORMAT_VERSION = 1;
/** kind u8 · version u8 · channelCount u16 · sampleCount u32 · firstSampleIndex f64 · startMs f64 · lostCount u32 · zero u32, little-endian. */
const HEADER_BYTES = 32;
/** A stream of a second in one frame of the largest boards is far below. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/** One binary frame: a header of 32 bytes, then Float32 samples, row-major. @throws RangeError when the block's shape does not fit */
export function encodeLiveSamples(block: SampleBlock, channelCount: number): Uint8Array<ArrayBuffer> {
  const { sampleCount, samples } = block;
  if (samples.length !== channelCount * sampleCount) {
    throw new RangeError(`Cannot encode a block of ${channelCount} × ${sampleCount} samples: it holds ${samples.length}`);
  }
  if (channelCount < 1 || channelCount > 65_535) throw new RangeError(`Cannot encode ${channelCount} channels: a frame holds 1 to 65535`);
  const bytes = new Uint8Array(HEADER_BYTES + 4 * samples.length);
  const header = new DataView(bytes.buffer, 0, HEADER_BYTES);
  header.setUint8(0, KIND_SAMPLES);
  header.setUint8(1, FORMAT_VERSION);
  header.setUint16(2, channelCount, true);
  header.setUint32(4, sampleCount, true);
  header.setFloat64(8, block.firstSampleIndex, true);
  header.setFloat64(16, block.startMs, true);
  header.setUint32(24, block.lostCount, true);
  // Every machine that JavaScript runs on today is little-endian, and so are its typed arrays.
  new Float32Array(bytes.buffer, HEADER_BYTES).set(samples);
  return bytes;
}

/** Reads what `encodeLiveSamples` wrote. @throws IzaError `connection-lost` naming the byte offset of what is wrong */
export function decodeLiveSamples(frame: Uint8Array<ArrayBuffer>): LiveSamples {
  if (frame.length < HEADER_BYTES) throw broken(frame.length, `it ends inside its header of ${HEADER_BYTES} bytes`);
  if (frame.length > MAX_FRAME_BYTES) throw broken(0, `it has ${frame.length} bytes, more than any board sends`);
  const header = new DataView(frame.buffer, frame.byteOffset, HEADER_BYTES);
  if (header.getUint8(0) !== KIND_SAMPLES) throw broken(0, `its kind is ${header.getUint8(0)}, not ${KIND_SAMPLES}`);
  if (header.getUint8(1) !== FORMAT_VERSION) throw broken(1, `its version is ${header.getUint8(1)}, this program reads ${FORMAT_VERSION}`);
  const channelCount = header.getUint16(2, true);
  const sampleCount = header.getUint32(4, true);
  const firstSampleIndex = header.getFloat64(8, true);
  const startMs = header.getFloat64(16, true);
  const lostCount = header.getUint32(24, true);
  if (channelCount === 0) throw broken(2, 'it has no channel');
  if (!Number.isSafeInteger(firstSampleIndex) || firstSampleIndex < 0) throw broken(8, `its first sample has the number ${firstSampleIndex}`);
  if (!Number.isFinite(startMs)) throw broken(16, `its start time is ${startMs}`);
  if (lostCount > sampleCount) throw broken(24, `${lostCount} of its ${sampleCount} samples are lost`);
  if (header.getUint32(28, true) !== 0) throw broken(28, 'the reserved bytes are not zero');
  const expectedBytes = HEADER_BYTES + 4 * channelCount * sampleCount;
  if (frame.length !== expectedBytes) throw broken(4, `${channelCount} × ${sampleCount} samples take ${expectedBytes} bytes, it has ${frame.length}`);
  const start = frame.byteOffset + HEADER_BYTES;
  // A view must begin at a multiple of four bytes; a frame cut from a larger buffer may not.
  const samples = start % 4 === 0 ? new Float32Array(frame.buffer, start, channelCount * sampleCount) : new Float32Array(frame.slice(HEADER_BYTES).buffer);
  return { type: 'samples', firstSampleIndex, sampleCount, channelCount, samples, startMs, lostCount };
}

function broken(offsetBytes: number, reason: string): IzaError {
  return new IzaError('connection-lost', `Cannot read a frame of the live stream at byte ${offsetBytes}: ${reason}. Reload, or bring both programs to the same version.`);
}
