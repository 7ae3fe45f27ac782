import { createInt8Matrix, quantizeToInt16, type Int8EngineName } from '../../kernels/index.ts';
import type { BlobStore } from '../../ports/index.ts';
import { findCandidates } from './find-candidates.ts';
import { createFineLayers } from './fine-layers.ts';
import { createIdTable } from './id-table.ts';
import { scanInParts } from './scan-in-parts.ts';
import type { LayeredVector } from './vector-codec.ts';
import type { RecordPlace } from './replay-shard.ts';
import { putSizeBytes } from './vector-record.ts';

/** Everything that is known of the vectors of a store, a row each. Rows move when others are removed: compare `changeCount`. */
export interface VectorRows {
  readonly rowCount: number;
  readonly engine: Int8EngineName;
  readonly fallbackReason: string | undefined;
  readonly allocatedBytes: number;
  /** Bytes that the present vectors need in the log. */
  readonly liveBytes: number;
  readonly changeCount: number;
  has(id: Uint8Array): boolean;
  put(id: Uint8Array, layers: LayeredVector, place: RecordPlace): void;
  /** No error when the id is not there. */
  remove(id: Uint8Array): void;
  /** The rows that may be among the `topK` most similar; pauses between the parts of a very large store. `query` is of unit length. */
  candidates(query: Float32Array, options: { topK: number; accept?: (id: Uint8Array) => boolean }): Generator<void, number[]>;
  /** The id and the whole vector of rows, in order. What is in memory is taken before the first wait. */
  read(rows: readonly number[]): Promise<{ id: Uint8Array; layers: LayeredVector }[]>;
  /** After a compaction: the new place of every row, in order. */
  relocate(places: readonly RecordPlace[]): void;
}

export function createVectorRows({ store, dimensionCount }: { store: BlobStore; dimensionCount: number }): VectorRows {
  const matrix = createInt8Matrix({ dimensionCount });
  const ids = createIdTable();
  const fineLayers = createFineLayers(store, dimensionCount);
  let largestStep = 0;
  let liveBytes = 0;
  let changeCount = 0;

  return {
    engine: matrix.engine,
    fallbackReason: matrix.fallbackReason,
    get rowCount() {
      return matrix.rowCount;
    },
    get allocatedBytes() {
      return matrix.allocatedBytes + ids.allocatedBytes + fineLayers.allocatedBytes;
    },
    get liveBytes() {
      return liveBytes;
    },
    get changeCount() {
      return changeCount;
    },
    has: (id) => ids.rowOf(id) !== -1,
    put(id, layers, place) {
      const step = layers.fineScale * 256;
      let row = ids.rowOf(id);
      if (row === -1) {
        row = ids.push(id);
        matrix.push(layers.coarse, step);
        liveBytes += place.sizeBytes;
      } else {
        matrix.set(row, layers.coarse, step);
      }
      fineLayers.set(row, layers.fine, place);
      largestStep = Math.max(largestStep, step);
      changeCount++;
    },
    remove(id) {
      const row = ids.rowOf(id);
      if (row === -1) return;
      ids.swapRemove(row);
      matrix.swapRemove(row);
      fineLayers.swapRemove(row);
      liveBytes -= putSizeBytes(id, dimensionCount);
      changeCount++;
    },
    candidates(query, { topK, accept }) {
      const quantized = new Int16Array(dimensionCount);
      const queryScale = quantizeToInt16(query, quantized);
      return findCandidates({
        topK,
        *scan(count) {
          const scored = yield* scanInParts(matrix, quantized, { count, accept: accept && ((row) => accept(ids.idAt(row))) });
          return scored.map(({ row, score }) => ({ row, score: score * queryScale }));
        },
        stepOf: (row) => matrix.scaleAt(row),
        largestStep,
      });
    },
    async read(rows) {
      const coarse = rows.map((row) => ({ id: ids.idAt(row).slice(), coarse: matrix.rowAt(row).slice(), fineScale: matrix.scaleAt(row) / 256 }));
      const fine = await fineLayers.read(rows);
      return coarse.map(({ id, ...layers }, index) => ({ id, layers: { ...layers, fine: fine[index] } }));
    },
    relocate: (places) => fineLayers.relocate(places),
  };
}
