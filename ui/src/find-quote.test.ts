import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote } from './find-quote.ts';

test.each([
  ['a b a b', 'a b', 0, { start: 0, end: 3 }],
  ['a b a b', 'a b', 1, { start: 4, end: 7 }],
  ['a b', 'a b', 2, { start: 0, end: 3 }],
  ['one\r\ntwo', 'one\ntwo', 0, { start: 0, end: 8 }],
  ['(a.b) [c]* $', '[c]* $', 0, { start: 6, end: 12 }],
  ['text', 'absent', 0, undefined],
  ['text', '  ', 0, undefined],
])('findQuote(%j, %j, %i) is %j', (text, quote, from, place) => {
  expect(findQuote(text, quote, from)).toEqual(place);
});

test('findQuote() finds every stretch that was cut out of a text, and what it finds has the same words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (text, first, second) => {
      const [start, end] = [first % (text.length + 1), second % (text.length + 1)].sort((left, right) => left - right) as [number, number];
      const quote = text.slice(start, end);
      // A cut through a surrogate pair is no quote of anybody.
      fc.pre(quote.trim() !== '' && !/\p{Surrogate}/u.test(quote));
      const place = findQuote(text, quote, start);
      expect(place).toBeDefined();
      expect(text.slice(place!.start, place!.end).split(/\s+/)).toEqual(quote.trim().split(/\s+/));
    }),
  );
});
