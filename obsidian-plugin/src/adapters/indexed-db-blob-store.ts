import { IzaError } from '@iza/core/foundation';
import type { BlobStore } from '@iza/core/ports';

const BLOBS = 'blobs';
const PIECES = 'pieces';
/** How long a lock is waited for: a plugin that is turned off and on again finds its own last worker still closing. */
const LOCK_WAIT_MS = 3000;

interface BlobRecord {
  readonly name: string;
  readonly sizeBytes: number;
  readonly pieceCount: number;
}

/**
 * Blobs in the browser's own database: one record of sizes a blob, its bytes in numbered pieces, so that an append writes only
 * what is new. Every method is one transaction, which a crash leaves done or undone. Works in a worker, on desktop and phone.
 */
export async function openIndexedDbBlobStore(databaseName: string, { lockWaitMs = LOCK_WAIT_MS } = {}): Promise<BlobStore & { close(): void }> {
  const database = await openDatabase(databaseName);

  /** Runs `act` in one transaction and resolves with its result once that is committed. */
  function inTransaction<T>(mode: IDBTransactionMode, durability: IDBTransactionDurability, act: (blobs: IDBObjectStore, pieces: IDBObjectStore) => Promise<T>): Promise<T> {
    const transaction = database.transaction([BLOBS, PIECES], mode, { durability });
    const committed = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(storageError(transaction.error));
    });
    const result = act(transaction.objectStore(BLOBS), transaction.objectStore(PIECES)).catch((error: unknown) => {
      // The request that failed has aborted the transaction already, unless the failure was not a request's.
      if (transaction.error === null) transaction.abort();
      throw storageError(error);
    });
    return Promise.all([result, committed]).then(([value]) => value);
  }

  const infoOf = async (blobs: IDBObjectStore, name: string): Promise<BlobRecord> =>
    ((await settled(blobs.get(name))) as BlobRecord | undefined) ?? { name, sizeBytes: 0, pieceCount: 0 };
  const piecesOf = (name: string): IDBKeyRange => IDBKeyRange.bound([name, 0], [name, Infinity]);

  return {
    async list(prefix = '') {
      const records = await inTransaction('readonly', 'default', (blobs) => settled(blobs.getAll()) as Promise<BlobRecord[]>);
      return records.filter(({ name }) => name.startsWith(prefix)).map(({ name, sizeBytes }) => ({ name, sizeBytes }));
    },
    read: (name) =>
      inTransaction('readonly', 'default', async (blobs, pieces) => {
        const held = (await settled(blobs.get(name))) as BlobRecord | undefined;
        return held && joined((await settled(pieces.getAll(piecesOf(name)))) as Uint8Array[], held.sizeBytes);
      }),
    write(name, bytes) {
      const copy = bytes.slice();
      return inTransaction('readwrite', 'strict', async (blobs, pieces) => {
        await settled(pieces.delete(piecesOf(name)));
        await settled(pieces.put(copy, [name, 0]));
        await settled(blobs.put({ name, sizeBytes: copy.byteLength, pieceCount: 1 } satisfies BlobRecord));
      });
    },
    append(name, bytes) {
      const copy = bytes.slice();
      // The database writes in order, so a later strict write makes this one durable too.
      return inTransaction('readwrite', 'relaxed', async (blobs, pieces) => {
        const held = await infoOf(blobs, name);
        await settled(pieces.put(copy, [name, held.pieceCount]));
        await settled(blobs.put({ name, sizeBytes: held.sizeBytes + copy.byteLength, pieceCount: held.pieceCount + 1 } satisfies BlobRecord));
      });
    },
    truncate: (name, sizeBytes) =>
      inTransaction('readwrite', 'strict', async (blobs, pieces) => {
        const held = await infoOf(blobs, name);
        if (sizeBytes >= held.sizeBytes) return;
        const bytes = joined((await settled(pieces.getAll(piecesOf(name)))) as Uint8Array[], held.sizeBytes);
        await settled(pieces.delete(piecesOf(name)));
        await settled(pieces.put(bytes.slice(0, sizeBytes), [name, 0]));
        await settled(blobs.put({ name, sizeBytes, pieceCount: 1 } satisfies BlobRecord));
      }),
    remove: (name) =>
      inTransaction('readwrite', 'strict', async (blobs, pieces) => {
        await settled(pieces.delete(piecesOf(name)));
        await settled(blobs.delete(name));
      }),
    lock: (name) => lockByName(`${databaseName}/${name}`, lockWaitMs),
    close: () => database.close(),
  };
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(BLOBS, { keyPath: 'name' });
    request.result.createObjectStore(PIECES);
  };
  return settled(request).catch((error: unknown) => {
    throw new IzaError('storage-failed', `Cannot open the index on this device: ${String(error)}. Choose "In the vault" for the index in IZA's settings.`, { cause: error });
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database gave no reason'));
  });
}

function joined(pieces: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

function storageError(error: unknown): IzaError {
  if (error instanceof IzaError) return error;
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return new IzaError(isFull ? 'storage-full' : 'storage-failed', isFull ? 'Cannot write the index: this device has no room left for it' : `Cannot write the index: ${String(error)}`, { cause: error });
}

/** @throws IzaError `index-busy` when another window still holds it after the wait */
async function lockByName(name: string, waitMs: number): Promise<AsyncDisposable> {
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let released: Promise<unknown> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    released = navigator.locks
      .request(name, { signal: AbortSignal.timeout(waitMs) }, () => {
        resolve();
        return held;
      })
      .catch(() => reject(new IzaError('index-busy', 'Cannot use the index: another window of this vault holds it. Close that window, or turn IZA off there.')));
  });
  return {
    async [Symbol.asyncDispose]() {
      release?.();
      await released;
    },
  };
}
