import { analogPrototype, type IirKind } from './analog-prototypes.ts';
import { add, complex, divide, multiply, squareRoot, subtract, type Complex } from './complex-number.ts';
import { checkBand, type FrequencyBand } from './frequency-band.ts';
import { pairIntoSections } from './pair-into-sections.ts';
import type { SecondOrderSection } from './second-order-section.ts';

export interface IirDesign extends FrequencyBand {
  readonly kind: IirKind;
  /** Of the prototype: a band-pass or band-stop has twice as many poles. 1 to 12. */
  readonly order: number;
  /** Chebyshev only: how far the pass band may fall, 1 dB when absent. */
  readonly rippleDb?: number | undefined;
  /** With both edges: let the band through, or stop it. `pass` when absent. */
  readonly band?: 'pass' | 'stop' | undefined;
}

export interface ZerosPolesGain {
  readonly zeros: readonly Complex[];
  readonly poles: readonly Complex[];
  readonly gain: number;
}

/**
 * The sections of SciPy's `iirfilter(…, output='sos')`, in its order and with its pairs of poles and zeros: low-pass with `highHz`
 * alone, high-pass with `lowHz` alone, band-pass or band-stop with both. Bessel filters are normalised by phase, as SciPy's default is.
 * @throws RangeError for an order or a band that cannot be
 */
export function designIir({ kind, order, samplingRateHz, lowHz, highHz, rippleDb = 1, band = 'pass' }: IirDesign): SecondOrderSection[] {
  checkBand(`design a ${kind} filter`, { samplingRateHz, lowHz, highHz });
  if (!(Number.isInteger(order) && order >= 1 && order <= 12)) throw new RangeError(`Cannot design a ${kind} filter of order ${order}: it must be a whole number from 1 to 12`);
  if (!(rippleDb > 0)) throw new RangeError(`Cannot design a ${kind} filter with rippleDb ${rippleDb}: it must be above 0`);
  const prototype: ZerosPolesGain = { zeros: [], ...analogPrototype(kind, order, rippleDb) };
  // At a rate of 2, as SciPy works in; the bilinear transform bends frequencies, so the edges are bent beforehand.
  const bend = (frequencyHz: number): number => 4 * Math.tan((Math.PI * frequencyHz) / samplingRateHz);
  return pairIntoSections(bilinear(placeBand(prototype, lowHz === undefined ? undefined : bend(lowHz), highHz === undefined ? undefined : bend(highHz), band)));
}

function placeBand(prototype: ZerosPolesGain, low: number | undefined, high: number | undefined, band: 'pass' | 'stop'): ZerosPolesGain {
  const { poles, gain } = prototype;
  const degree = poles.length;
  if (low === undefined) return { zeros: [], poles: poles.map((pole) => scale(pole, high!)), gain: gain * high! ** degree };
  if (high === undefined) return { zeros: repeat(complex(0, 0), degree), poles: poles.map((pole) => divide(complex(low, 0), pole)), gain: gain * invertedGain(poles) };
  const width = high - low;
  const centre = Math.sqrt(low * high);
  if (band === 'pass') return { zeros: repeat(complex(0, 0), degree), poles: splitAround(poles.map((pole) => scale(pole, width / 2)), centre), gain: gain * width ** degree };
  return {
    zeros: [...repeat(complex(0, centre), degree), ...repeat(complex(0, -centre), degree)],
    poles: splitAround(poles.map((pole) => divide(complex(width / 2, 0), pole)), centre),
    gain: gain * invertedGain(poles),
  };
}

const scale = (value: Complex, factor: number): Complex => complex(value.re * factor, value.im * factor);
const repeat = (value: Complex, count: number): Complex[] => Array.from({ length: count }, () => value);
const invertedGain = (poles: readonly Complex[]): number => divide(complex(1, 0), poles.reduce((product, pole) => multiply(product, scale(pole, -1)), complex(1, 0))).re;

/** Each pole becomes two, p ± √(p² - centre²). */
function splitAround(poles: readonly Complex[], centre: number): Complex[] {
  const roots = poles.map((pole) => squareRoot(subtract(multiply(pole, pole), complex(centre * centre, 0))));
  return [...poles.map((pole, index) => add(pole, roots[index])), ...poles.map((pole, index) => subtract(pole, roots[index]))];
}

function bilinear({ zeros, poles, gain }: ZerosPolesGain): ZerosPolesGain {
  const four = complex(4, 0);
  const move = (value: Complex): Complex => divide(add(four, value), subtract(four, value));
  const productOf = (values: readonly Complex[]): Complex => values.reduce((product, value) => multiply(product, subtract(four, value)), complex(1, 0));
  // Zeros at infinity come to half the sampling rate.
  return { zeros: [...zeros.map(move), ...repeat(complex(-1, 0), poles.length - zeros.length)], poles: poles.map(move), gain: gain * divide(productOf(zeros), productOf(poles)).re };
}
