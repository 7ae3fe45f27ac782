import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeededRandom } from '../foundation/index.ts';
import type { ProjectedSamples } from './log-cosh-engine.ts';
import { centredGramInTypescript, createTypescriptLogCosh } from './log-cosh-typescript.ts';
import { centredGramInWasm, createWasmLogCosh } from './log-cosh-wasm.ts';

const engines = { typescript: createTypescriptLogCosh, 'wasm-simd': (source: ProjectedSamples) => createWasmLogCosh(source)! }; // reason: every runtime of the tests has it
const grams = { typescript: centredGramInTypescript, 'wasm-simd': centredGramInWasm };

const shapes = { channelCount: fc.integer({ min: 1, max: 9 }), sampleCount: fc.integer({ min: 1, max: 600 }), seed: fc.integer() };

test.each(Object.entries(engines))('%s sums t·xᵀ and t² with t = tanh(W·x), x a projection of every so many-th sample', (name, create) => {
  fc.assert(
    fc.property(fc.record({ ...shapes, rowCount: fc.integer({ min: 1, max: 9 }), stride: fc.integer({ min: 1, max: 9 }), scale: fc.constantFrom(0.1, 1, 30) }), ({ channelCount, rowCount, sampleCount, seed, stride, scale }) => {
      const random = createSeededRandom(seed);
      const normals = (length: number, factor = 1) => Float64Array.from({ length }, () => factor * random.normal());
      const samples = Array.from({ length: channelCount }, () => normals(sampleCount, scale));
      const means = normals(channelCount);
      const projection = Array.from({ length: rowCount }, () => normals(channelCount));
      const weights = normals(rowCount ** 2);
      const engine = create({ samples, means, projection, stride });
      expect(engine).toMatchObject({ name, rowCount, sampleCount: Math.ceil(sampleCount / stride) });

      const moments = new Float64Array(rowCount ** 2);
      const squares = new Float64Array(rowCount);
      for (let index = 0; index < sampleCount; index += stride) {
        const x = projection.map((row) => row.reduce((sum, weight, channel) => sum + weight * (samples[channel][index] - means[channel]), 0));
        for (let component = 0; component < rowCount; component += 1) {
          const t = Math.tanh(x.reduce((sum, value, row) => sum + weights[component * rowCount + row] * value, 0));
          squares[component] += t * t;
          for (let row = 0; row < rowCount; row += 1) moments[component * rowCount + row] += t * x[row];
        }
      }
      engine.step(weights.map((weight) => -weight)); // what an earlier step left must not show
      const sums = engine.step(weights);
      const tolerance = 1e-12 * sampleCount * Math.max(1, scale);
      for (let index = 0; index < moments.length; index += 1) expect(Math.abs(sums.moments[index] - moments[index])).toBeLessThan(tolerance);
      for (let index = 0; index < rowCount; index += 1) expect(Math.abs(sums.squares[index] - squares[index])).toBeLessThan(tolerance);
    }),
    { numRuns: 40 },
  );
});

test.each(Object.entries(engines))('%s has a tanh accurate to 1e-15 everywhere, signs and ends included', (_name, create) => {
  for (const value of [0, -0, 1e-300, 1e-9, -1e-3, 0.3, -0.5, 0.549, 1, -2, 5, 18, -19.9, 20, 25, 400, -1e6, 1e300]) {
    const { moments, squares } = create({ samples: [Float64Array.of(value)], means: Float64Array.of(0), projection: [Float64Array.of(1)], stride: 1 }).step(Float64Array.of(1));
    const expected = Math.tanh(value);
    expect(Math.abs(squares[0] - expected ** 2)).toBeLessThan(2e-15);
    expect(Math.abs(moments[0] - expected * value)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(value)));
  }
});

test.each(Object.entries(grams))('%s sums products of centred channels', (_name, gramOf) => {
  fc.assert(
    fc.property(fc.record(shapes), ({ channelCount, sampleCount, seed }) => {
      const random = createSeededRandom(seed);
      const samples = Array.from({ length: channelCount }, (_, channel) => Float64Array.from({ length: sampleCount }, () => 1000 * channel + random.normal()));
      const means = Float64Array.from(samples, (_, channel) => 1000 * channel);
      const gram = gramOf(samples, means)!; // reason: every runtime of the tests has WebAssembly SIMD
      for (let row = 0; row < channelCount; row += 1) {
        for (let column = 0; column < channelCount; column += 1) {
          const expected = samples[row].reduce((sum, sample, index) => sum + (sample - means[row]) * (samples[column][index] - means[column]), 0);
          expect(Math.abs(gram[row * channelCount + column] - expected)).toBeLessThan(1e-11 * sampleCount);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('the engines refuse counts that do not fit', () => {
  const good: ProjectedSamples = { samples: [new Float64Array(3), new Float64Array(3)], means: new Float64Array(2), projection: [new Float64Array(2)], stride: 1 };
  for (const create of Object.values(engines)) {
    expect(create(good).sampleCount).toBe(3);
    expect(() => create({ ...good, samples: [] })).toThrow(/0 channels/);
    expect(() => create({ ...good, samples: [new Float64Array(3), new Float64Array(4)] })).toThrow(/channel 1 has 4/);
    expect(() => create({ ...good, means: new Float64Array(3) })).toThrow(/3 means/);
    expect(() => create({ ...good, projection: [new Float64Array(3)] })).toThrow(/has 3 weights/);
    expect(() => create({ ...good, projection: [] })).toThrow(/no row/);
    expect(() => create({ ...good, stride: 0 })).toThrow(RangeError);
  }
  for (const gramOf of Object.values(grams)) expect(() => gramOf([new Float64Array(1)], new Float64Array(2))).toThrow(RangeError);
});
