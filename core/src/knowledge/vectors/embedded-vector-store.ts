import { throwIfAborted } from '../../foundation/index.ts';
import type { Int8EngineName } from '../../kernels/index.ts';
import type { BlobStore, VectorEntry, VectorHit, VectorStore } from '../../ports/index.ts';
import { MAX_ID_BYTES } from './id-table.ts';
import { dotLayered, encodeVector, type LayeredVector } from './vector-codec.ts';
import { openVectorLog } from './vector-log.ts';
import { decodeVectorRecord, encodePut, encodeRemove } from './vector-record.ts';
import { createVectorRows } from './vector-rows.ts';

/** What a status line can say about the store besides its vectors. */
export interface EmbeddedVectorStore extends VectorStore {
  readonly engine: Int8EngineName;
  /** Why the slower engine runs, `undefined` when the fast one does. */
  readonly fallbackReason: string | undefined;
  readonly residentBytes: number;
  readonly diskBytes: number;
  /** Damage found on opening: the vectors concerned are simply not there and will be embedded again. */
  readonly problems: readonly string[];
}

export interface EmbeddedVectorStoreOptions {
  readonly store: BlobStore;
  /** The folder of the shards in the store, one a model fingerprint. One process writes it at a time. */
  readonly name: string;
  readonly dimensionCount: number;
  readonly maxShardBytes?: number;
  /** When the log is larger than twice its present vectors and this, it is written anew. */
  readonly compactionSlackBytes?: number;
  readonly signal?: AbortSignal;
}

const COMPACTION_SLACK_BYTES = 5_000_000;

/** A search of a very large store that changes lets others run between its parts this many times, then runs through. */
const PAUSED_ATTEMPT_COUNT = 3;

/** Vectors that a compaction reads at a time. */
const COMPACTION_BATCH = 512;

/**
 * Vectors in the embedded engine: an int8 layer in memory that every query scans, and a second int8 layer on disk that
 * ranks the best rows as the floats would. 100,000 × 384 take 43 MB in memory and 81 MB on disk.
 * @throws IzaError `index-foreign-version` | `aborted`; RangeError when the folder holds another dimension
 */
export async function openEmbeddedVectorStore(options: EmbeddedVectorStoreOptions): Promise<EmbeddedVectorStore> {
  const { store, name, dimensionCount, maxShardBytes, compactionSlackBytes = COMPACTION_SLACK_BYTES, signal } = options;
  const rows = createVectorRows({ store, dimensionCount });
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let compactionCount = 0;
  let failedAtBytes = 0;
  let isClosed = false;
  let lastChange: Promise<unknown> = Promise.resolve();

  const log = await openVectorLog({
    store,
    name,
    maxShardBytes,
    signal,
    replay(window, start, place) {
      const record = decodeVectorRecord(window, start, start + place.sizeBytes, dimensionCount);
      if (record?.type === 'put') rows.put(record.id, record.layers, place);
      else if (record) rows.remove(record.id);
    },
  });

  function checkOpen(): void {
    if (isClosed) throw new TypeError(`Cannot use the vectors of ${name}: the store is closed`);
  }

  /** Changes run one after another, in the order of their calls. */
  function change(work: () => Promise<void>): Promise<void> {
    const result = lastChange.then(work);
    lastChange = result.catch(() => undefined);
    return result;
  }

  async function compactIfWorthwhile(): Promise<void> {
    if (log.sizeBytes < Math.max(2 * rows.liveBytes, failedAtBytes) + compactionSlackBytes) return;
    async function* livePuts(): AsyncGenerator<Uint8Array> {
      for (let first = 0; first < rows.rowCount; first += COMPACTION_BATCH) {
        const batch = Array.from({ length: Math.min(COMPACTION_BATCH, rows.rowCount - first) }, (_, index) => first + index);
        for (const { id, layers } of await rows.read(batch)) yield encodePut(id, layers);
      }
    }
    try {
      await log.replaceAll(livePuts(), (places) => {
        rows.relocate(places);
        compactionCount++;
      });
    } catch {
      // reason: the change itself is stored and the old log still holds everything; it is tried again when more is to be won
      failedAtBytes = log.sizeBytes;
    }
  }

  /** The hits, or `undefined` when a change came in between. Without `pause` the scan runs in one go, so that none can. */
  async function searchOnce(query: Float32Array, options: { topK: number; accept?: (id: string) => boolean; pause?: () => Promise<void> }): Promise<VectorHit[] | undefined> {
    const { topK, accept, pause } = options;
    const { changeCount } = rows;
    const candidates = rows.candidates(query, { topK, accept: accept && ((id) => accept(decoder.decode(id))) });
    let step = candidates.next();
    for (; !step.done; step = candidates.next()) {
      if (pause) await pause();
      if (rows.changeCount !== changeCount) return undefined;
    }
    const compactionCountBefore = compactionCount;
    try {
      const found = await rows.read(step.value);
      const hits = found.map(({ id, layers }) => ({ id: decoder.decode(id), similarity: dotLayered(query, layers) }));
      return hits.sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1)).slice(0, topK);
    } catch (error) {
      // A compaction took the shards away between the scan and the reading.
      if (compactionCount !== compactionCountBefore) return undefined;
      throw error;
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await lastChange;
  }

  return {
    dimensionCount,
    engine: rows.engine,
    fallbackReason: rows.fallbackReason,
    problems: log.problems,
    get count() {
      return rows.rowCount;
    },
    get residentBytes() {
      return rows.allocatedBytes;
    },
    get diskBytes() {
      return log.sizeBytes;
    },
    has: (id) => rows.has(encoder.encode(id)),
    async upsert(entries) {
      checkOpen();
      const puts = entries.map((entry) => encodeEntry(entry, dimensionCount));
      await change(async () => {
        const places = await log.append(puts.map(({ id, layers }) => encodePut(id, layers)));
        for (const [index, { id, layers }] of puts.entries()) rows.put(id, layers, places[index]);
        await compactIfWorthwhile();
      });
    },
    async remove(removedIds) {
      checkOpen();
      await change(async () => {
        const present = removedIds.map((id) => encoder.encode(id)).filter((id) => rows.has(id));
        await log.append(present.map(encodeRemove));
        for (const id of present) rows.remove(id);
        await compactIfWorthwhile();
      });
    },
    async search(query, { topK, accept, signal: searchSignal }) {
      checkOpen();
      const unit = unitQuery(query, dimensionCount);
      if (!Number.isInteger(topK) || topK < 0) throw new RangeError(`Cannot return the ${topK} nearest vectors: topK must be 0 or a positive integer`);
      if (topK === 0 || rows.rowCount === 0) return [];
      const pause = async () => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        throwIfAborted(searchSignal);
      };
      for (let attempt = 0; ; attempt++) {
        throwIfAborted(searchSignal);
        const hits = await searchOnce(unit, { topK, accept, pause: attempt < PAUSED_ATTEMPT_COUNT ? pause : undefined });
        if (hits) return hits;
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function encodeEntry({ id, vector }: VectorEntry, dimensionCount: number): { id: Uint8Array; layers: LayeredVector } {
  if (vector.length !== dimensionCount) throw new RangeError(`Cannot store a vector of ${vector.length} dimensions for "${id}": the store holds ${dimensionCount}`);
  const idBytes = new TextEncoder().encode(id);
  if (idBytes.length > MAX_ID_BYTES) throw new RangeError(`Cannot store a vector under an id of ${idBytes.length} bytes: at most ${MAX_ID_BYTES}`);
  return { id: idBytes, layers: encodeVector(vector) };
}

/** The query at unit length; the zero vector stays zero. */
function unitQuery(query: Float32Array, dimensionCount: number): Float32Array {
  if (query.length !== dimensionCount) throw new RangeError(`Cannot search with a vector of ${query.length} dimensions: the store holds ${dimensionCount}`);
  let squareSum = 0;
  for (let index = 0; index < query.length; index++) {
    const value = query[index];
    if (!Number.isFinite(value)) throw new RangeError(`Cannot search with a vector whose value ${index} is ${value}: every value must be finite`);
    squareSum += value * value;
  }
  const factor = squareSum === 0 ? 0 : 1 / Math.sqrt(squareSum);
  return query.map((value) => value * factor);
}
