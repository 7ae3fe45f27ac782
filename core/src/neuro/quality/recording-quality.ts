import type { ChannelQuality, ChannelState } from '../../ports/index.ts';
import { assessWindow, checkQualityOptions, windowSampleCount, type QualityOptions } from './assess-quality.ts';
import { medianOf } from './robust-spread.ts';

/** A channel over a whole recording: medians of its windows, and the state that most of them have. */
export interface RecordingChannelQuality extends ChannelQuality {
  /** Part of the windows in each state, adding up to 1. */
  readonly shares: Readonly<Record<ChannelState, number>>;
}

/** From the worst to the best: of two states as frequent, the worse is told. */
const WORST_FIRST: readonly ChannelState[] = ['railed', 'flat', 'near-railed', 'noisy', 'good'];

/** Judges a recording window by window (`windowSeconds`, apart from each other; a last part of a window counts when it is at least half of one). */
export function assessRecordingQuality(samplesUv: readonly Float64Array[], options: QualityOptions): RecordingChannelQuality[] {
  checkQualityOptions(samplesUv.length, options);
  const windowCount = windowSampleCount(options);
  return samplesUv.map((samples, channel) => {
    const windows: ChannelQuality[] = [];
    for (let start = 0; start === 0 || start + windowCount / 2 <= samples.length; start += windowCount) {
      windows.push(assessWindow(samples.subarray(start, start + windowCount), channel, options));
    }
    const shareOf = (state: ChannelState) => windows.filter((window) => window.state === state).length / windows.length;
    const shares = { good: shareOf('good'), noisy: shareOf('noisy'), 'near-railed': shareOf('near-railed'), railed: shareOf('railed'), flat: shareOf('flat') };
    return {
      channelName: options.channelNames[channel],
      state: WORST_FIRST.reduce((worst, state) => (shares[state] > shares[worst] ? state : worst)),
      peakToPeakUv: medianOf(windows.map((window) => window.peakToPeakUv)),
      fullScaleRatio: Math.max(...windows.map((window) => window.fullScaleRatio)),
      lineNoiseUv: medianOf(windows.map((window) => window.lineNoiseUv)),
      shares,
    };
  });
}
