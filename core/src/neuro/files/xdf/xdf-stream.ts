import { tagContents, tagText } from './xml-text.ts';

export type XdfValueFormat = 'int8' | 'int16' | 'int32' | 'int64' | 'float32' | 'double64' | 'string';

export const VALUE_BYTES: Readonly<Record<Exclude<XdfValueFormat, 'string'>, number>> = { int8: 1, int16: 2, int32: 4, int64: 8, float32: 4, double64: 8 };

/** One stream of a file, as its header tells and its chunks lie. */
export interface XdfStream {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly channelCount: number;
  /** 0 for events. */
  readonly nominalHz: number;
  readonly format: XdfValueFormat;
  readonly labels: readonly string[];
  readonly units: readonly string[];
  readonly channelTypes: readonly string[];
  /** Measured differences of the clocks: add `valueSeconds` to a time of the stream near `timeSeconds`. */
  readonly clockOffsets: { readonly timeSeconds: number; readonly valueSeconds: number }[];
  readonly chunks: XdfSampleChunk[];
  sampleCount: number;
}

/** Samples as they lie in the file. */
export interface XdfSampleChunk {
  /** Of the first sample, behind the count. */
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly sampleCount: number;
  /** Ordinal of its first sample in the stream. */
  readonly firstSample: number;
}

/** @returns what is wrong with the header, as text */
export function parseStreamHeader(id: number, xml: string): XdfStream | string {
  const channelCount = Number(tagText(xml, 'channel_count'));
  const nominalHz = Number(tagText(xml, 'nominal_srate') ?? 0);
  const format = tagText(xml, 'channel_format') ?? '';
  if (!(Number.isInteger(channelCount) && channelCount >= 0 && channelCount <= 10_000)) return `the channel_count of stream ${id} is "${tagText(xml, 'channel_count') ?? ''}"`;
  if (!(nominalHz >= 0 && nominalHz <= 1e7)) return `the nominal_srate of stream ${id} is "${tagText(xml, 'nominal_srate') ?? ''}"`;
  if (!(format === 'string' || Object.hasOwn(VALUE_BYTES, format))) return `the channel_format of stream ${id} is "${format}"`;
  const channels = tagContents(xml, 'channel').slice(0, channelCount);
  return {
    id,
    name: tagText(xml, 'name') ?? `Stream ${id}`,
    type: tagText(xml, 'type') ?? '',
    channelCount,
    nominalHz,
    format: format as XdfValueFormat,
    labels: channels.map((channel) => tagText(channel, 'label') ?? tagText(channel, 'name') ?? ''),
    units: channels.map((channel) => tagText(channel, 'unit') ?? ''),
    channelTypes: channels.map((channel) => tagText(channel, 'type') ?? ''),
    clockOffsets: [],
    chunks: [],
    sampleCount: 0,
  };
}
