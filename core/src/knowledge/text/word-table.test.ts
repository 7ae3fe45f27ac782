import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWordTable } from './word-table.ts';

test('intern() numbers words by first appearance, apart in each space', () => {
  const table = createWordTable();
  const intern = (word: string, space: number): number => table.intern(word, 0, word.length, space);
  expect([intern('note', 1), intern('vault', 1), intern('NOTE', 1), intern('note', 2)]).toEqual([0, 1, 0, 2]);
  expect(table.text(1)).toBe('vault');
  expect(table.space(2)).toBe(2);
  expect(table.find('missing', 0, 7, 1)).toBe(-1);
});

test('a word table behaves as a map from word and space to a number', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '猫', '🚀'), maxLength: 4 }), fc.integer({ min: 0, max: 2 })), { maxLength: 200 }), (entries) => {
      const table = createWordTable();
      const model = new Map<string, number>();
      for (const [word, space] of entries) {
        const key = `${space}${word}`;
        if (!model.has(key)) model.set(key, model.size);
        expect(table.intern(`<${word}>`, 1, 1 + word.length, space)).toBe(model.get(key));
      }
      expect(table.count).toBe(model.size);
      for (const [key, id] of model) expect(`${table.space(id)}${table.text(id)}`).toBe(key);
    }),
  );
});

test('a word table keeps every word when it outgrows its arrays', () => {
  const table = createWordTable();
  for (let index = 0; index < 20_000; index++) table.intern(`word${index}`, 0, `word${index}`.length, 0);
  expect(table.count).toBe(20_000);
  expect(table.find('word19999', 0, 9, 0)).toBe(19_999);
  expect(table.text(12_345)).toBe('word12345');
});
