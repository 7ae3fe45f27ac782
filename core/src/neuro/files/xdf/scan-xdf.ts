import { throwIfAborted } from '../../../foundation/index.ts';
import type { ByteSource } from '../../../ports/index.ts';
import { corruptRecording } from '../corrupt-recording.ts';
import { parseStreamHeader, VALUE_BYTES, type XdfStream } from './xdf-stream.ts';
import { tagText } from './xml-text.ts';

export interface XdfContents {
  readonly streams: readonly XdfStream[];
  /** When the recorder began, where the file tells it. */
  readonly startMs: number | undefined;
  readonly warnings: readonly string[];
}

export const isXdf = (head: Uint8Array): boolean => head.length >= 4 && head[0] === 0x58 && head[1] === 0x44 && head[2] === 0x46 && head[3] === 0x3a;

const TAG = { fileHeader: 1, streamHeader: 2, samples: 3, clockOffset: 4 } as const;
const WINDOW_BYTES = 1024 * 1024;
/** Headers of stories exist; of books do not. */
const MAX_HEADER_BYTES = 16 * 1024 * 1024;
const MAX_STREAMS = 10_000;

/**
 * Finds every chunk without reading the samples.
 * @throws IzaError `recording-corrupt` naming the byte offset
 * @see https://github.com/sccn/xdf/wiki/Specifications
 */
export async function scanXdf(source: ByteSource, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<XdfContents> {
  const streams = new Map<number, XdfStream>();
  const warnings: string[] = [];
  const peek = createWindow(source);
  let startMs: number | undefined;
  let at = 4;
  while (at < source.sizeBytes) {
    throwIfAborted(signal);
    const chunk = await readChunkHead(source, peek, at);
    if (chunk === undefined || chunk.endBytes > source.sizeBytes) {
      warnings.push(`The file ends inside the chunk at byte ${at}: it was cut off, and what is before is read.`);
      break;
    }
    const { tag, contentBytes, endBytes } = chunk;
    if (tag === TAG.fileHeader) startMs ??= startOf(decodeText(await peek(contentBytes, Math.min(endBytes - contentBytes, 65_536))));
    if (tag === TAG.streamHeader) {
      if (endBytes - contentBytes > MAX_HEADER_BYTES || streams.size >= MAX_STREAMS) throw corruptRecording(source, at, `a stream header of ${endBytes - contentBytes} bytes, after ${streams.size} others, is none.`);
      const bytes = await peek(contentBytes, endBytes - contentBytes);
      if (bytes.length < 4) throw corruptRecording(source, contentBytes, 'a stream header is too short for the number of its stream.');
      const id = viewOf(bytes).getUint32(0, true);
      const stream = parseStreamHeader(id, decodeText(bytes.subarray(4)));
      if (typeof stream === 'string') throw corruptRecording(source, contentBytes, `${stream}.`);
      streams.set(id, stream);
    }
    if (tag === TAG.samples) await addSamples(source, peek, streams, { at, contentBytes, endBytes });
    if (tag === TAG.clockOffset && endBytes - contentBytes >= 20) {
      const view = viewOf(await peek(contentBytes, 20));
      const offset = { timeSeconds: view.getFloat64(4, true), valueSeconds: view.getFloat64(12, true) };
      if (Number.isFinite(offset.timeSeconds) && Number.isFinite(offset.valueSeconds)) streams.get(view.getUint32(0, true))?.clockOffsets.push(offset);
      else warnings.push(`The clock offset at byte ${at} is no number and is left out.`);
    }
    at = endBytes;
  }
  return { streams: [...streams.values()], startMs, warnings };
}

type Peek = (startBytes: number, lengthBytes: number) => Promise<Uint8Array>;

/** Small reads from one large one. */
function createWindow(source: ByteSource): Peek {
  let window: Uint8Array = new Uint8Array(0);
  let windowStart = 0;
  return async (startBytes, lengthBytes) => {
    if (startBytes < windowStart || startBytes + lengthBytes > windowStart + window.length) {
      window = await source.read(startBytes, Math.min(Math.max(lengthBytes, WINDOW_BYTES), source.sizeBytes - startBytes));
      windowStart = startBytes;
    }
    return window.subarray(startBytes - windowStart, startBytes - windowStart + lengthBytes);
  };
}

/** `undefined` where the file ends inside it. */
async function readChunkHead(source: ByteSource, peek: Peek, at: number): Promise<{ tag: number; contentBytes: number; endBytes: number } | undefined> {
  const head = await peek(at, Math.min(11, source.sizeBytes - at));
  const length = readVariableLength(head, 0);
  if (length === 'cut') return undefined;
  if (length === 'unknown') throw corruptRecording(source, at, `a chunk begins with ${head[0]} instead of 1, 4 or 8, the size of its length.`);
  if (length.value < 2) throw corruptRecording(source, at, `a chunk says it is ${length.value} bytes long; its kind alone takes 2.`);
  if (head.length < length.sizeBytes + 2) return undefined;
  const contentBytes = at + length.sizeBytes + 2;
  return { tag: viewOf(head).getUint16(length.sizeBytes, true), contentBytes, endBytes: at + length.sizeBytes + length.value };
}

/** A length that is told in 1, 4 or 8 bytes, whose number stands before it. */
export function readVariableLength(bytes: Uint8Array, at: number): { value: number; sizeBytes: number } | 'cut' | 'unknown' {
  if (at >= bytes.length) return 'cut';
  const size = bytes[at];
  if (size !== 1 && size !== 4 && size !== 8) return 'unknown';
  if (at + 1 + size > bytes.length) return 'cut';
  const view = viewOf(bytes);
  const value = size === 1 ? bytes[at + 1] : size === 4 ? view.getUint32(at + 1, true) : Number(view.getBigUint64(at + 1, true));
  return { value, sizeBytes: 1 + size };
}

async function addSamples(source: ByteSource, peek: Peek, streams: ReadonlyMap<number, XdfStream>, { at, contentBytes, endBytes }: { at: number; contentBytes: number; endBytes: number }): Promise<void> {
  const head = await peek(contentBytes, Math.min(13, endBytes - contentBytes));
  const count = head.length >= 4 ? readVariableLength(head, 4) : 'cut';
  if (count === 'cut' || count === 'unknown') throw corruptRecording(source, contentBytes, 'a chunk of samples does not tell how many it holds.');
  const stream = streams.get(viewOf(head).getUint32(0, true));
  if (!stream) throw corruptRecording(source, contentBytes, `samples belong to stream ${viewOf(head).getUint32(0, true)}, which has no header.`);
  const offsetBytes = contentBytes + 4 + count.sizeBytes;
  const leastBytes = 1 + (stream.format === 'string' ? 2 : VALUE_BYTES[stream.format]) * stream.channelCount;
  if (count.value * leastBytes > endBytes - offsetBytes) throw corruptRecording(source, at, `a chunk of ${endBytes - offsetBytes} bytes says it holds ${count.value} samples of at least ${leastBytes} bytes each.`);
  if (count.value === 0) return;
  stream.chunks.push({ offsetBytes, lengthBytes: endBytes - offsetBytes, sampleCount: count.value, firstSample: stream.sampleCount });
  stream.sampleCount += count.value;
}

function startOf(xml: string): number | undefined {
  const ms = Date.parse(tagText(xml, 'datetime') ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

const decodeText = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
