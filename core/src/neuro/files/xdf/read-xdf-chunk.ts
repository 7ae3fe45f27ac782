import type { ByteSource } from '../../../ports/index.ts';
import { corruptRecording, readExactly } from '../corrupt-recording.ts';
import { readVariableLength, viewOf } from './scan-xdf.ts';
import { VALUE_BYTES, type XdfSampleChunk, type XdfStream } from './xdf-stream.ts';

export interface XdfSampleVisitor {
  /**
   * @param timeSeconds On the stream's clock; NaN where the sample carries none
   * @param readNumber Value of a channel of a numeric stream
   * @param texts Of a stream of strings
   */
  (sample: number, timeSeconds: number, readNumber: (channel: number) => number, texts: readonly string[]): void;
}

/** Visits the samples of one chunk in order. @throws IzaError `recording-corrupt` when they do not fill it as it says */
export async function visitXdfChunk(source: ByteSource, stream: XdfStream, chunk: XdfSampleChunk, visit: XdfSampleVisitor): Promise<void> {
  const bytes = await readExactly(source, chunk.offsetBytes, chunk.lengthBytes, `samples of "${stream.name}"`);
  const view = viewOf(bytes);
  const decoder = new TextDecoder('utf-8');
  const valueBytes = stream.format === 'string' ? 0 : VALUE_BYTES[stream.format];
  const texts: string[] = [];
  let at = 0;
  let valuesAt = 0;
  const readNumber = (channel: number): number => readValue(view, valuesAt + channel * valueBytes, stream.format);
  const broken = (problem: string): Error => corruptRecording(source, chunk.offsetBytes + at, problem);
  for (let index = 0; index < chunk.sampleCount; index += 1) {
    const stampBytes = bytes[at];
    if (stampBytes !== 0 && stampBytes !== 8) throw broken(`a sample of "${stream.name}" begins with ${stampBytes} instead of 0 or 8, the size of its time.`);
    at += 1;
    if (at + stampBytes > bytes.length) throw broken(`the chunk ends before sample ${index} of ${chunk.sampleCount}.`);
    const timeSeconds = stampBytes === 8 ? view.getFloat64(at, true) : Number.NaN;
    at += stampBytes;
    valuesAt = at;
    texts.length = 0;
    if (stream.format === 'string') {
      for (let channel = 0; channel < stream.channelCount; channel += 1) {
        const length = readVariableLength(bytes, at);
        if (length === 'cut' || length === 'unknown' || at + length.sizeBytes + length.value > bytes.length) throw broken(`a text of "${stream.name}" does not fit into its chunk.`);
        texts.push(decoder.decode(bytes.subarray(at + length.sizeBytes, at + length.sizeBytes + length.value)));
        at += length.sizeBytes + length.value;
      }
    } else {
      at += valueBytes * stream.channelCount;
      if (at > bytes.length) throw broken(`the chunk ends inside sample ${index} of ${chunk.sampleCount}.`);
    }
    visit(chunk.firstSample + index, timeSeconds, readNumber, texts);
  }
}

function readValue(view: DataView, at: number, format: XdfStream['format']): number {
  switch (format) {
    case 'int8':
      return view.getInt8(at);
    case 'int16':
      return view.getInt16(at, true);
    case 'int32':
      return view.getInt32(at, true);
    case 'int64':
      return Number(view.getBigInt64(at, true));
    case 'float32':
      return view.getFloat32(at, true);
    case 'double64':
      return view.getFloat64(at, true);
    case 'string':
      return Number.NaN;
  }
}
