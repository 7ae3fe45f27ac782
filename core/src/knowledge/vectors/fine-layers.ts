import { IzaError } from '../../foundation/index.ts';
import type { BlobStore } from '../../ports/index.ts';
import type { RecordPlace } from './replay-shard.ts';
import { fineOffsetOf } from './vector-record.ts';

/** The fine layers of all rows. They are needed for the few rows of a rescoring, so they stay on disk where it can be read in ranges. */
export interface FineLayers {
  readonly allocatedBytes: number;
  /** Sets the fine layer of a row that exists or is the next. */
  set(row: number, fine: Int8Array, place: RecordPlace): void;
  swapRemove(row: number): void;
  /** One layer a row, in order. All rows are looked up before the first wait. */
  read(rows: readonly number[]): Promise<Int8Array[]>;
  /** After a compaction: the new place of every row, in order. */
  relocate(places: readonly RecordPlace[]): void;
}

/** At some microseconds each, a fraction of what a frame takes. */
const READS_AT_ONCE = 500;

export function createFineLayers(store: BlobStore, dimensionCount: number): FineLayers {
  return store.readInto ? createStoredFineLayers(store, dimensionCount) : createMemoryFineLayers(dimensionCount);
}

/** Keeps only where each layer lies. @throws IzaError `index-corrupt` from `read` when a shard is gone or cut */
function createStoredFineLayers(store: BlobStore, dimensionCount: number): FineLayers {
  const fineOffset = fineOffsetOf(dimensionCount);
  let shardNames: string[] = [];
  let shards = new Uint32Array(256);
  let starts = new Uint32Array(256);
  let rowCount = 0;

  function set(row: number, place: RecordPlace): void {
    if (row === shards.length) {
      const larger = Math.ceil(shards.length * 1.5);
      shards = grown(shards, larger);
      starts = grown(starts, larger);
    }
    if (shardNames.at(-1) !== place.shardName) shardNames.push(place.shardName);
    shards[row] = shardNames.length - 1;
    starts[row] = place.startBytes + fineOffset;
    if (row === rowCount) rowCount++;
  }

  async function readLayer({ name, startBytes }: { name: string; startBytes: number }): Promise<Int8Array> {
    const bytes = new Uint8Array(dimensionCount);
    const readBytes = await store.readInto!(name, startBytes, bytes);
    if (readBytes !== dimensionCount) throw new IzaError('index-corrupt', `Cannot read a vector from ${name}: the file is gone or shorter than it was. Reopen the index.`);
    return new Int8Array(bytes.buffer);
  }

  return {
    get allocatedBytes() {
      return shards.byteLength + starts.byteLength;
    },
    set: (row, _fine, place) => set(row, place),
    swapRemove(row) {
      rowCount--;
      shards[row] = shards[rowCount]!;
      starts[row] = starts[rowCount]!;
    },
    async read(rows) {
      const places = rows.map((row) => ({ name: shardNames[shards[row]], startBytes: starts[row] }));
      const layers: Int8Array[] = [];
      for (let first = 0; first < places.length; first += READS_AT_ONCE) {
        // A store may read at once, without a wait: a long list must not keep a host from its work.
        if (first > 0) await new Promise((resolve) => setTimeout(resolve, 0));
        layers.push(...(await Promise.all(places.slice(first, first + READS_AT_ONCE).map(readLayer))));
      }
      return layers;
    },
    relocate(places) {
      shardNames = [];
      rowCount = 0;
      for (const place of places) set(rowCount, place);
    },
  };
}

/** For a store that reads only whole blobs: twice the memory, no reads. */
function createMemoryFineLayers(dimensionCount: number): FineLayers {
  const layers: Int8Array[] = [];
  return {
    get allocatedBytes() {
      return layers.length * dimensionCount;
    },
    set(row, fine) {
      layers[row] = fine.slice();
    },
    swapRemove(row) {
      const last = layers.pop()!;
      if (row < layers.length) layers[row] = last;
    },
    read: async (rows) => rows.map((row) => layers[row]),
    relocate: () => undefined,
  };
}

function grown(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
