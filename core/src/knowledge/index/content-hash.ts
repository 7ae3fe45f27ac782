/**
 * 128 bits that stand for content: MurmurHash3 x86_128, seed 0. Enough to tell a person's notes apart (one chance in 10²⁷ for a
 * million notes) and about five times as fast in plain JavaScript as a cryptographic hash; nothing here guards against forgery.
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 */
export function contentHash(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeEnd = bytes.length & ~15;
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  for (let index = 0; index < wholeEnd; index += 16) {
    h1 ^= scramble(view.getInt32(index, true), c1, 15, c2);
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= scramble(view.getInt32(index + 4, true), c2, 16, c3);
    h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= scramble(view.getInt32(index + 8, true), c3, 17, c4);
    h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= scramble(view.getInt32(index + 12, true), c4, 18, c1);
    h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  h4 ^= scramble(tailWord(bytes, wholeEnd + 12), c4, 18, c1);
  h3 ^= scramble(tailWord(bytes, wholeEnd + 8), c3, 17, c4);
  h2 ^= scramble(tailWord(bytes, wholeEnd + 4), c2, 16, c3);
  h1 ^= scramble(tailWord(bytes, wholeEnd), c1, 15, c2);

  h1 ^= bytes.length;
  h2 ^= bytes.length;
  h3 ^= bytes.length;
  h4 ^= bytes.length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h3 = finish(h3);
  h4 = finish(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  const hash = new Uint8Array(16);
  writeWord(hash, 0, h1);
  writeWord(hash, 4, h2 + h1);
  writeWord(hash, 8, h3 + h1);
  writeWord(hash, 12, h4 + h1);
  return hash;
}

/** Sixteen bytes as 32 hexadecimal digits: a key for maps and vector stores. */
export function hashKey(hash: Uint8Array): string {
  let key = '';
  for (const byte of hash) key += hexOfByte[byte];
  return key;
}

export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

const c1 = 0x239b961b;
const c2 = 0xab0e9789 | 0;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93 | 0;
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Up to four bytes from `start`, as a little-endian number; what is past the end counts as zero. */
function tailWord(bytes: Uint8Array, start: number): number {
  let word = 0;
  for (let index = Math.min(start + 4, bytes.length) - 1; index >= start; index -= 1) word = (word << 8) | bytes[index];
  return word;
}

function writeWord(out: Uint8Array, start: number, word: number): void {
  out[start] = word;
  out[start + 1] = word >>> 8;
  out[start + 2] = word >>> 16;
  out[start + 3] = word >>> 24;
}

function scramble(word: number, before: number, bits: number, after: number): number {
  return Math.imul(rotate(Math.imul(word, before), bits), after);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finish(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
