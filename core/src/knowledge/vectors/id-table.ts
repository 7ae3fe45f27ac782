/**
 * Ids of rows as bytes in flat memory with a hash table over them: a tenth of what 100,000 strings and a Map take.
 * Rows are dense and follow the matrix: a removal moves the last row into the gap.
 */
export interface IdTable {
  readonly rowCount: number;
  readonly allocatedBytes: number;
  /** The row of an id's bytes, -1 when it is not there. */
  rowOf(id: Uint8Array): number;
  /** The id's bytes in place. Valid until the next `push`. */
  idAt(row: number): Uint8Array;
  /** Adds an id that is not there yet and returns its row. */
  push(id: Uint8Array): number;
  swapRemove(row: number): void;
}

/** Longest id in bytes. */
export const MAX_ID_BYTES = 65_535;

const FREE = -1;
/** A slot whose id was removed: a search goes on behind it. */
const REMOVED = -2;
const MAX_FILL_RATIO = 0.5;

export function createIdTable(): IdTable {
  let bytes = new Uint8Array(4096);
  let usedBytes = 0;
  let liveBytes = 0;
  let starts = new Uint32Array(256);
  let sizes = new Uint16Array(256);
  let rowCount = 0;
  let slots = new Int32Array(512).fill(FREE);
  let occupiedSlotCount = 0;

  /** FNV-1a over the bytes. */
  function hashOf(key: Uint8Array): number {
    let hash = 0x811c9dc5;
    for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key[index], 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  function isAt(row: number, key: Uint8Array): boolean {
    if (sizes[row] !== key.length) return false;
    for (let index = 0, offset = starts[row]; index < key.length; index++, offset++) if (bytes[offset] !== key[index]) return false;
    return true;
  }

  const keyAt = (row: number) => bytes.subarray(starts[row], starts[row] + sizes[row]);

  function slotOf(key: Uint8Array): number {
    for (let slot = hashOf(key) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const row = slots[slot];
      if (row === FREE) return -1;
      if (row >= 0 && isAt(row, key)) return slot;
    }
  }

  function insertSlot(key: Uint8Array, row: number): void {
    let slot = hashOf(key) & (slots.length - 1);
    while (slots[slot] >= 0) slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] === FREE) occupiedSlotCount++;
    slots[slot] = row;
  }

  function rebuildSlots(): void {
    let size = 512;
    while (size * MAX_FILL_RATIO <= rowCount * 1.5) size *= 2;
    slots = new Int32Array(size).fill(FREE);
    occupiedSlotCount = 0;
    for (let row = 0; row < rowCount; row++) insertSlot(keyAt(row), row);
  }

  function reserveBytes(addedBytes: number): void {
    if (usedBytes + addedBytes <= bytes.length) return;
    const packed = new Uint8Array(Math.ceil((liveBytes + addedBytes) * 1.5));
    let offset = 0;
    for (let row = 0; row < rowCount; row++) {
      packed.set(keyAt(row), offset);
      starts[row] = offset;
      offset += sizes[row];
    }
    bytes = packed;
    usedBytes = offset;
  }

  function reserveRow(): void {
    if (rowCount < starts.length) return;
    const largerStarts = new Uint32Array(Math.ceil(starts.length * 1.5));
    const largerSizes = new Uint16Array(largerStarts.length);
    largerStarts.set(starts);
    largerSizes.set(sizes);
    starts = largerStarts;
    sizes = largerSizes;
  }

  return {
    get rowCount() {
      return rowCount;
    },
    get allocatedBytes() {
      return bytes.byteLength + starts.byteLength + sizes.byteLength + slots.byteLength;
    },
    rowOf(id) {
      const slot = slotOf(id);
      return slot === -1 ? -1 : slots[slot];
    },
    idAt: keyAt,
    push(key) {
      reserveBytes(key.length);
      reserveRow();
      const row = rowCount++;
      bytes.set(key, usedBytes);
      starts[row] = usedBytes;
      sizes[row] = key.length;
      usedBytes += key.length;
      liveBytes += key.length;
      if (occupiedSlotCount + 1 > slots.length * MAX_FILL_RATIO) rebuildSlots();
      else insertSlot(key, row);
      return row;
    },
    swapRemove(row) {
      const last = rowCount - 1;
      const removedSlot = slotOf(keyAt(row));
      const lastSlot = slotOf(keyAt(last));
      liveBytes -= sizes[row];
      slots[removedSlot] = REMOVED;
      if (row !== last) {
        slots[lastSlot] = row;
        starts[row] = starts[last]!;
        sizes[row] = sizes[last]!;
      }
      rowCount--;
    },
  };
}
