import { expect, test } from 'vitest';
import { checksum } from './checksum.ts';

const hashOf = (bytes: Uint8Array) => checksum(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length).toString(16).padStart(8, '0');

// xxHash 0.8, xxh32sum with seed 0
test.each([
  ['', '02cc5d05'],
  ['a', '550d7456'],
  ['abc', '32d153ff'],
  ['Nobody inspects the spammish repetition', 'e2293b2f'],
])('checksum() of %j is that of xxHash32', (text, expected) => {
  expect(hashOf(new TextEncoder().encode(text))).toBe(expected);
});

test('checksum() reads only its range, at any alignment', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, index) => index * 7);
  for (let start = 0; start < 20; start++) {
    expect(checksum(new DataView(bytes.buffer), start, start + 70).toString(16).padStart(8, '0')).toBe(hashOf(bytes.slice(start, start + 70)));
  }
});
