import type { HeadSource } from './head-source.ts';
import type { SimulatedElectrode } from './simulated-electrode.ts';

/** Amplitude of each harmonic against the fundamental: rectifiers and dimmers make the odd ones. */
const HARMONICS = [
  { order: 1, ratio: 1 },
  { order: 2, ratio: 0.12 },
  { order: 3, ratio: 0.3 },
  { order: 5, ratio: 0.1 },
];

/** Hum of the mains: of one phase in the room, picked up by each electrode with its own strength and phase. */
export function createMainsNoise(options: { samplingRateHz: number; lineFrequencyHz: number; electrodes: readonly SimulatedElectrode[] }): HeadSource[] {
  const { samplingRateHz, lineFrequencyHz, electrodes } = options;
  return HARMONICS.filter(({ order }) => order * lineFrequencyHz < samplingRateHz / 2).flatMap(({ order, ratio }) => {
    const radPerSample = (2 * Math.PI * order * lineFrequencyHz) / samplingRateHz;
    // Two sources a quarter apart: an electrode's phase is the mixture of both.
    return [Math.cos, Math.sin].map((wave) => ({
      gains: Float64Array.from(electrodes, ({ lineNoiseUv, linePhaseRad }) => ratio * lineNoiseUv * wave(order * linePhaseRad)),
      writeInto(out: Float64Array, firstSample: number, sampleCount: number): void {
        for (let index = 0; index < sampleCount; index += 1) out[index] = wave(radPerSample * (firstSample + index));
      },
    }));
  });
}
