const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;

/**
 * xxHash32, seed 0, of the bytes from `start` up to `end` of a view: as good as CRC-32 at catching damage and several times
 * faster in plain JavaScript.
 * @returns an unsigned 32-bit number. @see https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */
export function checksum(view: DataView, start: number, end: number): number {
  const length = end - start;
  let offset = start;
  let hash: number;
  if (length >= 16) {
    let lane1 = (PRIME_1 + PRIME_2) | 0;
    let lane2 = PRIME_2 | 0;
    let lane3 = 0;
    let lane4 = -PRIME_1 | 0;
    for (const lastStart = end - 16; offset <= lastStart; offset += 16) {
      lane1 = mixLane(lane1, view.getInt32(offset, true));
      lane2 = mixLane(lane2, view.getInt32(offset + 4, true));
      lane3 = mixLane(lane3, view.getInt32(offset + 8, true));
      lane4 = mixLane(lane4, view.getInt32(offset + 12, true));
    }
    hash = (rotateLeft(lane1, 1) + rotateLeft(lane2, 7) + rotateLeft(lane3, 12) + rotateLeft(lane4, 18)) | 0;
  } else {
    hash = PRIME_5 | 0;
  }
  hash = (hash + length) | 0;
  for (; offset + 4 <= end; offset += 4) {
    hash = Math.imul(rotateLeft((hash + Math.imul(view.getInt32(offset, true), PRIME_3)) | 0, 17), PRIME_4);
  }
  for (; offset < end; offset++) {
    hash = Math.imul(rotateLeft((hash + Math.imul(view.getUint8(offset), PRIME_5)) | 0, 11), PRIME_1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mixLane(lane: number, word: number): number {
  return Math.imul(rotateLeft((lane + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1);
}

function rotateLeft(value: number, bitCount: number): number {
  return (value << bitCount) | (value >>> (32 - bitCount));
}
