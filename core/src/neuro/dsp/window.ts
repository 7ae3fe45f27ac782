export type WindowName = 'hamming' | 'hann';

/** A window for spectra, one period of a cosine on a platform: SciPy's `get_window`, which repeats after `length` samples. */
export function periodicWindow(name: WindowName, length: number): Float64Array {
  const platform = name === 'hann' ? 0.5 : 0.54;
  return Float64Array.from({ length }, (_, index) => (length === 1 ? 1 : platform - (1 - platform) * Math.cos((2 * Math.PI * index) / length)));
}
