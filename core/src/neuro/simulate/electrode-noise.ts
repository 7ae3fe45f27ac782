import type { SeededRandom } from '../../foundation/index.ts';
import { createEventTrain, type EventTrain, type TimedEvent } from './event-train.ts';
import type { SimulatedElectrode } from './simulated-electrode.ts';

/** How long a drift takes to turn. */
const DRIFT_SECONDS = 20;
/** What a loose electrode picks up instead of the head. */
const LOOSE_LINE_UV = 260;
const LOOSE_JUMP_UV = 900;

/** A stretch in which one electrode has no contact. */
export interface ContactLoss extends TimedEvent {
  readonly jumpUv: number;
}

export interface ElectrodeNoise {
  readonly contactLosses: EventTrain<ContactLoss>;
  /** Adds the electrode's own noise, drift and offset to its samples; where it is loose, replaces them. */
  addTo(samplesUv: Float64Array, firstSample: number): void;
}

/** @param options.lossesPerMinute How often this electrode comes off. */
export function createElectrodeNoise(
  electrode: SimulatedElectrode,
  options: { samplingRateHz: number; lineFrequencyHz: number; lossesPerMinute: number; random: SeededRandom },
): ElectrodeNoise {
  const { samplingRateHz, lineFrequencyHz, lossesPerMinute, random } = options;
  const whiteUv = electrode.noiseUvPerSqrtHz * Math.sqrt(samplingRateHz / 2);
  const white = random.fork('white');
  const drifting = random.fork('drift');
  const pole = Math.exp(-1 / (DRIFT_SECONDS * samplingRateHz));
  const innovation = electrode.driftUv * Math.sqrt(1 - pole * pole);
  let drift = electrode.driftUv * drifting.normal();
  const contactLosses = createLossTrain({ samplingRateHz, perMinute: lossesPerMinute, random: random.fork('contact') });

  return {
    contactLosses,
    addTo(samplesUv, firstSample) {
      for (let index = 0; index < samplesUv.length; index += 1) {
        drift = drift * pole + innovation * drifting.normal();
        samplesUv[index] += electrode.offsetUv + drift + whiteUv * white.normal();
      }
      for (const loss of contactLosses.overlapping(firstSample, firstSample + samplesUv.length)) {
        const first = Math.max(firstSample, loss.startSample);
        const last = Math.min(firstSample + samplesUv.length, loss.endSample);
        for (let sample = first; sample < last; sample += 1) {
          const humUv = LOOSE_LINE_UV * Math.sin((2 * Math.PI * lineFrequencyHz * sample) / samplingRateHz + electrode.linePhaseRad);
          samplesUv[sample - firstSample] = electrode.offsetUv + loss.jumpUv + humUv;
        }
      }
    },
  };
}

/** Losses of 0.4 to 3 seconds. */
export function createLossTrain(options: { samplingRateHz: number; perMinute: number; random: SeededRandom }): EventTrain<ContactLoss> {
  const { samplingRateHz, perMinute, random } = options;
  return createEventTrain((previous) => {
    if (!(perMinute > 0)) return undefined;
    const pauseSeconds = 1 - (60 / perMinute) * Math.log(1 - random.next());
    const startSample = (previous?.endSample ?? 0) + Math.round(pauseSeconds * samplingRateHz);
    const durationSeconds = 0.4 + 2.6 * random.next();
    return { startSample, endSample: startSample + Math.round(durationSeconds * samplingRateHz), jumpUv: LOOSE_JUMP_UV * random.normal() };
  });
}
