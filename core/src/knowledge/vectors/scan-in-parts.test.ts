import { expect, test } from 'vitest';
import { createInt8Matrix } from '../../kernels/index.ts';
import { scanInParts } from './scan-in-parts.ts';

test('scanInParts() pauses between parts and finds what one scan finds', () => {
  const matrix = createInt8Matrix({ dimensionCount: 16 });
  for (let row = 0; row < 5000; row++) matrix.push(Int8Array.from({ length: 16 }, (_, index) => (row * (index + 3) * 31) % 127), 1);
  const query = Int16Array.from({ length: 16 }, (_, index) => 100 - 13 * index);
  const scan = scanInParts(matrix, query, { count: 9, partBytes: 16 * 1024 });
  let pauseCount = 0;
  let step = scan.next();
  for (; !step.done; step = scan.next()) pauseCount++;
  expect(pauseCount).toBe(4);
  expect(step.value).toEqual(matrix.topRows(query, { count: 9 }));
  expect(scanInParts(matrix, query, { count: 9 }).next().done).toBe(true);
});
