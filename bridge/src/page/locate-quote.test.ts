import { describe, expect, test } from 'vitest';
import { locateQuote } from './locate-quote.ts';

const shown = (text: string, place: Partial<Parameters<typeof locateQuote>[1]>) =>
  locateQuote(text, { startLine: undefined, endLine: undefined, quote: undefined, ...place })
    .filter(({ cited }) => cited)
    .map(({ number, text: line, quoted }) => [number, quoted ? line.slice(...quoted) : undefined]);

describe('locateQuote()', () => {
  test.each(['\n', '\r\n', '\r'])('finds a quote over several lines with line ends %j', (end) => {
    const text = ['one', 'two three', '', 'four five', 'six'].join(end);
    expect(shown(text, { startLine: 2, endLine: 4, quote: ['three', '', 'four'].join(end) })).toEqual([
      [2, 'three'],
      [3, undefined],
      [4, 'four'],
    ]);
  });

  test('prefers the occurrence at the cited line', () => {
    expect(shown('same\nother\nsame', { startLine: 3, quote: 'same' })).toEqual([[3, 'same']]);
    expect(shown('same\nother', { startLine: 2, quote: 'same' })).toEqual([[1, 'same']]);
  });

  test('falls back to the line numbers when the quote is gone', () => {
    expect(shown('a\nb\nc', { startLine: 2, endLine: 3, quote: 'changed since' })).toEqual([
      [2, undefined],
      [3, undefined],
    ]);
    expect(shown('a\nb', {})).toEqual([]);
  });
});
