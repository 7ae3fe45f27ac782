import type { ChannelQuality, ChannelState } from '@iza/core/ports';
import type { SessionQuality } from './signal-summary.ts';

/** Of two states as frequent, the worse is told. */
const WORST_FIRST: readonly ChannelState[] = ['railed', 'flat', 'near-railed', 'noisy', 'good'];

/** What the quality of each second adds up to over a session, without keeping the seconds. */
export interface QualityTally {
  add(second: readonly ChannelQuality[]): void;
  read(): SessionQuality[];
}

export function createQualityTally(channelNames: readonly string[]): QualityTally {
  const sums = channelNames.map((channelName) => ({
    channelName,
    states: { railed: 0, flat: 0, 'near-railed': 0, noisy: 0, good: 0 },
    peakToPeakUv: 0,
    lineNoiseUv: 0,
    fullScaleRatio: 0,
  }));
  let secondCount = 0;
  return {
    add(second) {
      secondCount += 1;
      for (const [channel, quality] of second.entries()) {
        const sum = sums[channel];
        sum.states[quality.state] += 1;
        sum.peakToPeakUv += quality.peakToPeakUv;
        sum.lineNoiseUv += quality.lineNoiseUv;
        sum.fullScaleRatio = Math.max(sum.fullScaleRatio, quality.fullScaleRatio);
      }
    },
    read() {
      if (secondCount === 0) return [];
      return sums.map(({ channelName, states, peakToPeakUv, lineNoiseUv, fullScaleRatio }) => ({
        channelName,
        state: WORST_FIRST.reduce((worst, state) => (states[state] > states[worst] ? state : worst)),
        peakToPeakUv: peakToPeakUv / secondCount,
        fullScaleRatio,
        lineNoiseUv: lineNoiseUv / secondCount,
        goodRatio: states.good / secondCount,
      }));
    },
  };
}
