import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTopRows } from './top-rows.ts';

describe('createTopRows()', () => {
  test('keeps what a full sort would put first, whatever the order of the offers', () => {
    const offers = fc.uniqueArray(fc.record({ row: fc.nat(1000), score: fc.integer({ min: -3, max: 3 }) }), { selector: ({ row }) => row });
    fc.assert(
      fc.property(offers, fc.integer({ min: 0, max: 20 }), (rows, capacity) => {
        const top = createTopRows(capacity);
        for (const { row, score } of rows) top.offer(row, score);
        const expected = rows.toSorted((a, b) => b.score - a.score || a.row - b.row).slice(0, capacity);
        expect(top.toSorted()).toEqual(expected);
      }),
    );
  });

  test('has a threshold only once it is full', () => {
    const top = createTopRows(2);
    top.offer(0, 5);
    expect(top.threshold).toBe(-Infinity);
    top.offer(1, 3);
    expect(top.threshold).toBe(3);
    expect(createTopRows(0).threshold).toBe(Infinity);
  });
});
