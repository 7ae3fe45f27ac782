/** Distinct words with dense ids in order of first appearance, kept as flat arrays. */
export interface WordTable {
  readonly count: number;
  /**
   * The id of `text[start, end)` under `space` (a number below 256 that keeps equal spellings apart, such as a language),
   * added when new. ASCII capitals count as small letters. Who has read the letters already gives their `hash`, as `hashWord` computes it.
   */
  intern(text: string, start: number, end: number, space: number, hash?: number): number;
  /** Like `intern`, -1 when the word is not there. */
  find(text: string, start: number, end: number, space: number, hash?: number): number;
  text(id: number): string;
  space(id: number): number;
  /** UTF-16 length. */
  length(id: number): number;
  codeUnit(id: number, index: number): number;
}

/** What the hash of a word begins with; `(hash ^ unit) * hashFactor`, modulo 2³², takes in one more letter (FNV-1a). */
export const emptyHash = 0x811c9dc5 | 0;
export const hashFactor = 0x01000193;

/** The hash of `text[start, end)`, ASCII capitals as small letters. */
export function hashWord(text: string, start: number, end: number): number {
  let hash = emptyHash;
  for (let index = start; index < end; index++) {
    let unit = text.charCodeAt(index);
    if (unit >= 65 && unit <= 90) unit += 32;
    hash = Math.imul(hash ^ unit, hashFactor);
  }
  return hash;
}

/** FNV-1a mixes its low bits poorly for short words. */
function mix(hash: number, space: number): number {
  let mixed = hash ^ Math.imul(space, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

export function createWordTable(): WordTable {
  let slots = new Int32Array(1 << 12).fill(-1);
  let units = new Uint16Array(1 << 14);
  let starts = new Int32Array(1 << 11);
  let hashes = new Int32Array(1 << 11);
  let spaces = new Uint8Array(1 << 11);
  let count = 0;
  let unitCount = 0;

  function equals(id: number, text: string, start: number, end: number): boolean {
    const from = starts[id];
    if (starts[id + 1] - from !== end - start) return false;
    for (let index = start, at = from; index < end; index++, at++) {
      let unit = text.charCodeAt(index);
      if (unit >= 65 && unit <= 90) unit += 32;
      if (units[at] !== unit) return false;
    }
    return true;
  }

  /** The slot that holds the word or the free one where it belongs. */
  function slotOf(hash: number, text: string, start: number, end: number, space: number): number {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = slots[slot];
      if (id < 0) return slot;
      if (hashes[id] === hash && spaces[id] === space && equals(id, text, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function growSlots(): void {
    const larger = new Int32Array(slots.length * 2).fill(-1);
    const mask = larger.length - 1;
    for (let id = 0; id < count; id++) {
      let slot = hashes[id] & mask;
      while (larger[slot] >= 0) slot = (slot + 1) & mask;
      larger[slot] = id;
    }
    slots = larger;
  }

  function append(hash: number, text: string, start: number, end: number, space: number): number {
    if (count + 2 > starts.length) {
      starts = grown(starts, new Int32Array(starts.length * 2));
      hashes = grown(hashes, new Int32Array(hashes.length * 2));
      spaces = grown(spaces, new Uint8Array(spaces.length * 2));
    }
    while (unitCount + end - start > units.length) units = grown(units, new Uint16Array(units.length * 2));
    for (let index = start; index < end; index++) {
      let unit = text.charCodeAt(index);
      if (unit >= 65 && unit <= 90) unit += 32;
      units[unitCount++] = unit;
    }
    hashes[count] = hash;
    spaces[count] = space;
    starts[count + 1] = unitCount;
    return count++;
  }

  return {
    get count() {
      return count;
    },
    intern(text, start, end, space, wordHash = hashWord(text, start, end)) {
      const hash = mix(wordHash, space);
      let slot = slotOf(hash, text, start, end, space);
      const known = slots[slot];
      if (known >= 0) return known;
      if (count * 2 >= slots.length) {
        growSlots();
        slot = slotOf(hash, text, start, end, space);
      }
      const id = append(hash, text, start, end, space);
      slots[slot] = id;
      return id;
    },
    find(text, start, end, space, wordHash = hashWord(text, start, end)) {
      return slots[slotOf(mix(wordHash, space), text, start, end, space)];
    },
    text(id) {
      return String.fromCharCode(...units.subarray(starts[id], starts[id + 1]));
    },
    space: (id) => spaces[id],
    length: (id) => starts[id + 1] - starts[id],
    codeUnit: (id, index) => units[starts[id] + index],
  };
}

function grown<Numbers extends Int32Array | Uint16Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
