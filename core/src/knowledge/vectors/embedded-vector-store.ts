import { throwIfAborted } from '../../foundation/index.ts';
import { createInt8Matrix, quantizeToInt16, type Int8EngineName } from '../../kernels/index.ts';
import type { BlobStore, VectorEntry, VectorHit, VectorStore } from '../../ports/index.ts';
import { createFineLayers } from './fine-layers.ts';
import { findCandidates } from './find-candidates.ts';
import { createIdTable, MAX_ID_BYTES } from './id-table.ts';
import { scanInParts } from './scan-in-parts.ts';
import { dotLayered, encodeVector, type LayeredVector } from './vector-codec.ts';
import { openVectorLog, type RecordPlace } from './vector-log.ts';
import { decodeVectorRecord, encodePut, encodeRemove, putSizeBytes } from './vector-record.ts';

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
  /** The folder of the shards in the store, one a model fingerprint. */
  readonly name: string;
  readonly dimensionCount: number;
  readonly signal?: AbortSignal;
}

/** The log may hold this much that no longer counts before it is written anew. */
const COMPACTION_SLACK_BYTES = 5_000_000;

/** Searches of a very large store that changes let others run between their parts this many times, then run through. */
const PAUSED_ATTEMPT_COUNT = 3;

/**
 * Vectors in the embedded engine: an int8 layer in memory that every query scans, and a second int8 layer on disk that
 * ranks the best rows as the floats would. 100,000 × 384 take 39 MB in memory and 84 MB on disk.
 * @throws IzaError `index-foreign-version` | `aborted`; RangeError when the folder holds another dimension
 */
export async function openEmbeddedVectorStore(options: EmbeddedVectorStoreOptions): Promise<EmbeddedVectorStore> {
  const { store, name, dimensionCount, signal } = options;
  const matrix = createInt8Matrix({ dimensionCount });
  const ids = createIdTable();
  const fineLayers = createFineLayers(store, dimensionCount);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let largestFineScale = 0;
  let liveBytes = 0;
  let changeCount = 0;
  let compactionCount = 0;
  let isClosed = false;
  let lastChange: Promise<unknown> = Promise.resolve();

  const log = await openVectorLog({
    store,
    name,
    signal,
    replay(shard, place) {
      const record = decodeVectorRecord(shard, place.startBytes, place.startBytes + place.sizeBytes, dimensionCount);
      if (record?.type === 'put') put(record.id, record.layers, place);
      else if (record) forget(record.id);
    },
  });

  function put(id: Uint8Array, layers: LayeredVector, place: RecordPlace): void {
    changeCount++;
    const scale = layers.fineScale * 256;
    let row = ids.rowOf(id);
    if (row === -1) {
      row = ids.push(id);
      matrix.push(layers.coarse, scale);
      liveBytes += place.sizeBytes;
    } else {
      matrix.set(row, layers.coarse, scale);
    }
    fineLayers.set(row, layers.fine, place);
    largestFineScale = Math.max(largestFineScale, layers.fineScale);
  }

  function forget(id: Uint8Array): void {
    const row = ids.rowOf(id);
    if (row === -1) return;
    changeCount++;
    liveBytes -= putSizeBytes(id, dimensionCount);
    ids.swapRemove(row);
    matrix.swapRemove(row);
    fineLayers.swapRemove(row);
  }

  function checkOpen(): void {
    if (isClosed) throw new TypeError(`Cannot use the vectors of ${name}: the store is closed`);
  }

  function change(work: () => Promise<void>): Promise<void> {
    checkOpen();
    const result = lastChange.then(work);
    lastChange = result.catch(() => undefined);
    return result;
  }

  async function compactIfWorthwhile(): Promise<void> {
    if (log.sizeBytes < 2 * liveBytes + COMPACTION_SLACK_BYTES) return;
    async function* livePuts(): AsyncGenerator<Uint8Array> {
      for (let row = 0; row < matrix.rowCount; row++) {
        const [fine] = await fineLayers.read([row]);
        yield encodePut(ids.idAt(row), { coarse: matrix.rowAt(row), fine: fine!, fineScale: matrix.scaleAt(row) / 256 });
      }
    }
    const places = await log.replaceAll(livePuts());
    fineLayers.relocate(places);
    compactionCount++;
  }

  /**
   * The hits, or `undefined` when a change came in between. Without `pause` the scan runs in one go, so that nothing can.
   */
  async function searchOnce(query: Float32Array, { topK, accept, pause }: { topK: number; accept: ((id: string) => boolean) | undefined; pause?: () => Promise<void> }): Promise<VectorHit[] | undefined> {
    const startCount = changeCount;
    const quantized = new Int16Array(dimensionCount);
    const queryScale = quantizeToInt16(query, quantized);
    const acceptRow = accept && ((row: number) => accept(decoder.decode(ids.idAt(row))));
    const candidates = findCandidates({
      topK,
      *scan(count) {
        const scored = yield* scanInParts(matrix, quantized, { count, accept: acceptRow });
        return scored.map(({ row, score }) => ({ row, score: score * queryScale }));
      },
      stepOf: (row) => matrix.scaleAt(row),
      largestStep: largestFineScale * 256,
    });
    let step = candidates.next();
    while (!step.done) {
      if (pause) await pause();
      if (changeCount !== startCount) return undefined;
      step = candidates.next();
    }
    // Everything but the fine layers is taken before the next wait: a change meanwhile moves rows.
    const found = step.value.map((row) => ({ id: decoder.decode(ids.idAt(row)), coarse: matrix.rowAt(row).slice(), fineScale: matrix.scaleAt(row) / 256 }));
    const compactionCountBefore = compactionCount;
    try {
      const fine = await fineLayers.read(step.value);
      const hits = found.map(({ id, coarse, fineScale }, index) => ({ id, similarity: dotLayered(query, { coarse, fine: fine[index]!, fineScale }) }));
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
    engine: matrix.engine,
    fallbackReason: matrix.fallbackReason,
    problems: log.problems,
    get count() {
      return matrix.rowCount;
    },
    get residentBytes() {
      return matrix.allocatedBytes + ids.allocatedBytes + fineLayers.allocatedBytes;
    },
    get diskBytes() {
      return log.sizeBytes;
    },
    has: (id) => ids.rowOf(encoder.encode(id)) !== -1,
    upsert(entries) {
      checkOpen();
      const puts = entries.map((entry) => encodeEntry(entry, dimensionCount));
      return change(async () => {
        const places = await log.append(puts.map(({ id, layers }) => encodePut(id, layers)));
        for (const [index, { id, layers }] of puts.entries()) put(id, layers, places[index]!);
        await compactIfWorthwhile();
      });
    },
    remove: (removedIds) =>
      change(async () => {
        const present = removedIds.map((id) => encoder.encode(id)).filter((id) => ids.rowOf(id) !== -1);
        await log.append(present.map(encodeRemove));
        for (const id of present) forget(id);
        await compactIfWorthwhile();
      }),
    async search(query, { topK, accept, signal: searchSignal }) {
      checkOpen();
      const unit = unitQuery(query, dimensionCount);
      if (!Number.isInteger(topK) || topK < 0) throw new RangeError(`Cannot return the ${topK} nearest vectors: topK must be 0 or a positive integer`);
      if (topK === 0 || matrix.rowCount === 0) return [];
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
  for (const [index, value] of query.entries()) {
    if (!Number.isFinite(value)) throw new RangeError(`Cannot search with a vector whose value ${index} is ${value}: every value must be finite`);
    squareSum += value * value;
  }
  const factor = squareSum === 0 ? 0 : 1 / Math.sqrt(squareSum);
  return query.map((value) => value * factor);
}
