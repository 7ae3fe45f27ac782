import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFourier, transformFourier } from './fourier.ts';
import { createSpectrumMeter } from './power-spectrum.ts';
import { createSampleRing } from './sample-ring.ts';

describe('transformFourier()', () => {
  test('equals the sum that defines it', () => {
    const size = 32;
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: size, maxLength: size });
    fc.assert(
      fc.property(values, values, (real, imaginary) => {
        const re = Float64Array.from(real);
        const im = Float64Array.from(imaginary);
        transformFourier(planFourier(size), re, im);
        for (let bin = 0; bin < size; bin += 1) {
          let sumRe = 0;
          let sumIm = 0;
          for (let index = 0; index < size; index += 1) {
            const angle = (-2 * Math.PI * bin * index) / size;
            sumRe += real[index] * Math.cos(angle) - imaginary[index] * Math.sin(angle);
            sumIm += real[index] * Math.sin(angle) + imaginary[index] * Math.cos(angle);
          }
          expect(re[bin]).toBeCloseTo(sumRe, 8);
          expect(im[bin]).toBeCloseTo(sumIm, 8);
        }
      }),
      { numRuns: 20 },
    );
  });

  test.each([0, 3, 100, 1.5, -2])('refuses %s values', (size) => {
    expect(() => planFourier(size)).toThrow('power of two');
  });
});

describe('createSpectrumMeter()', () => {
  const RATE = 256;
  /** Tones of 10 Hz and given amplitudes, one a channel, on offsets. */
  function ringOf(amplitudes: readonly number[], seconds = 6, isLost: (index: number) => boolean = () => false) {
    const sampleCount = seconds * RATE;
    const ring = createSampleRing({ channelCount: amplitudes.length, capacity: sampleCount });
    const samples = Float32Array.from({ length: amplitudes.length * sampleCount }, (_, index) => {
      const number = index % sampleCount;
      return isLost(number) ? Number.NaN : 1000 + amplitudes[Math.floor(index / sampleCount)] * Math.sin((2 * Math.PI * 10 * number) / RATE);
    });
    ring.push({ firstSampleIndex: 0, sampleCount, samples });
    return ring;
  }
  const powerOf = ({ binHz, density }: { binHz: number; density: Float64Array }): number => density.reduce((sum, value) => sum + value * binHz, 0);

  test('holds the power of a tone at its frequency: half the squared amplitude', () => {
    const spectrum = createSpectrumMeter(RATE).measure(ringOf([20]), { channels: [0], end: 6 * RATE })!;
    expect(spectrum.density.indexOf(Math.max(...spectrum.density)) * spectrum.binHz).toBe(10);
    expect(powerOf(spectrum)).toBeCloseTo(200, 3);
  });

  test('is the mean over the channels, also of more than it measures at once', () => {
    const amplitudes = Array.from({ length: 40 }, (_, channel) => channel);
    const meter = createSpectrumMeter(RATE);
    const ring = ringOf(amplitudes);
    const channels = [...amplitudes.keys()];
    let spectrum = meter.measure(ring, { channels, end: 6 * RATE })!;
    for (let turn = 0; turn < 2; turn += 1) spectrum = meter.measure(ring, { channels, end: 6 * RATE })!;
    expect(powerOf(spectrum)).toBeCloseTo(amplitudes.reduce((sum, amplitude) => sum + amplitude ** 2 / 2, 0) / 40, 2);
  });

  test('leaves out segments with a lost sample, and says nothing without a whole one', () => {
    const meter = createSpectrumMeter(RATE);
    expect(powerOf(meter.measure(ringOf([20], 6, (index) => index === 6 * RATE - 5), { channels: [0], end: 6 * RATE })!)).toBeCloseTo(200, 3);
    expect(createSpectrumMeter(RATE).measure(ringOf([20], 6, (index) => index % 100 === 0), { channels: [0], end: 6 * RATE })).toBeUndefined();
    expect(createSpectrumMeter(RATE).measure(ringOf([20], 1), { channels: [0], end: RATE })).toBeUndefined();
  });
});
