import type { ScopeQuality, ScopeQualityState } from './scope-data.ts';

/** What a state means to a person who looks at the headset. */
export const qualityWords: Readonly<Record<ScopeQualityState, string>> = {
  good: 'good',
  noisy: 'noisy',
  'near-railed': 'near its limit',
  railed: 'railed',
  flat: 'flat',
};

/** Also told by shape, for who does not see the colour. */
export const qualityMarks: Readonly<Record<ScopeQualityState, string>> = { good: '●', noisy: '▲', 'near-railed': '◆', railed: '■', flat: '▬' };

interface SummaryFacts {
  readonly title: string | undefined;
  readonly channelCount: number;
  readonly visibleCount: number;
  readonly samplingRateHz: number;
  readonly paused: boolean;
  readonly scaleText: string;
  readonly quality: readonly ScopeQuality[];
  /** Lost samples among those held, 0 to 1. */
  readonly lostRatio: number;
}

/** The picture in words. */
export function summaryOf({ title, channelCount, visibleCount, samplingRateHz, paused, scaleText, quality, lostRatio }: SummaryFacts): string {
  if (channelCount === 0) return 'No signal yet.';
  const shown = visibleCount === channelCount ? `${channelCount} channels` : `${visibleCount} of ${channelCount} channels`;
  const bad = quality.filter(({ state }) => state !== 'good');
  const groups = [...new Set(bad.map(({ state }) => state))].map((state) => `${qualityWords[state]}: ${bad.filter((channel) => channel.state === state).map(({ channelName }) => channelName).join(', ')}`);
  return [
    `${title ? `${title}: ` : ''}${shown} at ${samplingRateHz} Hz, ${paused ? 'paused' : 'running'}, ${scaleText} a lane.`,
    quality.length === 0 ? '' : bad.length === 0 ? 'All channels good.' : `${groups.join('; ')}.`,
    lostRatio > 0 ? `${lostRatio < 0.001 ? 'Less than 0.1' : (100 * lostRatio).toFixed(1)} % of the samples shown were lost.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
