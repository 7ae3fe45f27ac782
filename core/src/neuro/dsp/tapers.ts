import { createFourierTransform, fastSizeFrom } from '../../kernels/index.ts';
import { greatestEigenpairs } from './tridiagonal-eigenpairs.ts';

/** Windows that together see as much as possible of a narrow band and as little as possible beside it. */
export interface Tapers {
  /** Each [length], of unit energy before its last sample was cut off. */
  readonly windows: readonly Float64Array[];
  /** Part of each window's energy inside the band, 0 to 1. */
  readonly concentrations: Float64Array;
}

/**
 * Discrete prolate spheroidal sequences, periodic: `scipy.signal.windows.dpss(length, halfBandwidth, count, sym=False)`. Their signs are free.
 * @param halfBandwidth In units of samplingRate / length.
 * @see Slepian (1978); Percival, Walden (1993)
 */
export function slepianTapers({ length, halfBandwidth, count }: { length: number; halfBandwidth: number; count: number }): Tapers {
  // A periodic window is a symmetric one of one sample more, without that sample.
  const fullLength = length + 1;
  const cosine = Math.cos((2 * Math.PI * halfBandwidth) / fullLength);
  const diagonal = Float64Array.from({ length: fullLength }, (_, index) => ((fullLength - 1 - 2 * index) / 2) ** 2 * cosine);
  const besides = Float64Array.from({ length: fullLength - 1 }, (_, index) => ((index + 1) * (fullLength - 1 - index)) / 2);
  const windows = greatestEigenpairs({ diagonal, besides, count }).map(({ vector }) => vector);
  return { windows: windows.map((window) => window.subarray(0, length)), concentrations: concentrationsOf(windows, halfBandwidth / fullLength) };
}

/** The energy inside the band is the autocorrelation times sin(2πWn)/(πn), summed; both are taken through their spectra, two windows at a time. */
function concentrationsOf(windows: readonly Float64Array[], halfBand: number): Float64Array {
  const { length } = windows[0];
  const size = fastSizeFrom(2 * length);
  const transform = createFourierTransform(size);
  const bandRe = new Float64Array(size);
  const bandIm = new Float64Array(size);
  bandRe[0] = 2 * halfBand;
  for (let lag = 1; lag < length; lag++) bandRe[lag] = bandRe[size - lag] = Math.sin(2 * Math.PI * halfBand * lag) / (Math.PI * lag);
  transform.forward(bandRe, bandIm);
  const concentrations = new Float64Array(windows.length);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let index = 0; index < windows.length; index += 2) {
    re.fill(0).set(windows[index]);
    im.fill(0).set(windows[index + 1] ?? []);
    transform.forward(re, im);
    for (let frequency = 0; frequency < size; frequency++) {
      const mirror = frequency === 0 ? 0 : size - frequency;
      const first = (re[frequency] + re[mirror]) ** 2 + (im[frequency] - im[mirror]) ** 2;
      const second = (im[frequency] + im[mirror]) ** 2 + (re[frequency] - re[mirror]) ** 2;
      concentrations[index] += (first / 4) * (bandRe[frequency] / size);
      if (index + 1 < windows.length) concentrations[index + 1] += (second / 4) * (bandRe[frequency] / size);
    }
  }
  return concentrations;
}
