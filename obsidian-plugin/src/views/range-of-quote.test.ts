import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeOfQuote } from './range-of-quote.ts';

test('rangeOfQuote() finds a quote within one line', () => {
  expect(rangeOfQuote('brown fox', 4, ['the quick', 'the brown fox runs'])).toEqual({ from: { line: 5, ch: 4 }, to: { line: 5, ch: 13 } });
});

test('rangeOfQuote() spans lines, whatever their ends were in the file', () => {
  expect(rangeOfQuote('quick\r\nthe brown', 0, ['the quick', 'the brown'])).toEqual({ from: { line: 0, ch: 4 }, to: { line: 1, ch: 9 } });
});

test.each([undefined, '', 'elsewhere'])('rangeOfQuote() gives nothing for %j', (quote) => {
  expect(rangeOfQuote(quote, 0, ['text'])).toBeUndefined();
});

const wordsOf = (text: string): string => text.trim().split(/\s+/).join(' ');

test('rangeOfQuote() marks the words of the quote, for any stretch of any lines', () => {
  const lines = fc.array(fc.stringMatching(/^[a-c ]{0,8}$/), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(lines, fc.nat(), fc.nat(), (given, first, second) => {
      const text = given.join('\n');
      const [start, end] = [first % (text.length + 1), second % (text.length + 1)].sort((a, b) => a - b) as [number, number];
      const quote = text.slice(start, end);
      const range = rangeOfQuote(quote, 0, given);
      if (quote.trim() === '') return range === undefined;
      const offsetOf = ({ line, ch }: { line: number; ch: number }): number => given.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + ch;
      return range !== undefined && wordsOf(text.slice(offsetOf(range.from), offsetOf(range.to))) === wordsOf(quote);
    }),
  );
});
