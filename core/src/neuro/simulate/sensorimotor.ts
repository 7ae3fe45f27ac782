import type { SeededRandom } from '../../foundation/index.ts';
import type { HeadSource } from './head-source.ts';
import { createRhythm } from './rhythm.ts';
import { gaussianGains, siteAt, type HeadPoint } from './topography.ts';

export type Hemisphere = 'left' | 'right';

/** Amplitude of a hemisphere's mu and beta at a sample, 1 at rest. */
export type SensorimotorLevel = (hemisphere: Hemisphere, band: 'mu' | 'beta', sample: number) => number;

const SITES: Readonly<Record<Hemisphere, string>> = { left: 'C3', right: 'C4' };
const SPREAD_MM = 34;
const BANDS = [
  { band: 'mu', frequencyHz: 11, bandwidthHz: 1.6, rmsUv: 5 },
  { band: 'beta', frequencyHz: 21, bandwidthHz: 3, rmsUv: 2.2 },
] as const;

/** Mu and beta over the hand areas. */
export function createSensorimotorRhythms(options: { samplingRateHz: number; positions: readonly HeadPoint[]; level: SensorimotorLevel; random: SeededRandom }): HeadSource[] {
  const { samplingRateHz, positions, level, random } = options;
  return (['left', 'right'] as const).flatMap((hemisphere) =>
    BANDS.map(({ band, frequencyHz, bandwidthHz, rmsUv }) => {
      const rhythm = createRhythm({ samplingRateHz, frequencyHz, bandwidthHz, random: random.fork(`${hemisphere} ${band}`) });
      return {
        gains: gaussianGains(positions, siteAt(SITES[hemisphere]), SPREAD_MM),
        writeInto(out: Float64Array, firstSample: number, sampleCount: number): void {
          for (let index = 0; index < sampleCount; index += 1) out[index] = rmsUv * level(hemisphere, band, firstSample + index) * rhythm();
        },
      };
    }),
  );
}
