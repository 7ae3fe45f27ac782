import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentHash, hashKey, sameHash } from './content-hash.ts';

/** Hash as the reference prints it: four little-endian words as numbers. */
const wordsOf = (text: string): string => {
  const view = new DataView(contentHash(new TextEncoder().encode(text)).buffer);
  return [0, 4, 8, 12].map((offset) => view.getUint32(offset, true).toString(16).padStart(8, '0')).join('');
};

test.each([
  // murmurhash3js-revisited 3.0.0: murmurHash3.x86.hash128(bytes); murmurhash3js itself has a known fault in its tail
  ['', '00000000000000000000000000000000'],
  ['I will not buy this record, it is scratched.', 'a0a9683b25ac5e40d9af2895890dddf5'],
])('contentHash() of %j is the reference\'s', (text, expected) => {
  expect(wordsOf(text)).toBe(expected);
});

test('contentHash() changes with any single bit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), fc.nat(), (bytes, position) => {
      const flipped = bytes.slice();
      flipped[(position >> 3) % bytes.length] ^= 1 << (position & 7);
      expect(sameHash(contentHash(flipped), contentHash(bytes))).toBe(false);
      expect(hashKey(contentHash(flipped))).not.toBe(hashKey(contentHash(bytes)));
    }),
  );
});

test('contentHash() does not depend on where the bytes lie', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(9), (bytes, shift) => {
      const moved = new Uint8Array(shift + bytes.length);
      moved.set(bytes, shift);
      expect(sameHash(contentHash(moved.subarray(shift)), contentHash(bytes))).toBe(true);
      expect(hashKey(contentHash(bytes))).toMatch(/^[0-9a-f]{32}$/);
    }),
  );
});
