import { throwIfAborted } from '../../../foundation/index.ts';
import type { Annotation, ByteSource, Channel, ChannelType } from '../../../ports/index.ts';
import type { RecordingInfo, RecordingReader, SampleRange } from '../../recording/index.ts';
import { uniqueChannelNames } from '../channel-names.ts';
import { corruptRecording } from '../corrupt-recording.ts';
import { sortAnnotations } from '../edf/edf-annotations.ts';
import { finiteOrLost } from '../finite-or-lost.ts';
import { fillLost, mergeRanges } from '../lost-ranges.ts';
import { checkReadRequest } from '../read-request.ts';
import { createGrowingNumbers, type GrowingNumbers } from '../text/growing-numbers.ts';
import { microvoltsPerUnit } from '../voltage-unit.ts';
import { visitXdfChunk } from './read-xdf-chunk.ts';
import { scanXdf } from './scan-xdf.ts';
import { createClockSync } from './synchronize-clock.ts';
import type { XdfSampleChunk, XdfStream } from './xdf-stream.ts';

/** Times jump about by less; more is a hole. As pyxdf: a second, or 500 samples where those are longer. */
const LEAST_GAP_SECONDS = 1;
const LEAST_GAP_SAMPLES = 500;
const MAX_GAP_SECONDS = 366 * 24 * 3600;

/**
 * The EEG stream of an XDF file (else its largest regular stream of numbers); streams of events become annotations, clocks brought together.
 * Other streams are named in `info.details`.
 * @throws IzaError `recording-corrupt` naming the byte offset
 */
export async function openXdf(source: ByteSource, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<RecordingReader> {
  const contents = await scanXdf(source, { signal });
  const stream = chooseStream(contents.streams);
  if (!stream) throw corruptRecording(source, 4, `none of its ${contents.streams.length} streams holds samples of a steady rate.`);
  const warnings = [...contents.warnings];
  const place = await placeSamples(source, stream, signal);
  if (place.missingTimeCount > 0 && place.firstSeconds === 0) warnings.push('No sample carries a time: events cannot be placed exactly.');
  const events = contents.streams.filter((each) => each !== stream && each.sampleCount > 0 && (each.format === 'string' || each.nominalHz === 0));
  const annotations: Annotation[] = [];
  for (const each of events) annotations.push(...(await readEvents(source, each, place.firstSeconds, signal)));
  const others = contents.streams.filter((each) => each !== stream && !events.includes(each));
  const { channels, scales } = describeChannels(stream, warnings);
  const info: RecordingInfo = {
    format: 'XDF',
    channels,
    samplingRateHz: stream.nominalHz,
    sampleCount: place.sampleCount,
    startMs: contents.startMs,
    annotations: sortAnnotations(annotations),
    lost: place.lost,
    warnings,
    details: {
      stream: describeStream(stream),
      ...(events.length > 0 ? { 'streams of events': events.map(describeStream).join('; ') } : {}),
      ...(others.length > 0 ? { 'other streams, left out': others.map(describeStream).join('; ') } : {}),
    },
  };
  const close = (): Promise<void> => source.close();
  return {
    info,
    async read(options = {}) {
      const { channels: chosen, start, end, signal: readSignal } = checkReadRequest(info, options);
      const outs = chosen.map(() => new Float64Array(end - start).fill(Number.NaN));
      for (const chunk of chunksFrom(stream.chunks, place.ordinalOf(start))) {
        throwIfAborted(readSignal);
        if (place.sampleOf(chunk.firstSample) >= end) break;
        await visitXdfChunk(source, stream, chunk, (ordinal, _, readNumber) => {
          const at = place.sampleOf(ordinal) - start;
          if (at < 0 || at >= end - start) return;
          for (let position = 0; position < chosen.length; position += 1) outs[position][at] = finiteOrLost(readNumber(chosen[position]) * scales[chosen[position]]);
        });
      }
      for (const out of outs) fillLost(out, start, info.lost);
      return outs;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function chooseStream(streams: readonly XdfStream[]): XdfStream | undefined {
  const regular = streams.filter(({ format, nominalHz, sampleCount, channelCount }) => format !== 'string' && nominalHz > 0 && sampleCount > 0 && channelCount > 0);
  const valueCount = ({ sampleCount, channelCount }: XdfStream): number => sampleCount * channelCount;
  const largest = (list: readonly XdfStream[]): XdfStream | undefined => list.toSorted((left, right) => valueCount(right) - valueCount(left)).at(0);
  return largest(regular.filter(({ type }) => /^(eeg|exg)$/i.test(type))) ?? largest(regular);
}

interface Placement {
  /** On the recorder's clock. */
  readonly firstSeconds: number;
  readonly sampleCount: number;
  readonly lost: readonly SampleRange[];
  readonly missingTimeCount: number;
  /** Sample number of the stream's n-th sample: holes counted. */
  sampleOf(ordinal: number): number;
  /** The n of the first sample at or behind a sample number. */
  ordinalOf(sample: number): number;
}

async function placeSamples(source: ByteSource, stream: XdfStream, signal: AbortSignal | undefined): Promise<Placement> {
  const synchronize = createClockSync(stream.clockOffsets);
  const firstOrdinals = createGrowingNumbers();
  const firstSamples = createGrowingNumbers();
  const gapSeconds = Math.max(LEAST_GAP_SECONDS, LEAST_GAP_SAMPLES / stream.nominalHz);
  const lost: SampleRange[] = [];
  let firstSeconds = 0;
  let missingTimeCount = 0;
  let previousSeconds = Number.NaN;
  let nextSample = 0;
  for (const chunk of stream.chunks) {
    throwIfAborted(signal);
    await visitXdfChunk(source, stream, chunk, (ordinal, stampSeconds) => {
      const hasTime = Number.isFinite(stampSeconds);
      if (!hasTime) missingTimeCount += 1;
      const seconds = hasTime ? synchronize(stampSeconds) : previousSeconds + 1 / stream.nominalHz;
      if (ordinal === 0) {
        firstSeconds = hasTime ? seconds : 0;
        firstOrdinals.push(0);
        firstSamples.push(0);
      } else if (seconds - previousSeconds > gapSeconds && seconds - previousSeconds < MAX_GAP_SECONDS) {
        const missing = Math.max(0, Math.round((seconds - previousSeconds) * stream.nominalHz) - 1);
        lost.push({ start: nextSample, end: nextSample + missing });
        nextSample += missing;
        firstOrdinals.push(ordinal);
        firstSamples.push(nextSample);
      }
      previousSeconds = Number.isFinite(seconds) ? seconds : firstSeconds;
      nextSample += 1;
    });
  }
  const map = (from: GrowingNumbers, to: GrowingNumbers) => (value: number): number => {
    const stretch = Math.max(0, from.lastAtMost(value));
    const limit = stretch + 1 < to.length ? to.at(stretch + 1) : Number.POSITIVE_INFINITY;
    return Math.min(to.at(stretch) + value - from.at(stretch), limit);
  };
  return { firstSeconds, sampleCount: nextSample, lost: mergeRanges(lost, nextSample), missingTimeCount, sampleOf: map(firstOrdinals, firstSamples), ordinalOf: map(firstSamples, firstOrdinals) };
}

async function readEvents(source: ByteSource, stream: XdfStream, firstSeconds: number, signal: AbortSignal | undefined): Promise<Annotation[]> {
  const synchronize = createClockSync(stream.clockOffsets);
  const events: Annotation[] = [];
  let previousSeconds = firstSeconds;
  for (const chunk of stream.chunks) {
    throwIfAborted(signal);
    await visitXdfChunk(source, stream, chunk, (_, stampSeconds, readNumber, texts) => {
      const seconds = Number.isFinite(stampSeconds) ? synchronize(stampSeconds) : previousSeconds + (stream.nominalHz > 0 ? 1 / stream.nominalHz : 0);
      previousSeconds = seconds;
      const values = stream.format === 'string' ? texts : Array.from({ length: stream.channelCount }, (__, channel) => String(readNumber(channel)));
      const text = values.filter((value) => value !== '').join(', ');
      if (text !== '') events.push({ onsetSeconds: Math.round((seconds - firstSeconds) * 1e9) / 1e9, durationSeconds: 0, text });
    });
  }
  return events;
}

function describeChannels(stream: XdfStream, warnings: string[]): { channels: Channel[]; scales: number[] } {
  const isEeg = /^(eeg|exg)$/i.test(stream.type);
  const names = uniqueChannelNames(Array.from({ length: stream.channelCount }, (_, index) => stream.labels[index] || `Channel ${index + 1}`));
  const scales: number[] = [];
  let assumedCount = 0;
  const channels = names.map((name, index): Channel => {
    const said = stream.units[index] ?? '';
    const type = typeOf(stream.channelTypes[index] ?? '', isEeg);
    const isAssumed = said === '' && type === 'eeg';
    if (isAssumed) assumedCount += 1;
    const factor = isAssumed ? 1 : microvoltsPerUnit(said);
    scales.push(factor ?? 1);
    return { name, type: type === 'eeg' && factor === undefined ? 'misc' : type, unit: factor === undefined ? said : 'µV', samplingRateHz: stream.nominalHz };
  });
  if (assumedCount > 0) warnings.push(`The stream does not tell the unit of ${assumedCount} channels: µV is taken.`);
  return { channels, scales };
}

function typeOf(text: string, isEeg: boolean): ChannelType {
  const known: readonly ChannelType[] = ['eeg', 'eog', 'emg', 'ecg'];
  const found = known.find((type) => type === text.toLowerCase());
  if (found) return found;
  if (/^acc/i.test(text)) return 'accelerometer';
  if (/^(trig|stim|marker)/i.test(text)) return 'trigger';
  return text === '' && isEeg ? 'eeg' : isEeg && /^(exg|electrode)/i.test(text) ? 'eeg' : 'misc';
}

const describeStream = ({ name, type, channelCount, nominalHz, sampleCount, format }: XdfStream): string =>
  `${name} (${type || 'no type'}, ${channelCount} ${format} channels, ${nominalHz > 0 ? `${nominalHz} Hz` : 'events'}, ${sampleCount} samples)`;

/** The chunks from the one that holds a sample on. */
function chunksFrom(chunks: readonly XdfSampleChunk[], ordinal: number): readonly XdfSampleChunk[] {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunks[middle].firstSample + chunks[middle].sampleCount > ordinal) high = middle;
    else low = middle + 1;
  }
  return chunks.slice(low);
}
