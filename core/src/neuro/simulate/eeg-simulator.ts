import { createSeededRandom } from '../../foundation/index.ts';
import type { Annotation } from '../../ports/index.ts';
import { createAlpha } from './alpha.ts';
import { createBackground } from './background.ts';
import { createBlinks, createBlinkTrain } from './blinks.ts';
import { createTask } from './choose-task.ts';
import { createElectrodeNoise, createLossTrain } from './electrode-noise.ts';
import type { EventTrain, TimedEvent } from './event-train.ts';
import { createEyes, type EyesOption } from './eyes.ts';
import { createClenchTrain, createJawClenches } from './jaw-clenches.ts';
import { createMainsNoise } from './mains-noise.ts';
import { createSensorimotorRhythms } from './sensorimotor.ts';
import { createElectrode, type ElectrodeOptions, type SimulatedElectrode } from './simulated-electrode.ts';
import type { EegTask } from './task.ts';
import { positionsOf } from './topography.ts';

/** How often things go wrong, a minute. */
export interface ArtifactRates {
  readonly blinks: number;
  readonly jawClenches: number;
  /** An electrode comes off for a moment; of each electrode. */
  readonly contactLosses: number;
  /** No sample of any channel arrives for a moment: NaN. */
  readonly lostStretches: number;
}

export interface EegSimulatorOptions {
  readonly seed: number | string;
  readonly samplingRateHz: number;
  /** Sites of the 10-20 or 10-10 system. A channel's samples do not depend on which others are simulated with it. */
  readonly channelNames: readonly string[];
  /** `rest` when absent. */
  readonly task?: EegTask | undefined;
  /** At rest they open and close each 20 s, in a task they stay open, when absent. */
  readonly eyes?: EyesOption | undefined;
  /** What is absent happens at its usual rate: 14 blinks, 1 clench, a contact loss each 50 minutes of an electrode, nothing lost. */
  readonly artifactsPerMinute?: Partial<ArtifactRates> | undefined;
  /** 50 or 60. */
  readonly lineFrequencyHz?: number | undefined;
  /** Amplitude of the mains at a typical electrode. */
  readonly lineNoiseUv?: number | undefined;
  /** Standard deviation of the slow drift of a typical electrode. */
  readonly driftUv?: number | undefined;
  /** Standard deviation of the electrodes' constant offsets: 0 for amplifiers with a high-pass, about 10,000 for a Cyton. */
  readonly dcOffsetUv?: number | undefined;
  /** By channel name. */
  readonly electrodes?: Readonly<Record<string, ElectrodeOptions>> | undefined;
  /** Also annotates blinks, clenches and contact losses, which a real recording does not tell. */
  readonly annotateArtifacts?: boolean | undefined;
}

export interface SimulatedBlock {
  readonly firstSampleIndex: number;
  readonly sampleCount: number;
  /** Row-major [channelCount][sampleCount], µV; NaN where lost. */
  readonly samplesUv: Float64Array;
  /** What begins in this block, sorted by onset; onsets count from the first sample of all. */
  readonly annotations: readonly Annotation[];
}

export interface EegSimulator {
  readonly channelNames: readonly string[];
  readonly samplingRateHz: number;
  readonly electrodes: readonly SimulatedElectrode[];
  /** The next samples. However they are asked for, in one block or in many, they are the same numbers. @throws RangeError */
  next(sampleCount: number): SimulatedBlock;
}

const USUAL_RATES: ArtifactRates = { blinks: 14, jawClenches: 1, contactLosses: 0.02, lostStretches: 0 };
/** Below it a source is not worth adding. */
const SMALLEST_GAIN = 1e-4;
const BLOCK_SAMPLES = 512;

/**
 * EEG as electrodes on a head would give it: sources with topographies, mixed, then what each electrode adds of its own.
 * Equal options give equal numbers on the same JavaScript engine, bit for bit.
 * @throws RangeError for a rate below 20 Hz, no channel, or a name that is no site
 */
export function createEegSimulator(options: EegSimulatorOptions): EegSimulator {
  const { samplingRateHz, channelNames, task = 'rest', lineFrequencyHz = 50, lineNoiseUv = 3, driftUv = 15, dcOffsetUv = 0 } = options;
  if (!(samplingRateHz >= 20 && Number.isFinite(samplingRateHz))) throw new RangeError(`Cannot simulate EEG at ${samplingRateHz} Hz: the rate must be 20 Hz or more`);
  if (channelNames.length === 0) throw new RangeError('Cannot simulate EEG without a channel: name at least one site');
  const random = createSeededRandom(options.seed);
  const rates = { ...USUAL_RATES, ...options.artifactsPerMinute };
  const positions = positionsOf(channelNames);
  const taskParts = createTask(task, { samplingRateHz, positions, random: random.fork('task') });
  const eyes = createEyes(options.eyes ?? taskParts.eyes, samplingRateHz);
  const blinkTrain = createBlinkTrain({ samplingRateHz, perMinute: rates.blinks, eyes, random: random.fork('blinks') });
  const clenchTrain = createClenchTrain({ samplingRateHz, perMinute: rates.jawClenches, random: random.fork('clenches') });
  const lossTrain = createLossTrain({ samplingRateHz, perMinute: rates.lostStretches, random: random.fork('losses') });
  const electrodes = channelNames.map((name) =>
    createElectrode(name, { ...options.electrodes?.[name], lineNoiseUv, driftUv, dcOffsetUv, random: random.fork(`electrode ${name}`) }),
  );
  const electrodeNoises = electrodes.map((electrode) =>
    createElectrodeNoise(electrode, {
      samplingRateHz,
      lineFrequencyHz,
      lossesPerMinute: rates.contactLosses,
      random: random.fork(`noise ${electrode.name}`),
    }),
  );
  const sources = [
    ...createBackground({ samplingRateHz, positions, random: random.fork('background') }),
    ...createAlpha({ samplingRateHz, positions, eyes, random: random.fork('alpha') }),
    ...createSensorimotorRhythms({ samplingRateHz, positions, level: taskParts.sensorimotorLevel ?? (() => 1), random: random.fork('sensorimotor') }),
    createBlinks(blinkTrain, positions),
    ...createJawClenches({ samplingRateHz, positions, train: clenchTrain, random: random.fork('muscles') }),
    ...createMainsNoise({ samplingRateHz, lineFrequencyHz, electrodes }),
    ...taskParts.sources,
  ];
  const scratch = new Float64Array(BLOCK_SAMPLES);
  let position = 0;

  const mixInto = (samplesUv: Float64Array, sampleCount: number, offset: number, length: number): void => {
    for (const source of sources) {
      source.writeInto(scratch, position, length);
      for (let channel = 0; channel < channelNames.length; channel += 1) {
        const gain = source.gains[channel];
        if (Math.abs(gain) < SMALLEST_GAIN) continue;
        const row = channel * sampleCount + offset;
        for (let index = 0; index < length; index += 1) samplesUv[row + index] += gain * scratch[index];
      }
    }
    for (const [channel, noise] of electrodeNoises.entries()) {
      const row = channel * sampleCount + offset;
      noise.addTo(samplesUv.subarray(row, row + length), position);
    }
    for (const loss of lossTrain.overlapping(position, position + length)) {
      const first = Math.max(position, loss.startSample) - position;
      const last = Math.min(position + length, loss.endSample) - position;
      for (let channel = 0; channel < channelNames.length; channel += 1) {
        const row = channel * sampleCount + offset;
        samplesUv.fill(Number.NaN, row + first, row + last);
      }
    }
  };
  const annotationsOf = <Event extends TimedEvent>(train: EventTrain<Event>, start: number, end: number, text: string): Annotation[] =>
    train.beginning(start, end).map(({ startSample, endSample }) => ({ onsetSeconds: startSample / samplingRateHz, durationSeconds: (endSample - startSample) / samplingRateHz, text }));
  const annotationsBetween = (start: number, end: number): Annotation[] => {
    const annotations = [...eyes.annotations(start, end), ...taskParts.annotations(start, end), ...annotationsOf(lossTrain, start, end, 'BAD_lost')];
    if (options.annotateArtifacts) {
      annotations.push(...annotationsOf(blinkTrain, start, end, 'blink'), ...annotationsOf(clenchTrain, start, end, 'jaw clench'));
      for (const [channel, noise] of electrodeNoises.entries()) annotations.push(...annotationsOf(noise.contactLosses, start, end, `contact lost ${channelNames[channel]}`));
    }
    return annotations.toSorted((a, b) => a.onsetSeconds - b.onsetSeconds);
  };

  return {
    channelNames,
    samplingRateHz,
    electrodes,
    next(sampleCount) {
      if (!(Number.isInteger(sampleCount) && sampleCount >= 0)) throw new RangeError(`Cannot simulate ${sampleCount} samples: ask for a whole number`);
      const firstSampleIndex = position;
      const samplesUv = new Float64Array(channelNames.length * sampleCount);
      const annotations: Annotation[] = [];
      for (let offset = 0; offset < sampleCount; ) {
        const length = Math.min(BLOCK_SAMPLES, sampleCount - offset);
        mixInto(samplesUv, sampleCount, offset, length);
        annotations.push(...annotationsBetween(position, position + length));
        offset += length;
        position += length;
      }
      return { firstSampleIndex, sampleCount, samplesUv, annotations };
    },
  };
}
