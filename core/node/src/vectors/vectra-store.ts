import { IzaError, throwIfAborted } from '@iza/core/foundation';
import type { VectorEntry, VectorHit, VectorStore } from '@iza/core/ports';
import type { FileStorage, LocalIndex } from 'vectra';
import { storageError } from '../storage/storage-error.ts';
import { writeBeside } from './write-beside.ts';

export interface VectraStoreOptions {
  /** A folder of its own, one a model fingerprint. */
  readonly folder: string;
  readonly dimensionCount: number;
}

/**
 * Vectors in a vectra index (one protobuf file that holds everything and is in memory while open). Each change writes the whole
 * file: give large batches. Meant for those who share the index with other vectra programs; the embedded store is the faster one.
 * @throws IzaError `index-corrupt`; RangeError when the folder holds another dimension
 */
export async function openVectraStore({ folder, dimensionCount }: VectraStoreOptions): Promise<VectorStore> {
  // reason: vectra loads a language model and an HTTP client, which nobody should pay for who does not use it
  const { LocalFileStorage, LocalIndex, ProtobufCodec } = await import('vectra');
  // vectra turns the error of a failed write into a string: the error itself says whether the disk is full.
  let writeError: unknown;
  const storage = createSafeStorage(new LocalFileStorage(), (error) => (writeError = error));
  const index = new LocalIndex(folder, undefined, storage, new ProtobufCodec());
  const ids = await readIds(index, { folder, dimensionCount });
  let isClosed = false;
  let lastChange: Promise<unknown> = Promise.resolve();

  function checkOpen(): void {
    if (isClosed) throw new TypeError(`Cannot use the vectors of ${folder}: the store is closed`);
  }

  /** One rewrite of the file for all of `work`; nothing of it stays when any of it fails. */
  function change(work: () => Promise<void>): Promise<void> {
    const result = lastChange.then(async () => {
      writeError = undefined;
      await index.beginUpdate();
      try {
        await work();
        await index.endUpdate();
      } catch (error) {
        index.cancelUpdate();
        throw storageError('save the vectra index', folder, writeError ?? error);
      }
    });
    lastChange = result.catch(() => undefined);
    return result;
  }

  async function close(): Promise<void> {
    isClosed = true;
    await lastChange;
  }

  return {
    dimensionCount,
    get count() {
      return ids.size;
    },
    has: (id) => ids.has(id),
    async upsert(entries) {
      checkOpen();
      for (const entry of entries) checkEntry(entry, dimensionCount);
      const items = entries.map(({ id, vector }) => ({ id: itemIdOf(id), vector: Array.from(vector), metadata: { id } }));
      await change(async () => {
        for (const item of items) await index.upsertItem(item);
      });
      for (const { metadata } of items) ids.add(metadata.id);
    },
    async remove(removedIds) {
      checkOpen();
      await change(() => index.deleteItems(removedIds.map(itemIdOf)));
      for (const id of removedIds) ids.delete(id);
    },
    async search(query, { topK, accept, signal }) {
      checkOpen();
      throwIfAborted(signal);
      checkVector(query, dimensionCount, 'search with');
      if (!Number.isInteger(topK) || topK < 0) throw new RangeError(`Cannot return the ${topK} nearest vectors: topK must be 0 or a positive integer`);
      if (topK === 0) return [];
      // vectra knows neither our filter nor an order of equal scores: it is asked for more until neither matters.
      for (let wanted = topK + 1; ; wanted *= 4) {
        const results = await index.queryItems(Array.from(query), '', wanted);
        throwIfAborted(signal);
        const hits = results
          .map(({ item, score }): VectorHit => ({ id: String(item.metadata['id']), similarity: score }))
          .filter(({ id }) => !accept || accept(id))
          .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
        const isSettled = hits.length >= topK && hits[topK - 1].similarity > results.at(-1)!.score;
        if (isSettled || results.length < wanted) return hits.slice(0, topK);
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** vectra takes an empty id for none and makes one up. */
const itemIdOf = (id: string): string => `iza:${id}`;

async function readIds(index: LocalIndex, { folder, dimensionCount }: VectraStoreOptions): Promise<Set<string>> {
  if (!(await index.isIndexCreated())) await index.createIndex({ version: 1 });
  const items = await index.listItems().catch((error: unknown) => {
    throw new IzaError('index-corrupt', `Cannot read the vectra index in ${folder}: it is damaged. Delete that folder to have its vectors made again.`, { cause: error });
  });
  const foreign = items.find(({ vector }) => vector.length !== dimensionCount);
  if (foreign) throw new RangeError(`Cannot open the vectra index in ${folder} with ${dimensionCount} dimensions: it holds vectors of ${foreign.vector.length}`);
  return new Set(items.map(({ metadata }) => String(metadata['id'])));
}

function checkEntry({ id, vector }: VectorEntry, dimensionCount: number): void {
  checkVector(vector, dimensionCount, `store "${id}" as`);
}

/** vectra cuts a wrong dimension silently, and a value that is not finite, or a vector without direction, spoils every later search. */
function checkVector(vector: Float32Array, dimensionCount: number, action: string): void {
  if (vector.length !== dimensionCount) throw new RangeError(`Cannot ${action} a vector of ${vector.length} dimensions: the store holds ${dimensionCount}`);
  if (!vector.every(Number.isFinite)) throw new RangeError(`Cannot ${action} a vector with a value that is not finite`);
  if (vector.every((value) => value === 0)) throw new RangeError(`Cannot ${action} the zero vector: vectra compares directions, and it has none`);
}

/** vectra's file storage, with files replaced as a whole. */
function createSafeStorage(base: FileStorage, onWriteError: (error: unknown) => void): FileStorage {
  return {
    createFile: (path, content) => base.createFile(path, content),
    createFolder: (path) => base.createFolder(path),
    deleteFile: (path) => base.deleteFile(path),
    deleteFolder: (path) => base.deleteFolder(path),
    getDetails: (path) => base.getDetails(path),
    listFiles: (path, filter) => base.listFiles(path, filter),
    pathExists: (path) => base.pathExists(path),
    readFile: (path) => base.readFile(path),
    upsertFile: (path, content) =>
      writeBeside(path, content).catch((error: unknown) => {
        onWriteError(error);
        throw error;
      }),
  };
}
