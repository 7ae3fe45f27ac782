/** Writing systems that are treated differently when text is cut into words. */
export const script = {
  none: 0,
  latin: 1,
  cyrillic: 2,
  greek: 3,
  arabic: 4,
  hebrew: 5,
  devanagari: 6,
  armenian: 7,
  tamil: 8,
  /** Any other alphabet with words between spaces. */
  otherAlphabet: 9,
  /** Written without spaces: cut into overlapping pairs. */
  hanKana: 10,
  hangul: 11,
  southEastAsian: 12,
  /** A word of its own: emoji and other pictures. */
  pictograph: 13,
} as const;

export type Script = (typeof script)[keyof typeof script];

/** What one code point is to the tokenizer. */
export const codePointClass = { separator: 0, letter: 1, digit: 2, mark: 3, gram: 4, pictograph: 5, joiner: 6, apostrophe: 7, underscore: 8 } as const;

export type CodePointClass = (typeof codePointClass)[keyof typeof codePointClass];

const letterPattern = /\p{L}|\p{Nl}/u;
const digitPattern = /\p{Nd}|\p{No}/u;
const markPattern = /\p{M}/u;
const pictographPattern = /\p{Extended_Pictographic}/u;
const hanKanaPattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u30fc\u3005\u3006]/u;

/** First match wins; inclusive code point ranges of letters. @see https://www.unicode.org/Public/UNIDATA/Blocks.txt */
const scriptRanges: readonly (readonly [number, number, Script])[] = [
  [0x0000, 0x02ff, script.latin],
  [0x1e00, 0x1eff, script.latin],
  [0x0370, 0x03ff, script.greek],
  [0x1f00, 0x1fff, script.greek],
  [0x0400, 0x052f, script.cyrillic],
  [0x0530, 0x058f, script.armenian],
  [0x0590, 0x05ff, script.hebrew],
  [0x0600, 0x08ff, script.arabic],
  [0xfb50, 0xfeff, script.arabic],
  [0x0900, 0x097f, script.devanagari],
  [0x0b80, 0x0bff, script.tamil],
  [0x0e00, 0x0eff, script.southEastAsian],
  [0x1000, 0x109f, script.southEastAsian],
  [0x1780, 0x17ff, script.southEastAsian],
  [0x1100, 0x11ff, script.hangul],
  [0x3130, 0x318f, script.hangul],
  [0xac00, 0xd7ff, script.hangul],
  [0x2c60, 0x2c7f, script.latin],
  [0xa720, 0xa7ff, script.latin],
];

export function scriptOf(codePoint: number): Script {
  for (const [first, last, name] of scriptRanges) if (codePoint >= first && codePoint <= last) return name;
  return hanKanaPattern.test(String.fromCodePoint(codePoint)) ? script.hanKana : script.otherAlphabet;
}

export function classOf(codePoint: number): CodePointClass {
  if (codePoint === 0x27 || codePoint === 0x2019 || codePoint === 0x02bc || codePoint === 0x02b9) return codePointClass.apostrophe;
  if (codePoint === 0x5f) return codePointClass.underscore;
  // soft hyphen, zero-width joiner and non-joiner, word joiner, tatweel: inside a word and never part of it
  if (codePoint === 0xad || codePoint === 0x200c || codePoint === 0x200d || codePoint === 0x2060 || codePoint === 0x640) return codePointClass.joiner;
  const text = String.fromCodePoint(codePoint);
  if (hanKanaPattern.test(text)) return codePointClass.gram;
  if (letterPattern.test(text)) {
    const name = scriptOf(codePoint);
    return name === script.hangul || name === script.southEastAsian ? codePointClass.gram : codePointClass.letter;
  }
  if (digitPattern.test(text)) return codePointClass.digit;
  if (markPattern.test(text)) return codePointClass.mark;
  // digits, * and # carry Extended_Pictographic's sister property only; © ® ™ do carry it and are noise
  if (codePoint > 0x2122 && pictographPattern.test(text)) return codePointClass.pictograph;
  return codePointClass.separator;
}
