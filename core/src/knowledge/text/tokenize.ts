import { asciiWord, asciiWordSteps } from './ascii-word.ts';
import { classOf, codePointClass, type CodePointClass, script, type Script, scriptOf } from './script.ts';
import { emptyHash, hashFactor, hashWord } from './word-table.ts';

/** Receives one word: `text[start, end)`, lower case except for ASCII capitals, which count as small letters. `hash` is its `hashWord`. */
export type WordSink = (text: string, start: number, end: number, script: Script, hash: number) => void;

/** Cuts text into words in reading order. Holds nothing but caches. */
export type Tokenizer = (text: string, sink: WordSink) => void;

/** Endings after an apostrophe that carry no meaning: the word before it stands alone (`it's`, `we'll`). */
const droppedEndings: ReadonlySet<string> = new Set(['s', 're', 've', 'll', 'd', 'm']);
/** Words that lose a vowel before an apostrophe (`l'eau`, `dell'arte`); shorter ones than three letters always count. */
const elidedWords: ReadonlySet<string> = new Set(['dell', 'nell', 'sull', 'dall', 'all', 'lorsqu', 'puisqu', 'jusqu', 'quelqu', 'quoiqu']);
const partPattern = /\p{Lu}+(?!\p{Ll}{2})(?:\p{Ll}(?!\p{Ll}))?|\p{Lu}?[\p{Ll}\p{Lo}\p{Lt}\p{Lm}\p{M}]+|\p{N}+/gu;
/** Words that had to be taken apart, kept because text repeats itself. */
const keptSpecialWords = 20_000;
const beyondAscii = /\P{ASCII}/u;

/**
 * Words of every script: NFKC, small letters, combining marks kept, identifiers in parts and whole (`readFile` → read, file, readfile),
 * overlapping pairs for scripts without spaces and for Hangul, whose particles stick to the word.
 */
export function createTokenizer(): Tokenizer {
  const bmpClasses = new Uint8Array(0x10000).fill(255);
  function classAt(codePoint: number): CodePointClass {
    if (codePoint > 0xffff) return classOf(codePoint);
    let known = bmpClasses[codePoint];
    if (known === 255) {
      known = classOf(codePoint);
      bmpClasses[codePoint] = known;
    }
    return known as CodePointClass;
  }

  const specialWords = new Map<string, readonly ReadWord[]>();
  function emitSpecial(written: string, sink: WordSink): void {
    let words = specialWords.get(written);
    if (!words) {
      words = readSpecialWord(written);
      if (specialWords.size >= keptSpecialWords) specialWords.clear();
      specialWords.set(written, words);
    }
    for (const { text, script: name, hash } of words) sink(text, 0, text.length, name, hash);
  }

  return function tokenize(original, sink) {
    const text = beyondAscii.test(original) ? original.normalize('NFKC') : original;
    const length = text.length;
    let index = 0;
    while (index < length) {
      const unit = text.charCodeAt(index);
      if (unit < 128) {
        // nearly all words are read here, together with their hash
        const start = index;
        let hash = emptyHash;
        let state: number = asciiWord.neutral;
        for (let code = unit; ; code = text.charCodeAt(index)) {
          state = code < 128 ? asciiWordSteps[state * 128 + code] : asciiWord.special;
          if (state >= asciiWord.ended) break;
          hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code + 32 : code), hashFactor);
          index++;
          if (index === length) break;
        }
        if (index === start) index++;
        else if (state === asciiWord.special) index = readWord(text, start, classAt, sink, emitSpecial);
        else sink(text, start, index, unit < 65 ? script.none : script.latin, hash);
        continue;
      }
      const codePoint = text.codePointAt(index)!;
      const kind = classAt(codePoint);
      const width = codePoint > 0xffff ? 2 : 1;
      if (kind === codePointClass.letter || kind === codePointClass.digit) index = readWord(text, index, classAt, sink, emitSpecial);
      else if (kind === codePointClass.gram) index = readGrams(text, index, classAt, sink);
      else {
        if (kind === codePointClass.pictograph) sink(text, index, index + width, script.pictograph, hashWord(text, index, index + width));
        index += width;
      }
    }
  };
}

type ClassAt = (codePoint: number) => CodePointClass;

/** Reads a run of letters, digits, marks and inner apostrophes and underscores. Returns where it ends. */
function readWord(text: string, start: number, classAt: ClassAt, sink: WordSink, emitSpecial: (written: string, sink: WordSink) => void): number {
  const length = text.length;
  let index = start;
  let plain = true;
  let afterSmall = false;
  let capitalRun = 0;
  for (; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 128) {
      if (unit >= 97 && unit <= 122) {
        // `XMLFile`, as opposed to `File`
        if (capitalRun > 1) plain = false;
        afterSmall = true;
        capitalRun = 0;
      } else if (unit >= 65 && unit <= 90) {
        if (afterSmall) plain = false;
        afterSmall = false;
        capitalRun++;
      } else if (unit >= 48 && unit <= 57) {
        afterSmall = false;
        capitalRun = 0;
      } else if (unit === 95 || unit === 39) {
        if (!continuesAfter(text, index + 1, classAt)) break;
        plain = false;
      } else break;
      continue;
    }
    const codePoint = text.codePointAt(index)!;
    const kind = classAt(codePoint);
    if (kind === codePointClass.apostrophe) {
      if (!continuesAfter(text, index + 1, classAt)) break;
    } else if (kind !== codePointClass.letter && kind !== codePointClass.digit && kind !== codePointClass.mark && kind !== codePointClass.joiner) break;
    plain = false;
    if (codePoint > 0xffff) index++;
  }
  if (plain) sink(text, start, index, firstScript(text, start), hashWord(text, start, index));
  else emitSpecial(text.slice(start, index), sink);
  return index;
}

function continuesAfter(text: string, index: number, classAt: ClassAt): boolean {
  const codePoint = text.codePointAt(index);
  if (codePoint === undefined) return false;
  const kind = classAt(codePoint);
  return kind === codePointClass.letter || kind === codePointClass.digit || codePoint === 95;
}

function firstScript(text: string, start: number): Script {
  const unit = text.charCodeAt(start);
  if (unit < 128) return unit < 65 ? script.none : script.latin;
  const codePoint = text.codePointAt(start)!;
  return /\p{N}/u.test(String.fromCodePoint(codePoint)) ? script.none : scriptOf(codePoint);
}

interface ReadWord {
  readonly text: string;
  readonly script: Script;
  readonly hash: number;
}

function wholeWord(written: string): ReadWord[] {
  const text = written.toLowerCase().replaceAll('ς', 'σ');
  return text.length > 0 ? [{ text, script: firstScript(text, 0), hash: hashWord(text, 0, text.length) }] : [];
}

/** The words of a run with an apostrophe, an inner capital, an underscore or a letter beyond ASCII. */
function readSpecialWord(written: string): ReadWord[] {
  const word = written.replaceAll(/\u00ad|\u200c|\u200d|\u2060|\u0640/g, '');
  const pieces = word.split(/['\u2019\u02bc\u02b9]/);
  if (pieces.length !== 2) return readIdentifier(pieces.join(''));
  const [before, after] = pieces as [string, string]; // reason: counted above
  const start = before.toLowerCase();
  const ending = after.toLowerCase();
  if (droppedEndings.has(ending)) return readIdentifier(before);
  const isElided = ending !== 't' && start !== 'o' && (before.length <= 2 || elidedWords.has(start));
  return isElided ? [...readIdentifier(before), ...readIdentifier(after)] : readIdentifier(before + after);
}

function readIdentifier(word: string): ReadWord[] {
  if (!/_|\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u.test(word)) return wholeWord(word);
  const parts: readonly string[] = word.match(partPattern) ?? [];
  return [...(parts.length > 1 ? parts.flatMap(wholeWord) : []), ...wholeWord(word.replaceAll(/^_+|_+$/g, ''))];
}

/** Reads a run of one unspaced script as overlapping pairs of letters, each with its marks; a lone letter stands for itself. */
function readGrams(text: string, start: number, classAt: ClassAt, sink: WordSink): number {
  const runScript = scriptOf(text.codePointAt(start)!);
  let before = -1;
  let current = start;
  let index = start;
  while (index < text.length) {
    const codePoint = text.codePointAt(index)!;
    const kind = classAt(codePoint);
    const isMark = kind === codePointClass.mark || kind === codePointClass.joiner;
    if (!isMark && (kind !== codePointClass.gram || scriptOf(codePoint) !== runScript)) break;
    if (!isMark && index > start) {
      if (before >= 0) sink(text, before, index, runScript, hashWord(text, before, index));
      before = current;
      current = index;
    }
    index += codePoint > 0xffff ? 2 : 1;
  }
  const last = before >= 0 ? before : current;
  sink(text, last, index, runScript, hashWord(text, last, index));
  return index;
}
