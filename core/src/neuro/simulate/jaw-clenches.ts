import type { SeededRandom } from '../../foundation/index.ts';
import { createEventTrain, type EventTrain, type TimedEvent } from './event-train.ts';
import type { HeadSource } from './head-source.ts';
import { gaussianGains, type HeadPoint } from './topography.ts';

export interface JawClench extends TimedEvent {
  readonly strength: number;
}

/** The temporal muscles, in the head frame of the standard positions. */
const MUSCLES: readonly HeadPoint[] = [
  { xMm: -82, yMm: 32, zMm: 25 },
  { xMm: 82, yMm: 32, zMm: 25 },
];
const SPREAD_MM = 55;
/** One-sided, over the muscle at full strength: about 60 µV RMS up to 125 Hz. */
const DENSITY_UV2_PER_HZ = 32;
/** Muscle has little below this. */
const LOW_CORNER_HZ = 20;
const RAMP_SECONDS = 0.12;

export function createClenchTrain(options: { samplingRateHz: number; perMinute: number; random: SeededRandom }): EventTrain<JawClench> {
  const { samplingRateHz, perMinute, random } = options;
  return createEventTrain((previous) => {
    if (!(perMinute > 0)) return undefined;
    const pauseSeconds = 0.5 - (60 / perMinute) * Math.log(1 - random.next());
    const startSample = (previous?.endSample ?? 0) + Math.round(pauseSeconds * samplingRateHz);
    const durationSeconds = 0.8 + 1.4 * random.next();
    return { startSample, endSample: startSample + Math.round(durationSeconds * samplingRateHz), strength: 0.7 + 0.9 * random.next() };
  });
}

/** Broadband muscle noise over both temples while the jaw is clenched. */
export function createJawClenches(options: { samplingRateHz: number; positions: readonly HeadPoint[]; train: EventTrain<JawClench>; random: SeededRandom }): HeadSource[] {
  const { samplingRateHz, positions, train, random } = options;
  const whiteUv = Math.sqrt((DENSITY_UV2_PER_HZ * samplingRateHz) / 2);
  const smoothing = 1 - Math.exp((-2 * Math.PI * LOW_CORNER_HZ) / samplingRateHz);
  return MUSCLES.map((muscle, side) => {
    const own = random.fork(`muscle ${side}`);
    let low = 0;
    return {
      gains: gaussianGains(positions, muscle, SPREAD_MM),
      writeInto(out, firstSample, sampleCount) {
        out.fill(0, 0, sampleCount);
        for (const clench of train.overlapping(firstSample, firstSample + sampleCount)) {
          const first = Math.max(firstSample, clench.startSample);
          const last = Math.min(firstSample + sampleCount, clench.endSample);
          for (let sample = first; sample < last; sample += 1) {
            const white = whiteUv * own.normal();
            low += smoothing * (white - low);
            const edgeSeconds = Math.min(sample - clench.startSample, clench.endSample - sample) / samplingRateHz;
            out[sample - firstSample] += (white - low) * clench.strength * Math.min(1, edgeSeconds / RAMP_SECONDS);
          }
        }
      },
    };
  });
}
