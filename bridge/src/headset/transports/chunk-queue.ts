import { throwIfAborted, type IzaError } from '@iza/core/foundation';
import type { TransportChunk } from '@iza/core/ports';

/** Hands bytes that arrive by callback to one reader, in order. */
export interface ChunkQueue {
  push(bytes: Uint8Array, arrivalMs: number): void;
  /** The reader gets what is queued, then the end. */
  end(): void;
  /** The reader gets what is queued, then this error. */
  fail(error: IzaError): void;
  /** Undefined while open, `true` after a regular end, the error after a failure. */
  readonly outcome: IzaError | true | undefined;
  /** May be read once. @throws IzaError `aborted`, or what `fail` was given */
  chunks(options?: { signal?: AbortSignal | undefined }): AsyncIterable<TransportChunk>;
}

export function createChunkQueue(): ChunkQueue {
  let queued: TransportChunk[] = [];
  let outcome: IzaError | true | undefined;
  let wake: (() => void) | undefined;
  let isRead = false;

  function settle(result: IzaError | true): void {
    outcome ??= result;
    wake?.();
  }

  async function* read(signal: AbortSignal | undefined): AsyncGenerator<TransportChunk> {
    const onAbort = (): void => wake?.();
    signal?.addEventListener('abort', onAbort);
    try {
      for (;;) {
        throwIfAborted(signal);
        const taken = queued;
        queued = [];
        yield* taken;
        if (queued.length > 0) continue;
        if (outcome === true) return;
        if (outcome) throw outcome;
        await new Promise<void>((resolve) => {
          wake = resolve;
          // It may have fired while the reader was busy with the last chunk.
          if (signal?.aborted) resolve();
        });
        wake = undefined;
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  return {
    push(bytes, arrivalMs) {
      if (outcome !== undefined || bytes.length === 0) return;
      queued.push({ bytes, arrivalMs });
      wake?.();
    },
    end: () => settle(true),
    fail: (error) => settle(error),
    get outcome() {
      return outcome;
    },
    chunks({ signal } = {}) {
      if (isRead) throw new RangeError('Cannot read the chunks of a transport twice: they are gone once read');
      isRead = true;
      return read(signal);
    },
  };
}
