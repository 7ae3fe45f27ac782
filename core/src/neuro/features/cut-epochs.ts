import type { Annotation, ChannelType } from '../../ports/index.ts';
import { roundHalfToEven } from '../dsp/index.ts';
import type { Recording } from '../recording/index.ts';
import type { EpochEvent } from './epoch-events.ts';
import type { DropReason, Epoch, DroppedEpoch, Epochs } from './epochs.ts';

export interface EpochOptions {
  /** From the event; both ends belong to the epoch, each rounded to the sample. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The mean of this stretch is subtracted, per channel; an absent end is the epoch's own. Absent: nothing is subtracted. */
  readonly baseline?: TimeWindow | undefined;
  /** Drops an epoch with a peak-to-peak above this in any channel of the type, in the channel's unit. */
  readonly rejectAbove?: PeakToPeakLimits | undefined;
  /** Drops an epoch with a peak-to-peak below this in any channel of the type. */
  readonly rejectBelow?: PeakToPeakLimits | undefined;
  /** Channels that reject no epoch: those known to be bad. */
  readonly ignoredChannels?: readonly string[] | undefined;
  /** Drops epochs that overlap an annotation whose text begins with `bad`, in any case. Default true. */
  readonly dropAnnotated?: boolean | undefined;
}

/** Seconds from the event, both ends inclusive; an absent end is the epoch's own. */
export interface TimeWindow {
  readonly startSeconds?: number | undefined;
  readonly endSeconds?: number | undefined;
}

/** µV for electrodes. */
export type PeakToPeakLimits = Partial<Readonly<Record<ChannelType, number>>>;

/**
 * Cuts epochs around events exactly as `mne.Epochs` does, and keeps the reason of every one it drops.
 * @throws RangeError for an epoch that ends before it starts, or a baseline that holds no sample
 */
export function cutEpochs(recording: Recording, events: readonly EpochEvent[], options: EpochOptions): Epochs {
  const { samplingRateHz, channels, samples, annotations } = recording;
  const firstOffset = roundHalfToEven(options.startSeconds * samplingRateHz);
  const lastOffset = roundHalfToEven(options.endSeconds * samplingRateHz);
  if (!(lastOffset >= firstOffset)) throw new RangeError(`Cannot cut epochs from ${options.startSeconds} s to ${options.endSeconds} s: the end is before the start`);
  const timesSeconds = Float64Array.from({ length: lastOffset - firstOffset + 1 }, (_, index) => (firstOffset + index) / samplingRateHz);
  const baseline = options.baseline && baselineRange(timesSeconds, options.baseline);
  const badAnnotations = options.dropAnnotated === false ? [] : annotations.filter(({ text }) => /^bad/i.test(text));

  const kept: Epoch[] = [];
  const dropped: DroppedEpoch[] = [];
  for (const [eventIndex, event] of events.entries()) {
    const start = event.sampleIndex + firstOffset;
    const end = start + timesSeconds.length;
    const cut = (): Float64Array[] => samples.map((channel) => channel.slice(start, end));
    const reason = outsideReason(start, end, samples[0]?.length ?? 0) ?? annotationReason(start / samplingRateHz, end / samplingRateHz, badAnnotations);
    if (reason) {
      dropped.push({ event, eventIndex, reason });
      continue;
    }
    const epochSamples = cut();
    if (baseline) for (const channel of epochSamples) subtractMean(channel, baseline);
    const lateReason = lostReason(epochSamples) ?? amplitudeReason(epochSamples, recording, options);
    if (lateReason) dropped.push({ event, eventIndex, reason: lateReason });
    else kept.push({ event, eventIndex, samples: epochSamples });
  }
  return { channels, samplingRateHz, timesSeconds, kept, dropped };
}

/** Positions [start, end) of the epoch that the baseline covers. @throws RangeError where that is none */
export function baselineRange(timesSeconds: Float64Array, { startSeconds = -Infinity, endSeconds = Infinity }: TimeWindow): { start: number; end: number } {
  const start = timesSeconds.findIndex((time) => time >= startSeconds);
  const end = timesSeconds.findLastIndex((time) => time <= endSeconds) + 1;
  if (start < 0 || start >= end) throw new RangeError(`Cannot take a baseline from ${startSeconds} s to ${endSeconds} s: the epoch has no sample there (${timesSeconds[0]} s to ${timesSeconds.at(-1)} s)`);
  return { start, end };
}

function subtractMean(channel: Float64Array, { start, end }: { start: number; end: number }): void {
  let sum = 0;
  for (let index = start; index < end; index += 1) sum += channel[index];
  const mean = sum / (end - start);
  for (let index = 0; index < channel.length; index += 1) channel[index] -= mean;
}

function outsideReason(start: number, end: number, sampleCount: number): DropReason | undefined {
  return start < 0 || end > sampleCount ? { type: 'outside' } : undefined;
}

function annotationReason(startSeconds: number, endSeconds: number, badAnnotations: readonly Annotation[]): DropReason | undefined {
  const hit = badAnnotations.find(({ onsetSeconds, durationSeconds }) => onsetSeconds < endSeconds && onsetSeconds + durationSeconds > startSeconds);
  return hit && { type: 'annotation', text: hit.text };
}

function lostReason(samples: readonly Float64Array[]): DropReason | undefined {
  let lostCount = 0;
  for (const channel of samples) {
    let count = 0;
    for (let index = 0; index < channel.length; index += 1) if (Number.isNaN(channel[index])) count += 1;
    lostCount = Math.max(lostCount, count);
  }
  return lostCount > 0 ? { type: 'lost', sampleCount: lostCount } : undefined;
}

function amplitudeReason(samples: readonly Float64Array[], { channels }: Recording, { rejectAbove = {}, rejectBelow = {}, ignoredChannels = [] }: EpochOptions): DropReason | undefined {
  if (Object.keys(rejectAbove).length === 0 && Object.keys(rejectBelow).length === 0) return undefined;
  const tooHigh: string[] = [];
  const tooLow: string[] = [];
  for (const [index, { name, type }] of channels.entries()) {
    if (ignoredChannels.includes(name)) continue;
    const peakToPeak = peakToPeakOf(samples[index]);
    if (peakToPeak > (rejectAbove[type] ?? Infinity)) tooHigh.push(name);
    if (peakToPeak < (rejectBelow[type] ?? -Infinity)) tooLow.push(name);
  }
  if (tooHigh.length > 0) return { type: 'peak-to-peak', channelNames: tooHigh };
  return tooLow.length > 0 ? { type: 'flat', channelNames: tooLow } : undefined;
}

function peakToPeakOf(samples: Float64Array): number {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let index = 0; index < samples.length; index += 1) {
    if (samples[index] < lowest) lowest = samples[index];
    if (samples[index] > highest) highest = samples[index];
  }
  return highest - lowest;
}
