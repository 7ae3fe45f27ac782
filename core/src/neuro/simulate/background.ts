import type { SeededRandom } from '../../foundation/index.ts';
import type { HeadSource } from './head-source.ts';
import { createPowerLawNoise } from './power-law-noise.ts';
import { gaussianGains, siteAt, type HeadPoint } from './topography.ts';

/** Patches of cortex that are active on their own; electrodes between two of them share their activity. */
const PATCHES = ['Fpz', 'F7', 'F3', 'Fz', 'F4', 'F8', 'T7', 'C3', 'Cz', 'C4', 'T8', 'P7', 'P3', 'Pz', 'P4', 'P8', 'O1', 'O2'];
const PATCH_SPREAD_MM = 45;
/** Part of what every electrode sees alike: deep sources and the reference. */
const COMMON_GAIN = 0.5;
/** @see Donoghue et al. (2020): exponents of resting EEG lie between 0.5 and 2 */
const EXPONENT = 1.3;
const DENSITY_AT_1_HZ_UV2_PER_HZ = 16;

/** The 1/f background: every electrode gets the same power, and neighbours resemble each other more than distant ones. */
export function createBackground(options: { samplingRateHz: number; positions: readonly HeadPoint[]; random: SeededRandom }): HeadSource[] {
  const { samplingRateHz, positions, random } = options;
  const topographies = [...PATCHES.map((site) => gaussianGains(positions, siteAt(site), PATCH_SPREAD_MM)), new Float64Array(positions.length).fill(COMMON_GAIN)];
  for (let channel = 0; channel < positions.length; channel += 1) {
    const total = Math.hypot(...topographies.map((gains) => gains[channel]));
    for (const gains of topographies) gains[channel] /= total;
  }
  return topographies.map((gains, patch) => {
    const noise = createPowerLawNoise({ samplingRateHz, exponent: EXPONENT, densityAt1HzUv2PerHz: DENSITY_AT_1_HZ_UV2_PER_HZ, random: random.fork(`patch ${patch}`) });
    return {
      gains,
      writeInto(out, _firstSample, sampleCount) {
        for (let index = 0; index < sampleCount; index += 1) out[index] = noise();
      },
    };
  });
}
