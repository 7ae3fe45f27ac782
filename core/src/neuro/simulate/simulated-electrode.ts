import type { SeededRandom } from '../../foundation/index.ts';

/** One electrode and its contact. What is absent is drawn, for each name the same with the same seed. */
export interface ElectrodeOptions {
  /** Of the contact; noise, hum and drift grow with it. */
  readonly impedanceOhm?: number | undefined;
  /** Constant voltage of the contact. */
  readonly offsetUv?: number | undefined;
}

export interface SimulatedElectrode {
  readonly name: string;
  readonly impedanceOhm: number;
  readonly offsetUv: number;
  /** Amplitude of the fundamental. */
  readonly lineNoiseUv: number;
  readonly linePhaseRad: number;
  /** Standard deviation of the slow wandering. */
  readonly driftUv: number;
  /** Standard deviation of white noise a √Hz, one-sided. */
  readonly noiseUvPerSqrtHz: number;
}

const TYPICAL_IMPEDANCE_OHM = 8000;
/** Johnson noise of 1 kΩ at 37 °C. */
const THERMAL_UV_PER_SQRT_HZ_AT_1_KOHM = 0.00414;
/** The ADS1299's own noise: 0.14 µV RMS over 65 Hz at gain 24. */
const AMPLIFIER_UV_PER_SQRT_HZ = 0.0174;
/** Contacts are noisier than their resistance alone: gel, hair, movement. */
const CONTACT_FACTOR = 6;

/** @param options.lineNoiseUv At an electrode of typical impedance. */
export function createElectrode(name: string, options: ElectrodeOptions & { lineNoiseUv: number; driftUv: number; dcOffsetUv: number; random: SeededRandom }): SimulatedElectrode {
  const { random } = options;
  const drawnOhm = TYPICAL_IMPEDANCE_OHM * Math.exp(0.5 * random.normal());
  const drawnOffset = random.normal();
  const drawnPhase = 0.6 * random.normal();
  const impedanceOhm = options.impedanceOhm ?? drawnOhm;
  if (!(impedanceOhm >= 0)) throw new RangeError(`Cannot simulate electrode "${name}" of ${impedanceOhm} Ω: an impedance is 0 or more`);
  const relative = impedanceOhm / TYPICAL_IMPEDANCE_OHM;
  return {
    name,
    impedanceOhm,
    offsetUv: options.offsetUv ?? drawnOffset * options.dcOffsetUv,
    lineNoiseUv: options.lineNoiseUv * relative,
    linePhaseRad: drawnPhase,
    driftUv: options.driftUv * Math.sqrt(relative),
    noiseUvPerSqrtHz: Math.hypot(AMPLIFIER_UV_PER_SQRT_HZ, CONTACT_FACTOR * THERMAL_UV_PER_SQRT_HZ_AT_1_KOHM * Math.sqrt(impedanceOhm / 1000)),
  };
}
