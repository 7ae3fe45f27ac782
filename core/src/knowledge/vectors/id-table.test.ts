import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdTable } from './id-table.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('createIdTable() keeps ids where a plain list with moves into gaps would keep them', () => {
  const steps = fc.array(fc.oneof(fc.record({ push: fc.string({ maxLength: 3 }) }), fc.record({ remove: fc.nat() })), { maxLength: 80 });
  fc.assert(
    fc.property(steps, (list) => {
      const table = createIdTable();
      const model: string[] = [];
      for (const step of list) {
        if ('push' in step) {
          if (model.includes(step.push)) continue;
          table.push(bytesOf(step.push));
          model.push(step.push);
        } else if (model.length > 0) {
          const row = step.remove % model.length;
          const removed = model[row];
          const last = model.pop()!;
          if (row < model.length) model[row] = last;
          table.swapRemove(row);
          if (table.rowOf(bytesOf(removed)) !== -1) throw new Error(`"${removed}" is still there`);
        }
      }
      expect(Array.from({ length: table.rowCount }, (_, row) => textOf(table.idAt(row)))).toEqual(model);
      expect(model.map((id) => table.rowOf(bytesOf(id)))).toEqual([...model.keys()]);
    }),
  );
});

test('createIdTable() neither slows down nor grows under endless adding and removing', () => {
  const table = createIdTable();
  for (let round = 0; round < 50_000; round++) {
    table.push(bytesOf(`id-${round}`));
    if (round >= 100) table.swapRemove(table.rowOf(bytesOf(`id-${round - 100}`)));
  }
  expect(table.rowCount).toBe(100);
  expect(table.allocatedBytes).toBeLessThan(50_000);
});

test('createIdTable() takes little more than the bytes of its ids', () => {
  const table = createIdTable();
  for (let row = 0; row < 20_000; row++) table.push(bytesOf(`chunk-hash-of-thirty-two-${String(row).padStart(7, '0')}`));
  expect(table.allocatedBytes / 20_000).toBeLessThan(32 * 1.5 + 24);
});
