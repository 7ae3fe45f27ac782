import type { SeededRandom } from '../../foundation/index.ts';
import type { Eyes } from './eyes.ts';
import type { HeadSource } from './head-source.ts';
import { createRhythm } from './rhythm.ts';
import { gaussianGains, siteAt, type HeadPoint } from './topography.ts';

/** Three generators: one that both hemispheres share and one of each, so that O1 and O2 are coherent but not equal. */
const GENERATORS = [
  { site: 'Oz', spreadMm: 62, closedRmsUv: 12 },
  { site: 'O1', spreadMm: 48, closedRmsUv: 6 },
  { site: 'O2', spreadMm: 48, closedRmsUv: 6 },
];
const FREQUENCY_HZ = 10;
const BANDWIDTH_HZ = 1.2;
/** Amplitude with open eyes: about a tenth of the power stays. */
const OPEN_GAIN = 0.3;
/** Alpha comes and goes within a few hundred milliseconds of the lids. */
const FOLLOW_SECONDS = 0.3;

/** The posterior rhythm of 8 to 13 Hz that appears when the eyes close. */
export function createAlpha(options: { samplingRateHz: number; positions: readonly HeadPoint[]; eyes: Eyes; random: SeededRandom }): HeadSource[] {
  const { samplingRateHz, positions, eyes, random } = options;
  const follow = 1 - Math.exp(-1 / (FOLLOW_SECONDS * samplingRateHz));
  return GENERATORS.map(({ site, spreadMm, closedRmsUv }) => {
    const rhythm = createRhythm({ samplingRateHz, frequencyHz: FREQUENCY_HZ, bandwidthHz: BANDWIDTH_HZ, random: random.fork(site) });
    let level = eyes.closedAt(0) ? 1 : OPEN_GAIN;
    return {
      gains: gaussianGains(positions, siteAt(site), spreadMm),
      writeInto(out, firstSample, sampleCount) {
        for (let index = 0; index < sampleCount; index += 1) {
          level += follow * ((eyes.closedAt(firstSample + index) ? 1 : OPEN_GAIN) - level);
          out[index] = closedRmsUv * level * rhythm();
        }
      },
    };
  });
}
