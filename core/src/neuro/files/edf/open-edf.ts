import type { ByteSource } from '../../../ports/index.ts';
import { uniqueChannelNames } from '../channel-names.ts';
import { fillLost, lostRangesOf, mergeRanges, PADDING_ANNOTATION } from '../lost-ranges.ts';
import { checkReadRequest } from '../read-request.ts';
import type { RecordingInfo, RecordingReader, SampleRange } from '../../recording/index.ts';
import { describeEdfChannel } from './edf-channel.ts';
import { readEdfHeader, type EdfHeader } from './edf-header.ts';
import { layOutEdf } from './edf-layout.ts';
import { readEdfSamples, type EdfChannelInRecord } from './read-edf-samples.ts';
import { readEdfTimeline, type EdfStretch } from './read-edf-timeline.ts';

/**
 * EDF, EDF+C, EDF+D, BDF, BDF+C, BDF+D. Times are those of the file, taken as UTC.
 * @throws IzaError `recording-corrupt` naming the byte offset
 */
export async function openEdf(source: ByteSource, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<RecordingReader> {
  const header = await readEdfHeader(source);
  const layout = layOutEdf(source, header);
  const warnings = [...header.warnings, ...layout.warnings];
  const { channels, samplesPerRecord } = describeChannels(header, layout.signalOffsetsBytes, warnings);
  const timeline = await readEdfTimeline(source, header, layout, { samplesPerRecord, signal });
  warnings.push(...timeline.warnings);
  const samplingRateHz = samplesPerRecord === 0 ? 0 : rateOf(samplesPerRecord, header.recordSeconds);
  const writtenCount = endOf(timeline.stretches, samplesPerRecord);
  const padding = timeline.annotations.find(({ text, onsetSeconds, durationSeconds }) => text === PADDING_ANNOTATION && Math.round((onsetSeconds + durationSeconds) * samplingRateHz) >= writtenCount);
  const sampleCount = padding ? Math.min(writtenCount, Math.max(0, Math.round(padding.onsetSeconds * samplingRateHz))) : writtenCount;
  const annotations = timeline.annotations.filter((annotation) => annotation !== padding);

  const info: RecordingInfo = {
    format: header.format,
    channels: channels.map(({ channel }) => channel),
    integerRanges: channels.map(({ range }) => range),
    samplingRateHz,
    sampleCount,
    startMs: header.startSecondMs === undefined ? undefined : header.startSecondMs + Math.round(timeline.firstOnsetSeconds * 1e6) / 1e3,
    annotations,
    lost: mergeRanges([...gapsBetween(timeline.stretches, samplesPerRecord), ...lostRangesOf(annotations, samplingRateHz)], sampleCount),
    warnings,
    details: describeHeader(header, channels),
  };
  const lostOfChannels = channels.map(({ channel }) => mergeRanges(lostRangesOf(annotations, samplingRateHz, channel.name), sampleCount));
  const close = (): Promise<void> => source.close();
  return {
    info,
    async read(options = {}) {
      const request = checkReadRequest(info, options);
      const chosen = request.channels.map((index) => channels[index]);
      const outs = chosen.map(() => new Float64Array(request.end - request.start));
      for (const stretch of timeline.stretches) await readEdfSamples(source, layout, chosen, outs, { ...request, stretch, samplesPerRecord });
      for (const [index, out] of outs.entries()) {
        fillLost(out, request.start, info.lost);
        fillLost(out, request.start, lostOfChannels[request.channels[index]]);
      }
      return outs;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function describeChannels(header: EdfHeader, offsetsBytes: readonly number[], warnings: string[]): { channels: EdfChannelInRecord[]; samplesPerRecord: number } {
  const signals = header.signals.map((signal, index) => ({ signal, offsetBytes: offsetsBytes[index] })).filter(({ signal }) => !signal.isAnnotations);
  const empty = signals.filter(({ signal }) => signal.samplesPerRecord === 0).map(({ signal }) => `"${signal.label}"`);
  if (empty.length > 0) warnings.push(`Left out, as they have 0 samples a record: ${empty.join(', ')}.`);
  const filled = signals.filter(({ signal }) => signal.samplesPerRecord > 0);
  const labels = filled.map(({ signal }) => signal.label);
  const names = uniqueChannelNames(labels);
  if (names.some((name, index) => name !== labels[index])) warnings.push(`Several channels have the same name; they are numbered: ${names.filter((name, index) => name !== labels[index]).join(', ')}.`);
  const channels = filled.map(({ signal, offsetBytes }, index): EdfChannelInRecord => {
    const channel = describeEdfChannel(signal, names[index], rateOf(signal.samplesPerRecord, header.recordSeconds));
    if (channel.warning !== undefined) warnings.push(channel.warning);
    return { ...channel, offsetBytes, samplesPerRecord: signal.samplesPerRecord };
  });
  const samplesPerRecord = channels.reduce((most, channel) => Math.max(most, channel.samplesPerRecord), 0);
  const slow = channels.filter((channel) => channel.samplesPerRecord < samplesPerRecord).map(({ channel }) => `"${channel.name}" (${channel.samplingRateHz} Hz)`);
  if (slow.length > 0) warnings.push(`Channels of a lower rate are repeated up to ${rateOf(samplesPerRecord, header.recordSeconds)} Hz: ${slow.join(', ')}.`);
  return { channels, samplesPerRecord };
}

/** 70 samples in 0.28 s are 250 Hz, not 250.00000000000003. */
const rateOf = (samplesPerRecord: number, recordSeconds: number): number => Number((samplesPerRecord / recordSeconds).toPrecision(12));

/** Sample number behind the last stretch. */
function endOf(stretches: readonly EdfStretch[], samplesPerRecord: number): number {
  const last = stretches.at(-1);
  return last ? last.startSample + last.recordCount * samplesPerRecord : 0;
}

function gapsBetween(stretches: readonly EdfStretch[], samplesPerRecord: number): SampleRange[] {
  return stretches.slice(1).map((stretch, index) => ({ start: stretches[index].startSample + stretches[index].recordCount * samplesPerRecord, end: stretch.startSample }));
}

function describeHeader(header: EdfHeader, channels: readonly EdfChannelInRecord[]): Record<string, string> {
  const details: Record<string, string> = { patient: header.patient, recording: header.recording, 'record duration': `${header.recordSeconds} s` };
  const prefilters = new Set(header.signals.filter(({ isAnnotations }) => !isAnnotations).map(({ prefilter }) => prefilter));
  const transducers = new Set(header.signals.filter(({ isAnnotations }) => !isAnnotations).map(({ transducer }) => transducer));
  details['prefilter'] = [...prefilters].filter((text) => text !== '').join('; ');
  details['transducer'] = [...transducers].filter((text) => text !== '').join('; ');
  if (channels.some(({ bitMask }) => bitMask !== undefined)) details['status channel'] = 'its lowest 17 bits: the trigger lines and the start of an epoch';
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== ''));
}
