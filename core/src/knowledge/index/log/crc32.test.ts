import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  // zlib 1.3: python3 -c 'import zlib; print(hex(zlib.crc32(b"...")))'
  ['', 0],
  ['a', 0xe8b7be43],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('crc32() of %j is zlib\'s', (text, expected) => {
  expect(crc32(bytesOf(text))).toBe(expected);
});

test('crc32() of parts, chained, is that of the whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (bytes, cut) => {
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(crc32(bytes));
    }),
  );
});

test('crc32() sees any single flipped bit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (bytes, position) => {
      const flipped = bytes.slice();
      flipped[(position >> 3) % bytes.length] ^= 1 << (position & 7);
      expect(crc32(flipped)).not.toBe(crc32(bytes));
    }),
  );
});
