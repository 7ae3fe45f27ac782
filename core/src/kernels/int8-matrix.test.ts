import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createInt8Matrix, type Int8Matrix } from './int8-matrix.ts';

/** A small generator whose numbers a property can shrink to a seed. */
function randomInts(seed: number, low: number, high: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    return low + ((state >>> 8) % (high - low + 1));
  };
}

function fill(matrix: Int8Matrix, rowCount: number, seed: number): void {
  const next = randomInts(seed, -127, 127);
  for (let row = 0; row < rowCount; row++) {
    matrix.push(Int8Array.from({ length: matrix.dimensionCount }, next), Math.fround((128 + next()) / 1000));
  }
}

const queryOf = (dimensionCount: number, seed: number, greatest: number) => Int16Array.from({ length: dimensionCount }, randomInts(seed, -greatest, greatest));

function scoresOf(matrix: Int8Matrix, query: Int16Array): Float32Array {
  const out = new Float32Array(matrix.rowCount);
  matrix.scoreInto(query, out);
  return out;
}

afterEach(() => void vi.unstubAllGlobals());

describe('the WebAssembly engine and its TypeScript twin', () => {
  const dimensions = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(256, 384, 385));
  const rowCounts = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(1023, 1024, 1025, 2049));

  test('give the same scores bit for bit, whatever the dimension, the tail and the block', () => {
    fc.assert(
      fc.property(dimensions, rowCounts, fc.integer(), (dimensionCount, rowCount, seed) => {
        const [wasm, twin] = (['wasm-simd', 'typescript'] as const).map((engine) => createInt8Matrix({ dimensionCount, engine }));
        fill(wasm, rowCount, seed);
        fill(twin, rowCount, seed);
        // 385 × 127 × 32,767 is within int32: the largest sums there are.
        const query = queryOf(dimensionCount, seed + 1, 32_767);
        expect(scoresOf(wasm, query)).toEqual(scoresOf(twin, query));
        expect(wasm.topRows(query, { count: 7 })).toEqual(twin.topRows(query, { count: 7 }));
      }),
      { numRuns: 40 },
    );
  });

  test('agree with the definition of the score at the extremes', () => {
    for (const engine of ['wasm-simd', 'typescript'] as const) {
      const matrix = createInt8Matrix({ dimensionCount: 400, engine });
      matrix.push(new Int8Array(400).fill(-127), 0.5);
      matrix.push(new Int8Array(400).fill(127), 1);
      const query = new Int16Array(400).fill(-32_767);
      const sum = 400 * 127 * 32_767;
      expect([...scoresOf(matrix, query)]).toEqual([Math.fround(Math.fround(sum) * 0.5), Math.fround(-sum)]);
    }
  });
});

describe.each(['wasm-simd', 'typescript'] as const)('createInt8Matrix() with the %s engine', (engine) => {
  test('keeps rows where a plain list with moves into gaps would keep them', () => {
    const steps = fc.array(fc.oneof(fc.record({ push: fc.integer() }), fc.record({ remove: fc.nat() }), fc.record({ set: fc.nat(), seed: fc.integer() })), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (list) => {
        const matrix = createInt8Matrix({ dimensionCount: 19, engine });
        const model: { values: number[]; scale: number }[] = [];
        const rowOf = (seed: number) => ({ values: Array.from({ length: 19 }, randomInts(seed, -127, 127)), scale: Math.fround((seed % 100) / 7) });
        for (const step of list) {
          if ('push' in step) {
            const row = rowOf(step.push);
            expect(matrix.push(Int8Array.from(row.values), row.scale)).toBe(model.length);
            model.push(row);
          } else if (model.length === 0) {
            continue;
          } else if ('remove' in step) {
            const row = step.remove % model.length;
            matrix.swapRemove(row);
            const last = model.pop()!;
            if (row < model.length) model[row] = last;
          } else {
            const row = step.set % model.length;
            model[row] = rowOf(step.seed);
            matrix.set(row, Int8Array.from(model[row].values), model[row].scale);
          }
        }
        expect(Array.from({ length: matrix.rowCount }, (_, row) => ({ values: [...matrix.rowAt(row)], scale: matrix.scaleAt(row) }))).toEqual(model);
      }),
    );
  });

  test('a block that became free is used again', () => {
    const matrix = createInt8Matrix({ dimensionCount: 16, engine });
    fill(matrix, 1025, 1);
    const allocatedBytes = matrix.allocatedBytes;
    for (let count = 0; count < 10; count++) matrix.swapRemove(0);
    fill(matrix, 10, 2);
    expect(matrix.rowCount).toBe(1025);
    expect(matrix.allocatedBytes).toBe(allocatedBytes);
  });

  test('topRows() of parts, put together, are the topRows() of the whole', () => {
    const matrix = createInt8Matrix({ dimensionCount: 24, engine });
    fill(matrix, 2500, 3);
    const query = queryOf(24, 4, 1000);
    const bounds = [0, 700, 1024, 1030, 2048, 2500, 9999];
    const parts = bounds.slice(1).flatMap((toRow, index) => matrix.topRows(query, { count: 12, fromRow: bounds[index], toRow }));
    expect(parts.toSorted((a, b) => b.score - a.score || a.row - b.row).slice(0, 12)).toEqual(matrix.topRows(query, { count: 12 }));
  });

  test('topRows() returns only accepted rows and asks about few', () => {
    const matrix = createInt8Matrix({ dimensionCount: 24, engine });
    fill(matrix, 2000, 5);
    const query = queryOf(24, 6, 1000);
    let askedCount = 0;
    const accepted = matrix.topRows(query, { count: 5, accept: (row) => (askedCount++, row % 2 === 0) });
    const all = matrix.topRows(query, { count: 2000 });
    expect(accepted).toEqual(all.filter(({ row }) => row % 2 === 0).slice(0, 5));
    expect(askedCount).toBeLessThan(500);
  });

  test('refuses wrong lengths and rows that are not there', () => {
    const matrix = createInt8Matrix({ dimensionCount: 3, engine });
    matrix.push(Int8Array.of(1, 2, 3), 1);
    expect(() => matrix.push(Int8Array.of(1, 2), 1)).toThrow(/2 values/);
    expect(() => matrix.rowAt(1)).toThrow(/row 1 of an int8 matrix of 1 rows/);
    expect(() => matrix.topRows(new Int16Array(4), { count: 1 })).toThrow(/3 dimensions with a query of 4/);
    expect(() => matrix.scoreInto(new Int16Array(3), new Float32Array(0))).toThrow(RangeError);
    expect(() => createInt8Matrix({ dimensionCount: 0, engine })).toThrow(RangeError);
  });
});

describe('the choice of the engine', () => {
  test('is WebAssembly SIMD where it runs, with nothing to explain', () => {
    expect(createInt8Matrix({ dimensionCount: 4 })).toMatchObject({ engine: 'wasm-simd', fallbackReason: undefined });
  });

  test('falls back and says why without WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(createInt8Matrix({ dimensionCount: 4 })).toMatchObject({ engine: 'typescript', fallbackReason: 'this runtime has no WebAssembly' });
  });

  test('falls back and says why without SIMD', () => {
    vi.stubGlobal('WebAssembly', { validate: () => false });
    expect(createInt8Matrix({ dimensionCount: 4 })).toMatchObject({ engine: 'typescript', fallbackReason: 'this runtime has no WebAssembly SIMD' });
  });

  test('falls back and says why under a policy that forbids compiling', () => {
    // reason: only a function can be called with `new`
    const Module = function refuse() {
      throw new EvalError('refused by the content security policy');
    };
    vi.stubGlobal('WebAssembly', { validate: () => true, Module });
    expect(createInt8Matrix({ dimensionCount: 4 }).fallbackReason).toMatch(/forbids WebAssembly .*content security policy/);
  });
});
