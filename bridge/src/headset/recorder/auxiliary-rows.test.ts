import { expect, test } from 'vitest';
import { createAuxiliaryRows } from './auxiliary-rows.ts';

const report = (sampleIndexes: number[], values: number[], valueNames = ['x', 'y']) => ({ kind: 'acceleration', valueNames, unit: 'g', sampleIndexes: Float64Array.from(sampleIndexes), values: Float64Array.from(values) }) as const;
const block = (firstSampleIndex: number, samples: number[]) => ({ firstSampleIndex, sampleCount: samples.length, samples: Float64Array.from(samples) });
const nan = Number.NaN;

test('createAuxiliaryRows() holds each value from the sample it came with until the next one, the first one also before', () => {
  const rows = createAuxiliaryRows(['x', 'y']);
  rows.take(report([3, 5], [1, 10, 2, nan]));
  expect(rows.rowsOf(block(2, [0, 0, 0, 0])).map((row) => [...row])).toEqual([[1, 1, 1, 2], [10, 10, 10, 10]]);
  rows.take(report([5], [9, 9]));
  // One that comes late counts from the next sample on.
  expect(rows.rowsOf(block(6, [0])).map((row) => [...row])).toEqual([[9], [9]]);
});

test('createAuxiliaryRows() has begun when each value was reported, or when nobody waits any longer', () => {
  const rows = createAuxiliaryRows(['x', 'y']);
  expect(rows.hasBegun).toBe(false);
  rows.take(report([0], [1, nan]));
  expect(rows.hasBegun).toBe(false);
  rows.beginWithZeros();
  expect(rows.hasBegun).toBe(true);
  expect(rows.rowsOf(block(0, [0])).map((row) => [...row])).toEqual([[1], [0]]);
});

test('createAuxiliaryRows() is lost where the electrodes are', () => {
  const rows = createAuxiliaryRows(['x']);
  rows.take(report([0], [1], ['x']));
  expect(rows.rowsOf(block(0, [0, nan, 0])).map((row) => [...row])).toEqual([[1, nan, 1]]);
});
