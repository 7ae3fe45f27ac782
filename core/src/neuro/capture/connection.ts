import { IzaError, throwIfAborted } from '../../foundation/index.ts';
import type { Clock, Transport, TransportChunk } from '../../ports/index.ts';
import { createInbox } from './inbox.ts';

/** What a connection has to tell. */
export type ConnectionItem =
  | { readonly type: 'chunk'; readonly chunk: TransportChunk }
  /** Nothing came for `silentMs`; repeated while it lasts. */
  | { readonly type: 'silence'; readonly silentMs: number }
  | { readonly type: 'end'; readonly reason: string }
  /** Somebody called `wake()`: there is something to do that does not come from the wire. */
  | { readonly type: 'wake' };

/** A transport being read, with a watch on its silence. */
export interface Connection {
  readonly transport: Transport;
  next(): Promise<ConnectionItem>;
  /** Makes `next()` return where it waits. */
  wake(): void;
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** How often silence is looked at. */
export const TICK_MS = 50;

export function openConnection(transport: Transport, { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined }): Connection {
  const inbox = createInbox<ConnectionItem>();
  const closing = new AbortController();
  const stop = () => closing.abort(signal?.reason);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  let silentMs = 0;
  let isClosed = false;

  async function read(): Promise<void> {
    let reason = `${transport.description} was closed by the other side`;
    try {
      for await (const chunk of transport.chunks({ signal: closing.signal })) {
        if (chunk.bytes.length === 0) continue;
        silentMs = 0;
        inbox.put({ type: 'chunk', chunk });
        await inbox.room();
      }
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    inbox.put({ type: 'end', reason });
  }

  async function watch(): Promise<void> {
    try {
      for (;;) {
        await clock.sleep(TICK_MS, { signal: closing.signal });
        silentMs += TICK_MS;
        // A busy taker has other things to do than to hear of silence.
        if (inbox.isWaiting) inbox.put({ type: 'silence', silentMs });
      }
    } catch {
      // Closed: the watch is over.
    }
  }

  void read();
  void watch();
  return {
    transport,
    async next() {
      const item = await inbox.take();
      throwIfAborted(signal);
      return item;
    },
    wake() {
      if (inbox.isWaiting) inbox.put({ type: 'wake' });
    },
    async write(text) {
      if (isClosed) throw new IzaError('headset-lost', `Cannot send to ${transport.description}: it was closed`);
      await transport.write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      signal?.removeEventListener('abort', stop);
      closing.abort();
      await transport.close();
    },
  };
}
