import { throwIfAborted } from '../../../foundation/index.ts';
import type { ByteSource } from '../../../ports/index.ts';
import { readExactly } from '../corrupt-recording.ts';
import type { EdfChannel } from './edf-channel.ts';
import type { EdfLayout } from './edf-layout.ts';
import type { EdfStretch } from './read-edf-timeline.ts';

/** One channel as it lies in each record. */
export interface EdfChannelInRecord extends EdfChannel {
  readonly offsetBytes: number;
  readonly samplesPerRecord: number;
}

/** Few enough reads that a busy machine's waits between them do not add up. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Writes the samples [start, end) of a stretch's part into `outs`, one array a channel, whose [0] is sample `start`.
 * Samples are counted at the highest rate; a slower channel repeats each of its samples.
 */
export async function readEdfSamples(
  source: ByteSource,
  layout: EdfLayout,
  channels: readonly EdfChannelInRecord[],
  outs: readonly Float64Array[],
  { stretch, samplesPerRecord, start, end, signal }: { stretch: EdfStretch; samplesPerRecord: number; start: number; end: number; signal: AbortSignal | undefined },
): Promise<void> {
  const from = Math.max(start, stretch.startSample);
  const to = Math.min(end, stretch.startSample + stretch.recordCount * samplesPerRecord);
  if (to <= from) return;
  const recordOf = (sample: number): number => stretch.firstRecord + Math.floor((sample - stretch.startSample) / samplesPerRecord);
  const lastRecord = recordOf(to - 1);
  const recordsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / layout.recordBytes));
  const countAt = (first: number): number => Math.min(recordsPerChunk, lastRecord - first + 1);
  const readChunk = (first: number): Promise<Uint8Array> | undefined => {
    if (first > lastRecord || layout.recordBytes > CHUNK_BYTES) return undefined;
    const chunk = readExactly(source, layout.headerBytes + first * layout.recordBytes, countAt(first) * layout.recordBytes, 'the data records');
    // looked at when its turn comes; until then a failure of it is no unhandled one
    chunk.catch(() => undefined);
    return chunk;
  };
  // the next chunk is on its way while this one is decoded
  let coming = readChunk(recordOf(from));
  for (let first = recordOf(from); first <= lastRecord; first += recordsPerChunk) {
    throwIfAborted(signal);
    const count = countAt(first);
    const whole = await coming;
    coming = readChunk(first + recordsPerChunk);
    const shorts = whole && layout.bytesPerSample === 2 ? shortsOf(whole) : undefined;
    for (const [index, channel] of channels.entries()) {
      for (let record = first; record < first + count; record += 1) {
        const recordStart = stretch.startSample + (record - stretch.firstRecord) * samplesPerRecord;
        const part = { recordStart, samplesPerRecord, from: Math.max(from, recordStart), to: Math.min(to, recordStart + samplesPerRecord), outStart: start };
        const startBytes = (record - first) * layout.recordBytes + channel.offsetBytes;
        if (shorts && isPlain(channel, part)) decodeShorts(outs[index], shorts, startBytes / 2, channel, part);
        else if (whole) decodeInto(outs[index], whole, startBytes, 0, channel, layout.bytesPerSample, part);
        else await decodeLargeRecord(source, layout, record, channel, outs[index], part, signal);
      }
    }
  }
}

interface RecordPart {
  /** Number of the record's first sample, samples a record, and the wanted [from, to) of it. */
  readonly recordStart: number;
  readonly samplesPerRecord: number;
  readonly from: number;
  readonly to: number;
  /** Number of the sample that goes to out[0]. */
  readonly outStart: number;
}

/** A record that is larger than a chunk is read channel by channel, in pieces. */
async function decodeLargeRecord(source: ByteSource, layout: EdfLayout, record: number, channel: EdfChannelInRecord, out: Float64Array, part: RecordPart, signal: AbortSignal | undefined): Promise<void> {
  const samplesPerPiece = Math.floor(CHUNK_BYTES / 4);
  for (let from = part.from; from < part.to; from += samplesPerPiece) {
    throwIfAborted(signal);
    const to = Math.min(part.to, from + samplesPerPiece);
    const firstStored = storedIndex(from - part.recordStart, channel.samplesPerRecord, part.samplesPerRecord);
    const endStored = storedIndex(to - 1 - part.recordStart, channel.samplesPerRecord, part.samplesPerRecord) + 1;
    const startBytes = layout.headerBytes + record * layout.recordBytes + channel.offsetBytes + firstStored * layout.bytesPerSample;
    const bytes = await readExactly(source, startBytes, (endStored - firstStored) * layout.bytesPerSample, `record ${record}`);
    decodeInto(out, bytes, 0, firstStored, channel, layout.bytesPerSample, { ...part, from, to });
  }
}

/** The stored sample that stands at a position counted at the highest rate. */
const storedIndex = (position: number, storedPerRecord: number, samplesPerRecord: number): number =>
  storedPerRecord === samplesPerRecord ? position : Math.floor((position * storedPerRecord) / samplesPerRecord);

/** `bytes[byteStart]` is stored sample `firstStored` of the channel in this record. */
function decodeInto(out: Float64Array, bytes: Uint8Array, byteStart: number, firstStored: number, channel: EdfChannelInRecord, bytesPerSample: 2 | 3, part: RecordPart): void {
  const { scale, offset, bitMask, samplesPerRecord: storedPerRecord } = channel;
  const { recordStart, samplesPerRecord, from, to, outStart } = part;
  if (isPlain(channel, part) && bytesPerSample === 3) {
    let at = byteStart + (from - recordStart - firstStored) * 3;
    for (let sample = from; sample < to; sample += 1, at += 3) {
      out[sample - outStart] = (((bytes[at + 2] << 24) >> 8) | (bytes[at + 1] << 8) | bytes[at]) * scale + offset;
    }
    return;
  }
  for (let sample = from; sample < to; sample += 1) {
    const at = byteStart + (storedIndex(sample - recordStart, storedPerRecord, samplesPerRecord) - firstStored) * bytesPerSample;
    const integer = bytesPerSample === 3 ? ((bytes[at + 2] << 24) >> 8) | (bytes[at + 1] << 8) | bytes[at] : ((bytes[at + 1] << 24) >> 16) | bytes[at];
    out[sample - outStart] = (bitMask === undefined ? integer : integer & bitMask) * scale + offset;
  }
}

/** Every stored sample stands for itself. */
const isPlain = ({ samplesPerRecord, bitMask }: EdfChannelInRecord, part: RecordPart): boolean => samplesPerRecord === part.samplesPerRecord && bitMask === undefined;

function decodeShorts(out: Float64Array, shorts: Int16Array, start: number, { scale, offset }: EdfChannelInRecord, { recordStart, from, to, outStart }: RecordPart): void {
  const shift = start - recordStart;
  for (let sample = from; sample < to; sample += 1) out[sample - outStart] = shorts[sample + shift] * scale + offset;
}

/** The same bytes as 16-bit integers, where the machine's order is the file's and the bytes are aligned. */
function shortsOf(bytes: Uint8Array): Int16Array | undefined {
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  return isLittleEndian && bytes.byteOffset % 2 === 0 ? new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1) : undefined;
}
