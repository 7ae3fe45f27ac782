import { createEventTrain, type TimedEvent } from './event-train.ts';
import type { TaskContext, TaskParts } from './task.ts';
import { gaussianGains, siteAt } from './topography.ts';

/** One wave of an evoked response: a Gaussian in time over a patch of the scalp. */
export interface EvokedWave {
  readonly site: string;
  readonly spreadMm: number;
  readonly latencySeconds: number;
  /** Standard deviation in time. */
  readonly widthSeconds: number;
  readonly amplitudeUv: number;
  /** Standard deviation of the latency from trial to trial. */
  readonly jitterSeconds?: number;
}

export interface Stimulus {
  /** The marker. */
  readonly text: string;
  readonly probability: number;
  /** Never two in a row, as oddball tasks are made. */
  readonly isolated?: boolean;
  readonly waves: readonly EvokedWave[];
}

export interface StimulusTaskOptions {
  readonly stimuli: readonly Stimulus[];
  /** Between onsets, drawn evenly. */
  readonly shortestIntervalSeconds: number;
  readonly longestIntervalSeconds: number;
}

interface Trial extends TimedEvent {
  readonly stimulus: Stimulus;
  /** One a wave: its latency and amplitude on this trial. */
  readonly latenciesSeconds: readonly number[];
  readonly gains: readonly number[];
}

const FIRST_ONSET_SECONDS = 2;
const RESPONSE_SECONDS = 1.2;
/** Amplitudes differ by a fifth from trial to trial. */
const GAIN_DEVIATION = 0.2;

/** A series of short stimuli, each followed by its evoked response. */
export function createStimulusTask(options: StimulusTaskOptions, { samplingRateHz, positions, random }: TaskContext): TaskParts {
  const { stimuli, shortestIntervalSeconds, longestIntervalSeconds } = options;
  // One train for the markers and one for each wave's source: each is read at its own pace, and all draw the same trials.
  const createTrain = () => {
    const own = random.fork('trials');
    return createEventTrain<Trial>((previous) => {
      const intervalSeconds = shortestIntervalSeconds + (longestIntervalSeconds - shortestIntervalSeconds) * own.next();
      const startSample = previous ? previous.startSample + Math.round(intervalSeconds * samplingRateHz) : Math.round(FIRST_ONSET_SECONDS * samplingRateHz);
      const stimulus = chooseStimulus(stimuli, own.next(), previous?.stimulus);
      return {
        startSample,
        endSample: startSample + Math.round(RESPONSE_SECONDS * samplingRateHz),
        stimulus,
        latenciesSeconds: stimulus.waves.map((wave) => wave.latencySeconds + (wave.jitterSeconds ?? 0) * own.normal()),
        gains: stimulus.waves.map(() => 1 + GAIN_DEVIATION * own.normal()),
      };
    });
  };
  const markers = createTrain();
  const sources = stimuli.flatMap((stimulus) =>
    stimulus.waves.map((wave, waveIndex) => {
      const trials = createTrain();
      return {
        gains: gaussianGains(positions, siteAt(wave.site), wave.spreadMm),
        writeInto(out: Float64Array, firstSample: number, sampleCount: number): void {
          out.fill(0, 0, sampleCount);
          for (const trial of trials.overlapping(firstSample, firstSample + sampleCount)) {
            if (trial.stimulus !== stimulus) continue;
            const amplitudeUv = wave.amplitudeUv * trial.gains[waveIndex];
            const last = Math.min(firstSample + sampleCount, trial.endSample);
            for (let sample = Math.max(firstSample, trial.startSample); sample < last; sample += 1) {
              const offset = ((sample - trial.startSample) / samplingRateHz - trial.latenciesSeconds[waveIndex]) / wave.widthSeconds;
              out[sample - firstSample] += amplitudeUv * Math.exp(-0.5 * offset * offset);
            }
          }
        },
      };
    }),
  );
  return {
    sources,
    annotations: (start, end) =>
      markers.beginning(start, end).map((trial) => ({ onsetSeconds: trial.startSample / samplingRateHz, durationSeconds: 0, text: trial.stimulus.text })),
    eyes: 'open',
  };
}

function chooseStimulus(stimuli: readonly Stimulus[], uniform: number, previous: Stimulus | undefined): Stimulus {
  const possible = stimuli.filter((stimulus) => !(stimulus.isolated && stimulus === previous));
  let left = uniform * possible.reduce((sum, { probability }) => sum + probability, 0);
  for (const stimulus of possible) {
    left -= stimulus.probability;
    if (left < 0) return stimulus;
  }
  return possible[possible.length - 1];
}
