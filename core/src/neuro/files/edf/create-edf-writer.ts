import type { Annotation, ByteSink, Channel } from '../../../ports/index.ts';
import type { IntegerRange } from '../../recording/index.ts';
import { LOST_ANNOTATION, lostAnnotationOf, PADDING_ANNOTATION } from '../lost-ranges.ts';
import { formatAnnotationList } from './edf-annotations.ts';
import { fitEdfLabels } from './edf-labels.ts';
import { formatExactly, formatOnset, formatSeconds } from './edf-number.ts';
import { DIGITAL_LIMITS } from './edf-ranges.ts';
import { chooseRecordSize, type RecordSize } from './edf-record-size.ts';
import { formatEdfHeader, formatRecordCount, RECORD_COUNT_OFFSET_BYTES, type EdfEquipment, type EdfPatient } from './write-edf-header.ts';

/** One channel of a file being written. */
export interface EdfWriterChannel extends Channel {
  /** The integers its values become; what lies outside is cut to the range and counted in `warnings`. */
  readonly range: IntegerRange;
  /** `HP:0.1Hz LP:75Hz N:50Hz` */
  readonly prefilter?: string | undefined;
  readonly transducer?: string | undefined;
}

export interface EdfWriterOptions {
  /** All of one rate, or of lower ones: samples are always handed over at the highest, and a slower channel keeps those it has. */
  readonly channels: readonly EdfWriterChannel[];
  /** Milliseconds since the epoch, parts of a millisecond kept; written as UTC. */
  readonly startMs: number | undefined;
  /** Duration of a data record, about; 1 when absent. A crash loses at most what is not in a whole record. */
  readonly recordSeconds?: number | undefined;
  /** Samples that will come, when known: the records are then chosen so that the last one is full. */
  readonly sampleCount?: number | undefined;
  /** Room for annotations in each record; 240 when absent. What does not fit waits for the next record. */
  readonly annotationBytesPerRecord?: number | undefined;
  /** Lost samples are marked in the very record that holds them, piece by piece, so that a crash leaves no unmarked ones; true when absent. */
  readonly marksLostPerRecord?: boolean | undefined;
  readonly patient?: EdfPatient | undefined;
  readonly equipment?: EdfEquipment | undefined;
}

/** A recording being written. Until it is closed its header says -1 records, and readers use what is there. */
export interface EdfWriter extends AsyncDisposable {
  /** Samples so far, at the highest rate. */
  readonly sampleCount: number;
  /** What the file cannot hold as it was given. */
  readonly warnings: readonly string[];
  /**
   * @param samples One array a channel, all of one length, in the channel's unit; NaN where lost (the last good value is written and `BAD_lost` marks it).
   * @throws IzaError of the sink (`storage-full`); the records before stay valid
   */
  append(samples: readonly Float64Array[]): Promise<void>;
  /** Goes into the next record with room. `BAD_lost` is written from the samples themselves. */
  annotate(annotation: Annotation): void;
  /** Resolves when every whole record so far is on the disk. */
  flush(): Promise<void>;
  /** Fills and writes the last record, writes the count of records and closes the sink. */
  close(): Promise<void>;
}

/** BDF+C: 24 bits. @throws RangeError for channels that a header cannot hold */
export const createBdfWriter = (sink: ByteSink, options: EdfWriterOptions): Promise<EdfWriter> => createEdfFamilyWriter('BDF', sink, options);

/** EDF+C: 16 bits. @throws RangeError for channels that a header cannot hold */
export const createEdfWriter = (sink: ByteSink, options: EdfWriterOptions): Promise<EdfWriter> => createEdfFamilyWriter('EDF', sink, options);

/** Whole records are handed to the sink from this size on, or at a flush. */
const BUFFERED_BYTES = 256 * 1024;
const TIMEKEEPING_BYTES = 28;

async function createEdfFamilyWriter(family: 'EDF' | 'BDF', sink: ByteSink, options: EdfWriterOptions): Promise<EdfWriter> {
  const { channels, startMs, marksLostPerRecord = true } = options;
  const warnings: string[] = [];
  for (const channel of channels) checkChannel(channel, family);
  const bytesPerSample = family === 'BDF' ? 3 : 2;
  const size: RecordSize =
    channels.length === 0
      ? { samplesPerRecord: 0, channelSamplesPerRecord: [], secondsText: '0', warnings: [] }
      : chooseRecordSize(channels.map(({ samplingRateHz }) => samplingRateHz), { wantedSeconds: options.recordSeconds ?? 1, bytesPerSample, sampleCount: options.sampleCount });
  warnings.push(...size.warnings);
  const labels = fitEdfLabels(channels.map(({ name }) => name));
  const changed = channels.flatMap(({ name }, index) => (name === labels[index] ? [] : [`"${name}" to "${labels[index]}"`]));
  if (changed.length > 0) warnings.push(`Channel names are changed to fit (16 ASCII characters, no two alike): ${changed.join(', ')}.`);
  const annotationBytes = Math.ceil(Math.max(options.annotationBytesPerRecord ?? 240, 2 * TIMEKEEPING_BYTES) / bytesPerSample) * bytesPerSample;
  const recordBytes = size.channelSamplesPerRecord.reduce((sum, count) => sum + count, 0) * bytesPerSample + annotationBytes;
  const recordSeconds = Number(size.secondsText);
  const samplingRateHz = size.samplesPerRecord === 0 ? 0 : size.samplesPerRecord / recordSeconds;
  const firstOnsetSeconds = startMs === undefined ? 0 : Math.round((startMs - Math.floor(startMs / 1000) * 1000) * 1e6) / 1e9;

  await sink.append(
    formatEdfHeader({
      family,
      patient: options.patient ?? {},
      equipment: options.equipment ?? {},
      startMs,
      secondsText: size.secondsText,
      signals: [
        ...channels.map((channel, index) => ({ label: labels[index], transducer: channel.transducer ?? '', unit: channel.unit, range: channel.range, prefilter: channel.prefilter ?? '', samplesPerRecord: size.channelSamplesPerRecord[index] })),
        { label: `${family} Annotations`, transducer: '', unit: '', range: { physicalMin: -1, physicalMax: 1, ...DIGITAL_LIMITS[family] }, prefilter: '', samplesPerRecord: annotationBytes / bytesPerSample },
      ],
    }),
  );

  const encoders = channels.map(({ range }) => createEncoder(range));
  const pending = channels.map(() => new Float64Array(size.samplesPerRecord));
  let pendingCount = 0;
  let sampleCount = 0;
  let recordCount = 0;
  let buffered: Uint8Array<ArrayBuffer>[] = [];
  let bufferedBytes = 0;
  let handedRecordCount = 0;
  let hasFailed = false;
  let isClosed = false;
  /** Lists that wait for room, oldest first. */
  let queue: Uint8Array[] = [];
  /** First sample of the stretch that is being lost; of the whole recording under -1, else of one channel. */
  const lostSince = new Map<number, number>();

  const listOf = ({ onsetSeconds, durationSeconds, text }: Annotation): Uint8Array => {
    const onset = formatOnset(firstOnsetSeconds + onsetSeconds);
    const duration = durationSeconds > 0 ? formatSeconds(durationSeconds) : undefined;
    const whole = formatAnnotationList({ onset, duration, text });
    const roomBytes = annotationBytes - TIMEKEEPING_BYTES;
    if (whole.length <= roomBytes) return whole;
    const overheadBytes = whole.length - new TextEncoder().encode(text).length;
    const cut = cutText(text, roomBytes - overheadBytes);
    warnings.push(`An annotation at ${onsetSeconds} s is longer than the room for it and is cut to "${cut}".`);
    return formatAnnotationList({ onset, duration, text: cut });
  };
  const lostList = (channelIndex: number, start: number, end: number): Uint8Array =>
    listOf({ onsetSeconds: start / samplingRateHz, durationSeconds: (end - start) / samplingRateHz, text: channelIndex === -1 ? LOST_ANNOTATION : lostAnnotationOf(labels[channelIndex]) });

  /** Follows which channels are being lost; `sample` is the number of the sample at `pending[…][pendingCount]`. */
  const followLoss = (samples: readonly Float64Array[], index: number, sample: number): void => {
    let missing = 0;
    for (const channel of samples) if (Number.isNaN(channel[index])) missing += 1;
    if (missing === 0 && lostSince.size === 0) return;
    const isWhole = missing > 0 && missing === samples.length;
    setLost(-1, isWhole, sample);
    for (let channel = 0; channel < samples.length; channel += 1) setLost(channel, !isWhole && Number.isNaN(samples[channel][index]), sample);
  };
  const setLost = (channelIndex: number, isLost: boolean, sample: number): void => {
    const since = lostSince.get(channelIndex);
    if (isLost && since === undefined) lostSince.set(channelIndex, sample);
    if (isLost || since === undefined) return;
    lostSince.delete(channelIndex);
    queue.push(lostList(channelIndex, since, sample));
  };
  /** Closes the pieces of stretches that go on, so that they are written now. */
  const cutLost = (sample: number): void => {
    const pieces: Uint8Array[] = [];
    for (const [channelIndex, since] of lostSince) {
      if (since < sample) pieces.push(lostList(channelIndex, since, sample));
      lostSince.set(channelIndex, sample);
    }
    queue = [...pieces, ...queue];
  };

  const writeRecord = async (): Promise<void> => {
    const record = new Uint8Array(recordBytes);
    let at = 0;
    for (const [index, encode] of encoders.entries()) {
      const count = size.channelSamplesPerRecord[index];
      for (let position = 0; position < count; position += 1) {
        // the first place at which a slower channel shows its next sample
        const source = count === size.samplesPerRecord ? position : Math.ceil((position * size.samplesPerRecord) / count);
        const integer = encode.integerOf(pending[index][source]);
        record[at] = integer;
        record[at + 1] = integer >> 8;
        if (bytesPerSample === 3) record[at + 2] = integer >> 16;
        at += bytesPerSample;
      }
    }
    const end = recordBytes;
    const time = formatAnnotationList({ onset: formatOnset(firstOnsetSeconds + recordCount * recordSeconds), duration: undefined, text: '' });
    record.set(time, at);
    at += time.length;
    while (queue.length > 0 && at + queue[0].length <= end) {
      record.set(queue[0], at);
      at += queue[0].length;
      queue.shift();
    }
    recordCount += 1;
    buffered.push(record);
    bufferedBytes += record.length;
    if (bufferedBytes >= BUFFERED_BYTES) await handOver();
  };
  const handOver = async (): Promise<void> => {
    if (buffered.length === 0) return;
    const joined = buffered.length === 1 ? buffered[0] : joinBytes(buffered, bufferedBytes);
    buffered = [];
    bufferedBytes = 0;
    try {
      await sink.append(joined);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
    handedRecordCount = recordCount;
  };
  const fillLastRecords = async (): Promise<void> => {
    for (const [channelIndex, since] of lostSince) queue.push(lostList(channelIndex, since, sampleCount));
    lostSince.clear();
    if (size.samplesPerRecord === 0) {
      while (queue.length > 0) await writeRecord();
      return;
    }
    const roomBytes = annotationBytes - TIMEKEEPING_BYTES;
    let restRecords = Math.max(pendingCount > 0 ? 1 : 0, recordsNeeded(queue, roomBytes));
    if (restRecords === 0) return;
    const paddingOf = (records: number): Uint8Array => listOf({ onsetSeconds: sampleCount / samplingRateHz, durationSeconds: (records * size.samplesPerRecord - pendingCount) / samplingRateHz, text: PADDING_ANNOTATION });
    // the list that tells of the padding needs room itself
    while (recordsNeeded([paddingOf(restRecords), ...queue], roomBytes) > restRecords) restRecords += 1;
    queue.unshift(paddingOf(restRecords));
    for (const samples of pending) samples.fill(Number.NaN, pendingCount);
    for (let rest = 0; rest < restRecords; rest += 1) {
      await writeRecord();
      for (const samples of pending) samples.fill(Number.NaN);
    }
  };
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    try {
      if (!hasFailed) {
        await fillLastRecords();
        await handOver();
      }
      await sink.writeAt(RECORD_COUNT_OFFSET_BYTES, new TextEncoder().encode(formatRecordCount(handedRecordCount)));
      await sink.flush();
    } finally {
      await sink.close();
    }
  };

  return {
    get sampleCount() {
      return sampleCount;
    },
    get warnings() {
      return [...warnings, ...encoders.flatMap(({ clippedCount }, index) => (clippedCount() > 0 ? [`${clippedCount()} samples of "${channels[index].name}" lie outside its range and are cut to it.`] : []))];
    },
    async append(samples) {
      if (samples.length !== channels.length) throw new RangeError(`Cannot write samples of ${samples.length} channels: the file has ${channels.length}`);
      const length = samples.at(0)?.length ?? 0;
      if (samples.some((each) => each.length !== length)) throw new RangeError(`Cannot write channels of different lengths: ${samples.map((each) => each.length).join(', ')}`);
      if (isClosed) throw new RangeError('Cannot write to a recording that is closed');
      for (let first = 0; first < length; ) {
        const count = Math.min(length - first, size.samplesPerRecord - pendingCount);
        for (let channel = 0; channel < samples.length; channel += 1) pending[channel].set(samples[channel].subarray(first, first + count), pendingCount);
        for (let index = first; index < first + count; index += 1) followLoss(samples, index, sampleCount + index - first);
        first += count;
        pendingCount += count;
        sampleCount += count;
        if (pendingCount < size.samplesPerRecord) continue;
        if (marksLostPerRecord) cutLost(sampleCount);
        pendingCount = 0;
        await writeRecord();
      }
    },
    annotate(annotation) {
      if (annotation.text === '' || annotation.text === LOST_ANNOTATION || annotation.text.startsWith(lostAnnotationOf(''))) return;
      if (!(Number.isFinite(annotation.onsetSeconds) && Number.isFinite(annotation.durationSeconds) && annotation.durationSeconds >= 0)) {
        throw new RangeError(`Cannot write an annotation at ${annotation.onsetSeconds} s that lasts ${annotation.durationSeconds} s`);
      }
      queue.push(listOf(annotation));
    },
    async flush() {
      await handOver();
      await sink.flush();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function checkChannel({ name, range, samplingRateHz }: EdfWriterChannel, family: 'EDF' | 'BDF'): void {
  const { physicalMin, physicalMax, digitalMin, digitalMax } = range;
  const limits = DIGITAL_LIMITS[family];
  const isWithin = Number.isInteger(digitalMin) && Number.isInteger(digitalMax) && digitalMin < digitalMax && digitalMin >= limits.digitalMin && digitalMax <= limits.digitalMax;
  if (!isWithin) throw new RangeError(`Cannot write "${name}" to ${family}: its integers ${digitalMin} to ${digitalMax} must be whole and lie in ${limits.digitalMin} to ${limits.digitalMax}`);
  if (physicalMin === physicalMax || [physicalMin, physicalMax].some((end) => formatExactly(end) === undefined)) {
    throw new RangeError(`Cannot write "${name}" to ${family}: the ends of its range, ${physicalMin} and ${physicalMax}, must differ and fit into 8 characters each`);
  }
  if (!(Number.isFinite(samplingRateHz) && samplingRateHz > 0)) throw new RangeError(`Cannot write "${name}" to ${family}: its rate is ${samplingRateHz} Hz`);
}

/** Turns values into integers; remembers the last good one, which stands where a sample is lost. */
function createEncoder({ physicalMin, physicalMax, digitalMin, digitalMax }: IntegerRange): { integerOf(value: number): number; clippedCount(): number } {
  const scale = (digitalMax - digitalMin) / (physicalMax - physicalMin);
  const offset = (digitalMin * physicalMax - digitalMax * physicalMin) / (physicalMax - physicalMin);
  let last = Math.max(digitalMin, Math.min(digitalMax, Math.round(offset)));
  let clippedCount = 0;
  return {
    integerOf(value) {
      if (Number.isNaN(value)) return last;
      const integer = Math.round(value * scale + offset);
      last = integer < digitalMin ? digitalMin : integer > digitalMax ? digitalMax : integer;
      if (last !== integer) clippedCount += 1;
      return last;
    },
    clippedCount: () => clippedCount,
  };
}

/** Records in which lists of these lengths find room one after the other. */
function recordsNeeded(lists: readonly Uint8Array[], roomBytes: number): number {
  let records = 0;
  let freeBytes = 0;
  for (const { length } of lists) {
    if (length > freeBytes) {
      records += 1;
      freeBytes = roomBytes;
    }
    freeBytes -= length;
  }
  return records;
}

/** The beginning of a text that takes at most so many bytes of UTF-8. */
function cutText(text: string, lengthBytes: number): string {
  let cut = '';
  let usedBytes = 0;
  for (const character of text) {
    usedBytes += new TextEncoder().encode(character).length;
    if (usedBytes > lengthBytes) break;
    cut += character;
  }
  return cut;
}

function joinBytes(parts: readonly Uint8Array[], lengthBytes: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(lengthBytes);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
