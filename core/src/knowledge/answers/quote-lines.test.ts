import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuoteLines } from './quote-lines.ts';

test.each([
  ['[1] "exact words"', [{ marker: 1, quote: 'exact words' }]],
  ['- [1]: “exact words”\n* **[12]** words', [{ marker: 1, quote: 'exact words' }, { marker: 12, quote: 'words' }]],
  ['1. "a"\n2) b\n3: c', [{ marker: 1, quote: 'a' }, { marker: 2, quote: 'b' }, { marker: 3, quote: 'c' }]],
  ['Passage 4: "a"', [{ marker: 4, quote: 'a' }]],
  ['[1] "over\ntwo lines"\n[2] x', [{ marker: 1, quote: 'over\ntwo lines' }, { marker: 2, quote: 'x' }]],
  ['```json\n[{"number": 2, "quote": "a \\"b\\""},\n{"n": "3", "quote": "c"}]\n```', [{ marker: 2, quote: 'a "b"' }, { marker: 3, quote: 'c' }]],
  ['[1] She said "yes" to it', [{ marker: 1, quote: 'She said "yes" to it' }]],
  ['[1] ""\n[2]', []],
  ['no entries here', []],
  ['', []],
])('parseQuoteLines() reads %j', (text, quotes) => {
  expect(parseQuoteLines(text)).toEqual(quotes);
});

test('parseQuoteLines() never throws', () => {
  const piece = fc.oneof(fc.constantFrom('[1]', '[99999]', '{', '}', '"', '{"n":1,"quote":"x"}', '{"n":{},"quote":[]}', '\n', ': '), fc.string());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      for (const { marker, quote } of parseQuoteLines(pieces.join(''))) expect(Number.isInteger(marker) && quote.length > 0).toBe(true);
    }),
  );
});
