/** The signal of fixtures/eeg/dsp-reference.py: an offset, 10 Hz, 50 Hz and a noise that every language computes alike. */
export function referenceSignal(sampleCount: number, samplingRateHz: number): Float64Array {
  return Float64Array.from({ length: sampleCount }, (_, index) => {
    const timeSeconds = index / samplingRateHz;
    const noise = ((index * index * 7919 + index * 104_729 + 12_345) % 65_537) / 65_537 - 0.5;
    return 40 + 20 * Math.sin(2 * Math.PI * 10 * timeSeconds) + 5 * Math.sin(2 * Math.PI * 50 * timeSeconds + 1) + 30 * noise;
  });
}

export function sine(sampleCount: number, { frequencyHz, samplingRateHz, amplitude = 1, phaseRad = 0 }: { frequencyHz: number; samplingRateHz: number; amplitude?: number; phaseRad?: number }): Float64Array {
  return Float64Array.from({ length: sampleCount }, (_, index) => amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / samplingRateHz + phaseRad));
}

export function greatestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return Array.from(left).reduce((greatest, value, index) => Math.max(greatest, Math.abs(value - right[index])), left.length === right.length ? 0 : Infinity);
}

export function standardDeviation(values: ArrayLike<number>): number {
  const numbers = Array.from(values);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length);
}
