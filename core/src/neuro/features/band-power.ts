import type { Spectrum } from '../dsp/index.ts';

export interface FrequencyRange {
  readonly lowHz: number;
  readonly highHz: number;
}

/** The bands that most papers name. */
export const standardBands = {
  delta: { lowHz: 1, highHz: 4 },
  theta: { lowHz: 4, highHz: 8 },
  alpha: { lowHz: 8, highHz: 13 },
  beta: { lowHz: 13, highHz: 30 },
  gamma: { lowHz: 30, highHz: 45 },
} as const satisfies Record<string, FrequencyRange>;

export type BandName = keyof typeof standardBands;

export interface BandPowerOptions extends FrequencyRange {
  /**
   * How density becomes power: `simpson` integrates over the band with both ends, in the unit's square; `mean` is the mean density with both ends, in the
   * unit's square per hertz; `sum` adds from the low end to below the high end, so that neighbouring bands add up. `simpson` when absent.
   */
  readonly method?: 'simpson' | 'mean' | 'sum' | undefined;
  /** As a part of the power in this range, 0 to 1 if it holds the band; absolute when absent. */
  readonly relativeTo?: FrequencyRange | undefined;
}

/**
 * The power of a band. NaN where the spectrum is.
 * @throws RangeError when the band is empty or holds no frequency of the spectrum
 */
export function bandPower(spectrum: Spectrum, { lowHz, highHz, method = 'simpson', relativeTo }: BandPowerOptions): number {
  const power = powerOf(spectrum, { lowHz, highHz }, method);
  return relativeTo ? power / powerOf(spectrum, relativeTo, method) : power;
}

/** The power of each standard band that lies within the spectrum, in its square unit, and as a part of what they all have together. */
export function bandPowers(spectrum: Spectrum): { readonly band: BandName; readonly power: number; readonly relativePower: number }[] {
  const highestHz = spectrum.frequenciesHz.at(-1) ?? 0;
  const names = (Object.keys(standardBands) as BandName[]).filter((band) => standardBands[band].highHz <= highestHz);
  const powers = names.map((band) => bandPower(spectrum, { ...standardBands[band], method: 'sum' }));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return names.map((band, index) => ({ band, power: powers[index], relativePower: powers[index] / total }));
}

/** Positions [start, end) of the frequencies in a range, with a rounding's room at both ends. */
export function indicesWithin({ frequenciesHz }: Spectrum, { lowHz, highHz }: FrequencyRange, { includeHigh }: { includeHigh: boolean }): readonly [start: number, end: number] {
  if (!(lowHz < highHz)) throw new RangeError(`Cannot measure from ${lowHz} to ${highHz} Hz: lowHz must be below highHz`);
  const slackHz = 1e-9 * highHz;
  const start = frequenciesHz.findIndex((frequencyHz) => frequencyHz >= lowHz - slackHz);
  const after = frequenciesHz.findIndex((frequencyHz) => (includeHigh ? frequencyHz > highHz + slackHz : frequencyHz >= highHz - slackHz));
  const end = after < 0 ? frequenciesHz.length : after;
  if (start < 0 || end <= start) throw new RangeError(`Cannot measure from ${lowHz} to ${highHz} Hz: the spectrum, ${frequenciesHz[0]} to ${frequenciesHz.at(-1)} Hz, has no frequency there`);
  return [start, end];
}

function powerOf(spectrum: Spectrum, range: FrequencyRange, method: 'simpson' | 'mean' | 'sum'): number {
  const [start, end] = indicesWithin(spectrum, range, { includeHigh: method !== 'sum' });
  const density = spectrum.density.subarray(start, end);
  const sum = density.reduce((total, value) => total + value, 0);
  if (method === 'mean') return sum / density.length;
  const stepHz = spectrum.frequenciesHz[1] - spectrum.frequenciesHz[0];
  return method === 'sum' ? sum * stepHz : simpson(density, stepHz);
}

/** Simpson's rule; an even number of points is the mean of one trapezium at the end and one at the start, as in SciPy 1.10 (`even='avg'`). */
function simpson(values: Float64Array, step: number): number {
  const { length } = values;
  if (length === 1) return 0;
  if (length % 2 === 1) return simpsonOfOdd(values, step);
  const atEnd = simpsonOfOdd(values.subarray(0, length - 1), step) + (step * (values[length - 2] + values[length - 1])) / 2;
  const atStart = simpsonOfOdd(values.subarray(1), step) + (step * (values[0] + values[1])) / 2;
  return (atEnd + atStart) / 2;
}

function simpsonOfOdd(values: Float64Array, step: number): number {
  let sum = 0;
  for (let index = 0; index + 2 < values.length; index += 2) sum += values[index] + 4 * values[index + 1] + values[index + 2];
  return (sum * step) / 3;
}
