/** Random numbers that are the same for the same seed on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1), 53 bits. */
  next(): number;
  /** Uniform integer in [0, count). @throws RangeError unless 1 ≤ count ≤ 2³² */
  integerBelow(count: number): number;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
  /** A generator of its own for a part of the work, so that one part's draws do not shift another's. */
  fork(label: string): SeededRandom;
}

/**
 * xoshiro128** seeded by splitmix32.
 * @param seed Any number or text; equal seeds give equal sequences.
 * @see Blackman, Vigna (2021), Scrambled Linear Pseudorandom Number Generators
 */
export function createSeededRandom(seed: number | string): SeededRandom {
  const name = String(seed);
  let mix = hashText(name);
  const nextSeed = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let value = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
    return (value ^ (value >>> 15)) | 0;
  };
  let a = nextSeed();
  let b = nextSeed();
  let c = nextSeed();
  let d = nextSeed() | 1; // never all zero: that state would stay zero for ever
  let spare: number | undefined;

  const nextUint32 = (): number => {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return scrambled >>> 0;
  };
  const next = (): number => ((nextUint32() >>> 5) * 67108864 + (nextUint32() >>> 6)) / 9007199254740992;

  return {
    next,
    integerBelow(count) {
      if (!(Number.isInteger(count) && count >= 1 && count <= 2 ** 32)) throw new RangeError(`Cannot draw an integer below ${count}: it must be a whole number from 1 to 2^32`);
      // Draws beyond the last whole multiple of `count` would favour small results.
      const limit = 2 ** 32 - (2 ** 32 % count);
      for (;;) {
        const value = nextUint32();
        if (value < limit) return value % count;
      }
    },
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      // Box-Muller; 1 - next() is never 0.
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angleRad = 2 * Math.PI * next();
      spare = radius * Math.sin(angleRad);
      return radius * Math.cos(angleRad);
    },
    fork: (label) => createSeededRandom(`${name}/${label}`),
  };
}

function rotateLeft(value: number, bitCount: number): number {
  return (value << bitCount) | (value >>> (32 - bitCount));
}

/** FNV-1a over UTF-16 code units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
