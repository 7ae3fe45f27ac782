import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokenizer } from './tokenize.ts';

const tokenize = createTokenizer();

function wordsOf(text: string): string[] {
  const words: string[] = [];
  tokenize(text, (source, start, end) => words.push(source.slice(start, end).toLowerCase()));
  return words;
}

describe('tokenize() cuts text of every script into words', () => {
  test.each([
    ['English', 'The Quick-brown fox, v2.0!', ['the', 'quick', 'brown', 'fox', 'v2', '0']],
    ['contractions lose what carries no meaning', "it's we'll don’t O'Brien o'clock", ['it', 'we', 'dont', 'o', 'brien', 'obrien', 'oclock']],
    ['French elision', "l'école d’Artagnan qu'il", ['l', 'école', 'd', 'artagnan', 'qu', 'il']],
    ['identifiers in parts and whole', 'readFile user_name HTMLParser __init__', ['read', 'file', 'readfile', 'user', 'name', 'user_name', 'html', 'parser', 'htmlparser', 'init']],
    ['plurals of abbreviations stay whole', 'PDFs URLs', ['pdfs', 'urls']],
    ['full-width forms are ordinary letters', 'ＡＢＣ１２３', ['abc123']],
    ['ligatures open', 'ﬁnal', ['final']],
    ['German', 'Größe der Straße', ['größe', 'der', 'straße']],
    ['Russian', 'Ёлка и ёж', ['ёлка', 'и', 'ёж']],
    ['Greek final sigma', 'ΛΟΓΟΣ λόγος', ['λογοσ', 'λόγοσ']],
    ['Arabic without tatweel', 'الـكتاب الجديد', ['الكتاب', 'الجديد']],
    ['Hebrew', 'שלום עולם', ['שלום', 'עולם']],
    ['Hindi keeps its vowel signs', 'भारत की राजधानी', ['भारत', 'की', 'राजधानी']],
    ['Persian joins over a zero-width non-joiner', 'می\u200cخواهم', ['میخواهم']],
    ['Chinese in pairs', '黑豹队的防守', ['黑豹', '豹队', '队的', '的防', '防守']],
    ['one Chinese letter', '猫', ['猫']],
    ['Japanese in pairs', '東京タワー', ['東京', '京タ', 'タワ', 'ワー']],
    ['Korean in pairs', '서울에서 왔다', ['서울', '울에', '에서', '왔다']],
    ['Thai pairs keep their marks', 'ที่นี่', ['ที่นี่']],
    ['Chinese beside Latin', '在iPhone上', ['在', 'i', 'phone', 'iphone', '上']],
    ['astral Han', '𠮷野家', ['𠮷野', '野家']],
    ['emoji are words', 'done ✅ 🚀', ['done', '✅', '🚀']],
    ['lone surrogates are nothing', 'a\ud800b', ['a', 'b']],
    ['nothing', ' \n\t—…', []],
  ])('%s', (_, text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test('tokenize() takes any string, and yields words that hold a letter, digit or picture', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const word of wordsOf(text)) expect(word).toMatch(/[\p{L}\p{N}\p{Extended_Pictographic}]/u);
      }),
    );
  });

  test('tokenize() yields the same for composed and decomposed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('é', 'ü', 'ñ', 'a', 'ก', 'ม', ' ', 'й', 'が', '각'), maxLength: 20 }), (text) => {
        expect(wordsOf(text.normalize('NFD'))).toEqual(wordsOf(text.normalize('NFC')));
      }),
    );
  });

  test('tokenize() of two texts with a line between them is that of each', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }), (left, right) => {
        expect(wordsOf(`${left}\n${right}`)).toEqual([...wordsOf(left), ...wordsOf(right)]);
      }),
    );
  });
});
