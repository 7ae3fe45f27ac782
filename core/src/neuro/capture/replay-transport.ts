import type { Clock, Transport, TransportChunk } from '../../ports/index.ts';

export interface ReplayOptions {
  readonly description: string;
  /** How fast the board sent them: a Cyton 8250. Gives every byte its time. */
  readonly bytesPerSecond: number;
  /** Hands the bytes over when they are due; absent, as fast as they are taken, with the times that they would have had. */
  readonly clock?: Clock | undefined;
}

/** Recorded bytes as if a board sent them. What is written to it is heard by nobody: capture it with `handshake: false`. */
export function createReplayTransport(recorded: AsyncIterable<Uint8Array>, { description, bytesPerSecond, clock }: ReplayOptions): Transport {
  if (!(bytesPerSecond > 0)) throw new RangeError(`Cannot replay ${description} at ${bytesPerSecond} bytes a second: it must be more than 0`);
  let sentBytes = 0;
  let isClosed = false;
  const startedMs = clock?.nowMs() ?? 0;
  const dueMs = (): number => startedMs + (sentBytes / bytesPerSecond) * 1000;

  async function* readChunks(signal: AbortSignal | undefined): AsyncGenerator<TransportChunk> {
    for await (const bytes of recorded) {
      if (isClosed || signal?.aborted) return;
      sentBytes += bytes.length;
      const waitMs = clock ? dueMs() - clock.nowMs() : 0;
      if (clock && waitMs > 0) {
        try {
          await clock.sleep(waitMs, signal ? { signal } : {});
        } catch {
          return; // stopped
        }
      }
      yield { bytes, arrivalMs: dueMs() };
    }
  }

  return {
    description,
    nowMs: () => (clock ? clock.nowMs() : dueMs()),
    chunks: ({ signal } = {}) => readChunks(signal),
    write: async () => undefined,
    async close() {
      isClosed = true;
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
    },
  };
}
