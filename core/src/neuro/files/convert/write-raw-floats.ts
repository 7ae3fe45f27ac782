import type { ByteSink } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { readBlocks } from '../read-blocks.ts';
import type { ConversionReport, ConversionRequest } from './convert-recording.ts';

/** Raw little-endian float64 in the channels' units, channel after channel: [channelCount][sampleCount]. Lost samples are NaN. */
export async function writeRawFloats(reader: RecordingReader, sink: ByteSink, { channels, signal, onProgress }: ConversionRequest): Promise<ConversionReport> {
  const { info } = reader;
  for (const [position, channel] of channels.entries()) {
    for await (const { start, samples } of readBlocks(reader, { channels: [channel], signal })) {
      await sink.append(littleEndianBytes(samples[0]));
      onProgress?.(position * info.sampleCount + start + samples[0].length, channels.length * info.sampleCount);
    }
  }
  await sink.flush();
  const dropped = [info.annotations.length > 0 && `${info.annotations.length} annotations`, info.startMs !== undefined && 'the start time'].filter((each) => each !== false);
  return { warnings: [`Raw numbers tell nothing of themselves: ${channels.length} channels of ${info.sampleCount} samples at ${info.samplingRateHz} Hz, names and units are not in the file.`, ...(dropped.length > 0 ? [`Not in the file: ${dropped.join(', ')}.`] : [])] };
}

export function littleEndianBytes(values: Float64Array): Uint8Array {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const view = new DataView(new ArrayBuffer(values.byteLength));
  for (let index = 0; index < values.length; index += 1) view.setFloat64(index * 8, values[index], true);
  return new Uint8Array(view.buffer);
}
