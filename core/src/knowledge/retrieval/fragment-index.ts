import type { WordTable } from '../text/index.ts';
import { inPieces } from './in-steps.ts';

/** Letters in a fragment. Words are framed by a mark at each end, so that beginnings and endings differ from middles. */
export const fragmentLength = 4;
const bucketBits = 17;
const frame = 0x5f;
/** A step of about three milliseconds. */
const wordsAStep = 8000;

/** Which words hold each fragment of four letters; fragments share a bucket now and then, which costs nothing but a little precision. */
export interface FragmentIndex {
  /** It covers the words `[firstWord, wordEnd)`. */
  readonly firstWord: number;
  readonly wordEnd: number;
  readonly starts: Int32Array;
  readonly words: Int32Array;
}

function bucketOf(hash: number): number {
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) >>> (32 - bucketBits);
}

/** Pairs of letters of an unspaced script, whose fragments are the single letters. */
function isGram(length: number, unitAt: (index: number) => number): boolean {
  const unit = unitAt(0);
  return length <= 8 && ((unit >= 0x0e00 && unit <= 0x0eff) || (unit >= 0x1000 && unit <= 0x11ff) || (unit >= 0x1780 && unit <= 0x17ff) || (unit >= 0x3005 && unit <= 0xd7ff));
}

/** Buckets of a word's fragments, written to `out`, which must hold its length + 2. Returns how many. */
export function fragmentsOf(length: number, unitAt: (index: number) => number, out: Int32Array): number {
  if (isGram(length, unitAt)) {
    for (let index = 0; index < length; index++) out[index] = bucketOf(unitAt(index));
    return length;
  }
  const framed = length + 2;
  const count = Math.max(1, framed - fragmentLength + 1);
  for (let start = 0; start < count; start++) {
    let hash = 0;
    for (let index = start; index < start + fragmentLength && index < framed; index++) {
      hash = Math.imul(hash, 0x01000193) ^ (index === 0 || index === framed - 1 ? frame : unitAt(index - 1));
    }
    out[start] = bucketOf(hash);
  }
  return count;
}

/** Words that are added meanwhile are left out. */
export function* buildFragmentIndexInSteps(table: WordTable, firstWord: number): Generator<void, FragmentIndex, void> {
  const wordEnd = table.count;
  const bucketCount = 1 << bucketBits;
  const starts = new Int32Array(bucketCount + 1);
  let longest = 0;
  for (let word = firstWord; word < wordEnd; word++) longest = Math.max(longest, table.length(word));
  const fragments = new Int32Array(longest + 2);
  yield* inPieces(firstWord, wordEnd, wordsAStep, (from, to) => {
    for (let word = from; word < to; word++) {
      const count = fragmentsOf(table.length(word), (index) => table.codeUnit(word, index), fragments);
      for (let index = 0; index < count; index++) starts[fragments[index] + 1]++;
    }
  });
  for (let bucket = 0; bucket < bucketCount; bucket++) starts[bucket + 1] += starts[bucket];
  const words = new Int32Array(starts[bucketCount]);
  const next = starts.slice();
  yield* inPieces(firstWord, wordEnd, wordsAStep, (from, to) => {
    for (let word = from; word < to; word++) {
      const count = fragmentsOf(table.length(word), (index) => table.codeUnit(word, index), fragments);
      for (let index = 0; index < count; index++) words[next[fragments[index]]++] = word;
    }
  });
  return { firstWord, wordEnd, starts, words };
}
