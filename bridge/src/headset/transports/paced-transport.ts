import { createChunkQueue } from './chunk-queue.ts';
import type { Transport } from '@iza/core/ports';

/** Something that makes bytes as time goes by: an emulated board, a file being replayed. */
export interface PacedSource {
  /** Takes what the host writes; returns what is answered at once. */
  receive(bytes: Uint8Array, nowMs: number): Uint8Array;
  /** What has become due up to `nowMs`; `undefined` once there will be no more. */
  bytesUntil(nowMs: number): Uint8Array | undefined;
}

export interface PacedTransportOptions {
  readonly description: string;
  /** How often due bytes are sent on. */
  readonly intervalMs?: number;
}

/** A source in this process as a transport: its bytes arrive when they are due. */
export function createPacedTransport(source: PacedSource, { description, intervalMs = 4 }: PacedTransportOptions): Transport {
  const queue = createChunkQueue();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const bytes = source.bytesUntil(nowMs);
    if (bytes) queue.push(bytes, nowMs);
    else {
      clearInterval(timer);
      queue.end();
    }
  }, intervalMs);
  const close = async (): Promise<void> => {
    clearInterval(timer);
    queue.end();
  };
  return {
    description,
    nowMs: () => performance.now(),
    chunks: (options) => queue.chunks(options),
    async write(bytes) {
      const nowMs = performance.now();
      queue.push(source.receive(bytes, nowMs), nowMs);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
