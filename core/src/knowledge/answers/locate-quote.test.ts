import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineNumberAt } from './line-number.ts';
import { locateQuote } from './locate-quote.ts';

/** The words of `text` that a quote is taken for, `undefined` when it is not in it. */
const wordsFor = (text: string, quote: string) => {
  const place = locateQuote(text, quote);
  return place && text.slice(place.start, place.end);
};
const noteText = fc
  .array(fc.constantFrom('word', 'Größe', '漢字', 'שלום', '𝄞', '🙂', 'e\u0301', '**bold**', '[[a|b]]', '[x](y)', '\r\n', '\n', '\n- ', '# ', ' ', ', ', '. ', '“q”', '|', '```\n', '%%', '<b>', '\u200f', '\ud800'), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.join(''));

describe('locateQuote()', () => {
  test('finds every substring of a text letter by letter', () => {
    fc.assert(
      fc.property(noteText, fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % text.length, b % text.length].sort((x, y) => x - y) as [number, number];
        const quote = text.slice(start, end + 1);
        const place = locateQuote(text, quote, { near: { start, end: end + 1 } });
        expect(place).toEqual({ start, end: end + 1, exact: true });
      }),
    );
  });

  test('finds nothing that a changed text no longer says', () => {
    fc.assert(
      fc.property(noteText, fc.stringMatching(/^[a-z]{12}$/), (text, word) => {
        expect(locateQuote(text, word)).toBeUndefined();
        expect(wordsFor(`${text} ${word} ${text}`, word)).toBe(word);
      }),
    );
  });

  test('never throws, and returns ranges inside the text', () => {
    fc.assert(
      fc.property(noteText, fc.string({ maxLength: 40 }), (text, quote) => {
        const place = locateQuote(text, quote);
        if (place) expect(0 <= place.start && place.start < place.end && place.end <= text.length).toBe(true);
      }),
    );
  });

  test.each([
    ['white space', 'one  two\n three', 'one two three', 'one  two\n three'],
    ['quote marks', 'she said “it’s fine”', 'she said "it\'s fine"', 'she said “it’s fine'],
    ['dashes', 'a – dash', 'a - dash', 'a – dash'],
    ['case', 'The Whole Truth', 'the whole truth', 'The Whole Truth'],
    ['bold', 'this is **very important** here', 'this is very important here', 'this is **very important** here'],
    ['a link', 'see [the page](https://a.b/c_(d)) now', 'see the page now', 'see [the page](https://a.b/c_(d)) now'],
    ['a wikilink', 'open [[Settings#Sync|the settings]] first', 'open the settings first', 'open [[Settings#Sync|the settings]] first'],
    ['list marks', 'Do:\n- this\n- [ ] that\n1. more', 'Do: this that more', 'Do:\n- this\n- [ ] that\n1. more'],
    ['a callout', '> [!note] Mind\n> the gap', 'Mind the gap', 'Mind\n> the gap'],
    ['table bars', '| a | b |\n|---|---|\n| one | two |', 'a b one two', 'a | b |\n|---|---|\n| one | two'],
    ['composition', 'cafe\u0301 noir', 'caf\u00e9 noir', 'cafe\u0301 noir'],
    ['a soft hyphen', 'Donau\u00addampf', 'Donaudampf', 'Donau\u00addampf'],
    ['a full stop at its end', 'It costs four dollars a month', 'It costs four dollars a month.', 'It costs four dollars a month'],
    ['an ellipsis', 'First the long part, then much more of it, and last the short part.', 'First the long part … last the short part.', 'First the long part, then much more of it, and last the short part.'],
    ['Chinese without spaces', '我们在北京。下雨了', '北京。下雨', '北京。下雨'],
    ['a right-to-left text', 'לפני **שלום עולם** אחרי', 'לפני שלום עולם', 'לפני **שלום עולם'],
  ])('looks past %s', (_, text, quote, words) => {
    expect(wordsFor(text, quote)).toBe(words);
  });

  test.each([
    ['a word changed', 'It costs four dollars', 'It costs five dollars'],
    ['a word left out', 'It never costs four dollars', 'It costs four dollars'],
    ['half a word', 'concatenate Them', 'CAT'],
    ['only marks', 'a ** b', '*_*'],
    ['nothing', 'abc', ''],
    ['pieces in the wrong order', 'alpha beta gamma, then delta epsilon', 'delta epsilon … alpha beta gamma'],
    ['pieces far apart', `start of the text ${'x '.repeat(600)} end of the text`, 'start of the text … end of the text'],
  ])('does not take %s for the text', (_, text, quote) => {
    expect(wordsFor(text, quote)).toBeUndefined();
  });

  test('takes the place nearest to the passage', () => {
    const text = 'same words\n\nother\n\nSame Words\n\nsame words';
    expect(locateQuote(text, 'same words', { near: { start: 30, end: 40 } })?.start).toBe(31);
    expect(locateQuote(text, 'SAME WORDS', { near: { start: 18, end: 22 } })?.start).toBe(19);
  });
});

describe('lineNumberAt()', () => {
  test('counts every kind of line end once', () => {
    const text = 'a\nb\r\nc\rd🙂\n\nשלום';
    expect([...'abcd'].map((letter) => lineNumberAt(text, text.indexOf(letter)))).toEqual([1, 2, 3, 4]);
    expect(lineNumberAt(text, text.indexOf('ש'))).toBe(6);
    expect(lineNumberAt(text, 0)).toBe(1);
  });

  test('is one more than the line ends before the offset', () => {
    fc.assert(
      fc.property(noteText, fc.nat(), (text, at) => {
        const offset = at % (text.length + 1);
        // Inside a CRLF the line has not ended yet.
        const before = text[offset - 1] === '\r' && text[offset] === '\n' ? text.slice(0, offset - 1) : text.slice(0, offset);
        expect(lineNumberAt(text, offset)).toBe(before.split(/\r\n|\n|\r/).length);
      }),
    );
  });
});
