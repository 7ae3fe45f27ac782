import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeededRandom } from '../foundation/index.ts';
import { createTypescriptLogCosh } from './log-cosh-typescript.ts';
import { createWasmLogCosh } from './log-cosh-wasm.ts';

const engines = { typescript: createTypescriptLogCosh, 'wasm-simd': (rows: readonly Float64Array[]) => createWasmLogCosh(rows)! }; // reason: every runtime of the tests has it

test.each(Object.entries(engines))('%s sums t·xᵀ and t² with t = tanh(W·x)', (name, create) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 400 }), fc.integer(), fc.constantFrom(0.1, 1, 30), (rowCount, sampleCount, seed, scale) => {
      const random = createSeededRandom(seed);
      const rows = Array.from({ length: rowCount }, () => Float64Array.from({ length: sampleCount }, () => scale * random.normal()));
      const weights = Float64Array.from({ length: rowCount ** 2 }, () => random.normal());
      const engine = create(rows);
      expect(engine).toMatchObject({ name, rowCount, sampleCount });
      const moments = new Float64Array(rowCount ** 2);
      const squares = new Float64Array(rowCount);
      for (let source = 0; source < rowCount; source += 1) {
        for (let index = 0; index < sampleCount; index += 1) {
          const t = Math.tanh(rows.reduce((sum, row, column) => sum + weights[source * rowCount + column] * row[index], 0));
          squares[source] += t * t;
          for (let column = 0; column < rowCount; column += 1) moments[source * rowCount + column] += t * rows[column][index];
        }
      }
      engine.step(weights.map((weight) => -weight)); // what an earlier step left must not show
      const sums = engine.step(weights);
      const tolerance = 1e-13 * sampleCount * Math.max(1, scale);
      for (let index = 0; index < moments.length; index += 1) expect(Math.abs(sums.moments[index] - moments[index])).toBeLessThan(tolerance);
      for (let index = 0; index < rowCount; index += 1) expect(Math.abs(sums.squares[index] - squares[index])).toBeLessThan(tolerance);
    }),
    { numRuns: 40 },
  );
});

test.each(Object.entries(engines))('%s has a tanh accurate to 1e-15 everywhere, signs and ends included', (_name, create) => {
  for (const value of [0, -0, 1e-300, 1e-9, -1e-3, 0.3, -0.5, 0.549, 1, -2, 5, 18, -19.9, 20, 25, 400, -1e6, 1e300]) {
    const { moments, squares } = create([Float64Array.of(value)]).step(Float64Array.of(1));
    const expected = Math.tanh(value);
    expect(Math.abs(squares[0] - expected ** 2)).toBeLessThan(2e-15);
    expect(Math.abs(moments[0] - expected * value)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(value)));
  }
});

test('the engines refuse no rows and rows of different lengths', () => {
  for (const create of Object.values(engines)) {
    expect(() => create([])).toThrow(RangeError);
    expect(() => create([new Float64Array(3), new Float64Array(4)])).toThrow(/row 1 has 4/);
  }
});
