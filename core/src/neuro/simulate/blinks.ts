import type { SeededRandom } from '../../foundation/index.ts';
import { createEventTrain, type EventTrain, type TimedEvent } from './event-train.ts';
import type { Eyes } from './eyes.ts';
import type { HeadSource } from './head-source.ts';
import { exponentialGains, siteAt, type HeadPoint } from './topography.ts';

export interface Blink extends TimedEvent {
  /** At Fp1 and Fp2. */
  readonly amplitudeUv: number;
}

/** Between the two eyes, in the head frame of the standard positions. */
const EYES_POINT: HeadPoint = { xMm: 0, yMm: 105, zMm: 0 };
const FALL_OFF_MM = 48;
const SHORTEST_PAUSE_SECONDS = 1;
const TYPICAL_AMPLITUDE_UV = 190;
const LOWEST_AMPLITUDE_UV = 100;
const HIGHEST_AMPLITUDE_UV = 400;
/** The lid closes faster than it opens. */
const CLOSING_PART = 0.38;

/** Blinks while the eyes are open; `perMinute` on average. */
export function createBlinkTrain(options: { samplingRateHz: number; perMinute: number; eyes: Eyes; random: SeededRandom }): EventTrain<Blink> {
  const { samplingRateHz, perMinute, eyes, random } = options;
  const meanPauseSeconds = Math.max(0.1, 60 / perMinute - SHORTEST_PAUSE_SECONDS);
  return createEventTrain((previous) => {
    if (!(perMinute > 0)) return undefined;
    let startSample = previous?.startSample ?? 0;
    // Closed eyes do not blink; the search ends because they open again or, closed for good, after an hour.
    const lastSample = startSample + 3600 * samplingRateHz;
    do {
      const pauseSeconds = SHORTEST_PAUSE_SECONDS - meanPauseSeconds * Math.log(1 - random.next());
      startSample += Math.max(1, Math.round(pauseSeconds * samplingRateHz));
    } while (eyes.closedAt(startSample) && startSample < lastSample);
    if (startSample >= lastSample) return undefined;
    const amplitudeUv = Math.min(HIGHEST_AMPLITUDE_UV, Math.max(LOWEST_AMPLITUDE_UV, TYPICAL_AMPLITUDE_UV * Math.exp(0.3 * random.normal())));
    const durationSeconds = 0.26 + 0.16 * random.next();
    return { startSample, endSample: startSample + Math.round(durationSeconds * samplingRateHz), amplitudeUv };
  });
}

/** What a blink does to the electrodes: largest above the eyes, a third of it at F3, a tenth at C3. */
export function createBlinks(train: EventTrain<Blink>, positions: readonly HeadPoint[]): HeadSource {
  const gains = exponentialGains(positions, EYES_POINT, FALL_OFF_MM);
  const [atFp1] = exponentialGains([siteAt('Fp1')], EYES_POINT, FALL_OFF_MM);
  for (let channel = 0; channel < gains.length; channel += 1) gains[channel] /= atFp1;
  return {
    gains,
    writeInto(out, firstSample, sampleCount) {
      out.fill(0, 0, sampleCount);
      for (const blink of train.overlapping(firstSample, firstSample + sampleCount)) {
        const first = Math.max(firstSample, blink.startSample);
        const last = Math.min(firstSample + sampleCount, blink.endSample);
        for (let sample = first; sample < last; sample += 1) {
          out[sample - firstSample] += blink.amplitudeUv * blinkShape((sample - blink.startSample) / (blink.endSample - blink.startSample));
        }
      }
    },
  };
}

/** @param progress 0 to 1 over the blink. Peak 1. */
function blinkShape(progress: number): number {
  const phase = progress < CLOSING_PART ? progress / CLOSING_PART : (1 - progress) / (1 - CLOSING_PART);
  return Math.sin((Math.PI / 2) * phase) ** 2;
}
