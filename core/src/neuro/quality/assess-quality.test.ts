import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessQuality, type QualityOptions } from './assess-quality.ts';
import { createQualityMonitor } from './quality-monitor.ts';
import { assessRecordingQuality } from './recording-quality.ts';

const samplingRateHz = 250;
const fullScaleUv = 187_500; // Cyton at gain 24
const options: QualityOptions = { channelNames: ['Fp1'], samplingRateHz, fullScaleUv, lineFrequencyHz: 50 };
const signal = (sampleCount: number, at: (seconds: number) => number): Float64Array => Float64Array.from({ length: sampleCount }, (_, index) => at(index / samplingRateHz));
const alpha = (seconds: number): number => 20 * Math.sin(2 * Math.PI * 10 * seconds);
const assess = (samples: Float64Array, more: Partial<QualityOptions> = {}) => assessQuality([samples], { ...options, ...more })[0];

test.each([
  ['brain waves', (t: number) => alpha(t), 'good'],
  ['brain waves on the offset of an electrode', (t: number) => 60_000 + alpha(t), 'good'],
  ['brain waves on a drift of 400 µV a second', (t: number) => 60_000 + 400 * t + alpha(t), 'good'],
  ['strong mains', (t: number) => 100 * Math.sin(2 * Math.PI * 50 * t), 'noisy'],
  ['76 % of full scale', (t: number) => 0.76 * fullScaleUv + alpha(t), 'near-railed'],
  ['91 % of full scale below zero', (t: number) => -0.91 * fullScaleUv + alpha(t), 'railed'],
  ['pinned to the rail', () => fullScaleUv, 'railed'],
  ['a dead input', (t: number) => 0.4 * Math.sin(2 * Math.PI * 10 * t), 'flat'],
] as const)('assessQuality() of %s', (_name, at, state) => {
  expect(assess(signal(1000, at)).state).toBe(state);
});

test('assessQuality() measures peak to peak, full scale and mains exactly on sines', () => {
  const quality = assess(signal(750, (t) => 30 * Math.sin(2 * Math.PI * 12.5 * t) + 8 * Math.sin(2 * Math.PI * 50 * t + 1)));
  expect(quality.lineNoiseUv).toBeCloseTo(8, 2);
  expect(assess(signal(750, (t) => 3 * Math.cos(2 * Math.PI * 60 * t)), { lineFrequencyHz: 60 }).lineNoiseUv).toBeCloseTo(3, 3);
  expect(assess(signal(750, (t) => 40 * Math.cos(2 * Math.PI * 12.5 * t))).peakToPeakUv).toBeCloseTo(80, 0);
  expect(assess(signal(750, () => 0.5 * fullScaleUv)).fullScaleRatio).toBe(0.5);
});

test('assessQuality() looks at the last three seconds only', () => {
  const samples = signal(2000, alpha);
  samples.fill(fullScaleUv, 0, 1249);
  expect(assess(samples).state).toBe('good');
  samples[1250] = fullScaleUv;
  expect(assess(samples).state).toBe('railed');
});

test('assessQuality() passes over lost samples and calls an empty window flat', () => {
  const samples = signal(750, alpha);
  for (let index = 100; index < 300; index += 1) samples[index] = Number.NaN;
  expect(assess(samples).state).toBe('good');
  expect(assess(samples).lineNoiseUv).toBeLessThan(0.2);
  for (const empty of [new Float64Array(), new Float64Array(750).fill(Number.NaN)]) expect(assess(empty)).toEqual({ channelName: 'Fp1', state: 'flat', peakToPeakUv: 0, fullScaleRatio: 0, lineNoiseUv: 0 });
});

test('assessQuality() of a file that tells no full scale never calls a channel railed', () => {
  expect(assess(signal(750, (t) => 300_000 + alpha(t)), { fullScaleUv: undefined })).toMatchObject({ state: 'good', fullScaleRatio: 0 });
});

test('assessQuality() refuses counts that differ and rates that are none', () => {
  expect(() => assessQuality([new Float64Array(1), new Float64Array(1)], options)).toThrow(/2 channels with 1 names/);
  expect(() => assess(new Float64Array(1), { fullScaleUv: [1, 2] })).toThrow(/1 channels with 2 full scales/);
  expect(() => assess(new Float64Array(1), { samplingRateHz: 0 })).toThrow(RangeError);
});

test('createQualityMonitor() answers as assessQuality() does, however the stream is cut', () => {
  const whole = [signal(1800, (t) => 3000 * t + alpha(t)), signal(1800, (t) => (t > 4 ? 150_000 : 0) + alpha(3 * t))];
  const both = { ...options, channelNames: ['Fp1', 'Fp2'] };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1200 }), { minLength: 1, maxLength: 12 }), (sizes) => {
      const monitor = createQualityMonitor(both);
      let start = 0;
      for (const size of sizes) {
        const end = Math.min(1800, start + size);
        monitor.push(Float64Array.from([...whole[0].subarray(start, end), ...whole[1].subarray(start, end)]), end - start);
        start = end;
        expect(monitor.assess()).toEqual(assessQuality(whole.map((samples) => samples.subarray(0, end)), both));
      }
      monitor.reset();
      expect(monitor.assess()[1].state).toBe('flat');
    }),
    { numRuns: 30 },
  );
});

test('createQualityMonitor() refuses a block of another shape', () => {
  expect(() => createQualityMonitor(options).push(new Float64Array(5), 4)).toThrow(/1 channels of 4/);
});

test('assessRecordingQuality() tells the state of most windows and how often each was seen', () => {
  const samples = signal(7500, alpha); // ten windows
  samples.fill(fullScaleUv, 0, 1500);
  for (let index = 1500; index < 2250; index += 1) samples[index] *= 10;
  const [quality] = assessRecordingQuality([samples], options);
  expect(quality).toMatchObject({ state: 'good', fullScaleRatio: 1, shares: { good: 0.7, noisy: 0.1, railed: 0.2, flat: 0, 'near-railed': 0 } });
  expect(Math.abs(quality.peakToPeakUv - 40)).toBeLessThan(2); // the fitted line takes a little of a sine
});
