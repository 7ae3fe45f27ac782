import { createEventTrain, type TimedEvent } from './event-train.ts';
import type { TaskContext, TaskParts } from './task.ts';
import { gaussianGains, siteAt } from './topography.ts';

interface Flicker extends TimedEvent {
  readonly frequencyHz: number;
}

const FREQUENCIES_HZ = [7.5, 12, 15];
const FLICKER_SECONDS = 6;
const PAUSE_SECONDS = 2;
const FIRST_ONSET_SECONDS = 2;
/** Amplitude over Oz of the response at once, twice and three times the flicker. @see Norcia et al. (2015) */
const HARMONICS_UV = [4, 2, 1];
/** The response sets in after the visual latency and needs a few cycles to build. */
const LATENCY_SECONDS = 0.12;
const RISE_SECONDS = 0.25;

/** Looks at a light that flickers at one of three frequencies, in turn in a random order. */
export function createSsvepTask({ samplingRateHz, positions, random }: TaskContext): TaskParts {
  const createTrain = () => {
    const own = random.fork('flickers');
    return createEventTrain<Flicker>((previous) => {
      const pauseSamples = Math.round((FLICKER_SECONDS + PAUSE_SECONDS) * samplingRateHz);
      const startSample = previous ? previous.startSample + pauseSamples : Math.round(FIRST_ONSET_SECONDS * samplingRateHz);
      return { startSample, endSample: startSample + Math.round(FLICKER_SECONDS * samplingRateHz), frequencyHz: FREQUENCIES_HZ[own.integerBelow(FREQUENCIES_HZ.length)] };
    });
  };
  const markers = createTrain();
  const flickers = createTrain();
  return {
    sources: [
      {
        gains: gaussianGains(positions, siteAt('Oz'), 48),
        writeInto(out, firstSample, sampleCount) {
          out.fill(0, 0, sampleCount);
          for (const flicker of flickers.overlapping(firstSample, firstSample + sampleCount)) {
            const last = Math.min(firstSample + sampleCount, flicker.endSample);
            for (let sample = Math.max(firstSample, flicker.startSample); sample < last; sample += 1) {
              out[sample - firstSample] += flickerResponseUv((sample - flicker.startSample) / samplingRateHz - LATENCY_SECONDS, flicker.frequencyHz, samplingRateHz);
            }
          }
        },
      },
    ],
    annotations: (start, end) =>
      markers.beginning(start, end).map(({ startSample, frequencyHz }) => ({ onsetSeconds: startSample / samplingRateHz, durationSeconds: FLICKER_SECONDS, text: `flicker ${frequencyHz} Hz` })),
    eyes: 'open',
  };
}

function flickerResponseUv(seconds: number, frequencyHz: number, samplingRateHz: number): number {
  if (seconds < 0) return 0;
  let sum = 0;
  for (const [index, amplitudeUv] of HARMONICS_UV.entries()) {
    const harmonicHz = frequencyHz * (index + 1);
    if (harmonicHz < samplingRateHz / 2) sum += amplitudeUv * Math.sin(2 * Math.PI * harmonicHz * seconds);
  }
  return sum * (1 - Math.exp(-seconds / RISE_SECONDS));
}
