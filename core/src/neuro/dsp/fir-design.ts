import { checkBand, type FrequencyBand } from './frequency-band.ts';
import { roundHalfToEven } from './round-half-to-even.ts';

/** Samples that a Hamming window needs for a transition of one hertz, times the sampling rate: MNE's length factor. */
const HAMMING_LENGTH_FACTOR = 3.3;

export interface FirDesign extends FrequencyBand {
  /** Width of the slope below `lowHz`; MNE's min(max(lowHz / 4, 2), lowHz) when absent. */
  readonly lowTransitionHz?: number | undefined;
  /** Width of the slope above `highHz`; MNE's min(max(highHz / 4, 2), Nyquist - highHz) when absent. */
  readonly highTransitionHz?: number | undefined;
}

/** A corner of the wanted response: the gain, 0 or 1, at a frequency. Between corners of different gain lies a slope. */
interface Corner {
  readonly frequencyHz: number;
  readonly gain: 0 | 1;
}

/**
 * The taps that MNE designs (`firwin`, Hamming window, zero phase): low-pass with `highHz` alone, high-pass with `lowHz` alone, band-pass with both.
 * @returns Symmetric taps, odd in number.
 * @throws RangeError for a band that does not fit under half the sampling rate
 * @see MNE 1.3 mne/filter.py create_filter
 */
export function designFir({ samplingRateHz, lowHz, highHz, lowTransitionHz, highTransitionHz }: FirDesign): Float64Array {
  checkBand('design an FIR filter', { samplingRateHz, lowHz, highHz });
  const nyquistHz = samplingRateHz / 2;
  const corners: Corner[] = [];
  const transitionsHz: number[] = [];
  if (lowHz !== undefined) {
    const transitionHz = lowTransitionHz ?? Math.min(Math.max(0.25 * lowHz, 2), lowHz);
    checkTransition('lowTransitionHz', transitionHz, lowHz);
    transitionsHz.push(transitionHz);
    corners.push({ frequencyHz: lowHz - transitionHz, gain: 0 }, { frequencyHz: lowHz, gain: 1 });
  }
  if (highHz !== undefined) {
    const transitionHz = highTransitionHz ?? Math.min(Math.max(0.25 * highHz, 2), nyquistHz - highHz);
    checkTransition('highTransitionHz', transitionHz, nyquistHz - highHz);
    transitionsHz.push(transitionHz);
    corners.push({ frequencyHz: highHz, gain: 1 }, { frequencyHz: highHz + transitionHz, gain: 0 });
  }
  return tapsOf(corners, samplingRateHz, Math.min(...transitionsHz));
}

function checkTransition(name: string, transitionHz: number, greatestHz: number): void {
  // A rounding's worth of room: the slope may end exactly at 0 or at half the sampling rate.
  if (!(transitionHz > 0 && transitionHz <= greatestHz * (1 + 1e-12))) throw new RangeError(`Cannot design an FIR filter with ${name} ${transitionHz}: it must be above 0 and at most ${greatestHz} Hz`);
}

export interface NotchDesign {
  readonly samplingRateHz: number;
  /** Centres of what is taken out: the mains and its harmonics. */
  readonly frequenciesHz: readonly number[];
  /** Width of the stop bands; each frequency / 200 when absent, as in MNE. */
  readonly widthHz?: number | undefined;
  /** Both slopes of one notch together; 1 when absent, as in MNE. */
  readonly transitionHz?: number | undefined;
}

/**
 * The taps of `mne.filter.notch_filter`: about 6.6 s of samples for slopes of half a hertz.
 * @throws RangeError for notches that do not fit between 0 and half the sampling rate, or that touch each other
 */
export function designNotchFir({ samplingRateHz, frequenciesHz, widthHz, transitionHz = 1 }: NotchDesign): Float64Array {
  if (frequenciesHz.length === 0) throw new RangeError('Cannot design a notch filter: frequenciesHz is empty');
  if (!(transitionHz > 0)) throw new RangeError(`Cannot design a notch filter with transitionHz ${transitionHz}: it must be above 0`);
  const slopeHz = transitionHz / 2;
  const corners: Corner[] = [];
  for (const frequencyHz of frequenciesHz.toSorted((left, right) => left - right)) {
    const halfHz = (widthHz ?? frequencyHz / 200) / 2;
    if (!(halfHz >= 0)) throw new RangeError(`Cannot design a notch filter with widthHz ${widthHz}: it must not be negative`);
    const lowHz = frequencyHz - halfHz - slopeHz;
    const highHz = frequencyHz + halfHz + slopeHz;
    checkBand(`design a notch at ${frequencyHz} Hz`, { samplingRateHz, lowHz, highHz });
    const before = corners.at(-1)?.frequencyHz ?? 0;
    if (lowHz <= before) throw new RangeError(`Cannot design a notch at ${frequencyHz} Hz: its slope begins at ${lowHz} Hz, inside the notch that ends at ${before} Hz`);
    corners.push({ frequencyHz: lowHz, gain: 1 }, { frequencyHz: lowHz + slopeHz, gain: 0 }, { frequencyHz: highHz - slopeHz, gain: 0 }, { frequencyHz: highHz, gain: 1 });
  }
  return tapsOf(corners, samplingRateHz, slopeHz);
}

/** A sum of low-passes, one for each slope and each with the length that its own slope needs, centred in the longest. */
function tapsOf(corners: readonly Corner[], samplingRateHz: number, steepestHz: number): Float64Array {
  const nyquistHz = samplingRateHz / 2;
  const length = oddAtLeast(Math.max(Math.ceil((HAMMING_LENGTH_FACTOR / steepestHz) * samplingRateHz), 1));
  const taps = new Float64Array(length);
  if (corners.at(-1)!.gain === 1) taps[length >> 1] = 1;
  for (let index = corners.length - 1; index > 0; index--) {
    const above = corners[index];
    const below = corners[index - 1];
    if (above.gain === below.gain) continue;
    const transition = (above.frequencyHz / nyquistHz - below.frequencyHz / nyquistHz) / 2;
    const lowPass = lowPassTaps(Math.min(oddAtLeast(roundHalfToEven(HAMMING_LENGTH_FACTOR / transition)), length), (above.frequencyHz / nyquistHz + below.frequencyHz / nyquistHz) / 2);
    const offset = (length - lowPass.length) / 2;
    const sign = below.gain === 0 ? -1 : 1;
    for (let tap = 0; tap < lowPass.length; tap++) taps[offset + tap] += sign * lowPass[tap];
  }
  return taps;
}

/** SciPy's `firwin`: a Hamming-windowed sinc with a gain of 1 at 0 Hz. @param cutoff As a part of half the sampling rate. */
function lowPassTaps(length: number, cutoff: number): Float64Array {
  const taps = new Float64Array(length);
  const centre = (length - 1) / 2;
  let sum = 0;
  for (let tap = 0; tap < length; tap++) {
    const angleRad = Math.PI * cutoff * (tap - centre);
    const hamming = length === 1 ? 1 : 0.54 - 0.46 * Math.cos((2 * Math.PI * tap) / (length - 1));
    taps[tap] = cutoff * (angleRad === 0 ? 1 : Math.sin(angleRad) / angleRad) * hamming;
    sum += taps[tap];
  }
  for (let tap = 0; tap < length; tap++) taps[tap] /= sum;
  return taps;
}

const oddAtLeast = (count: number): number => count + (1 - (count % 2));
