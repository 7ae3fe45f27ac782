/** Items that wait for the other side to ask; then the source is not asked for more. */
const BUFFER_ITEM_COUNT = 256;

export interface OutgoingStream {
  /** The other side wants the next batch. */
  pull(): void;
  /** Lets a producer that waits for room see its aborted signal. */
  wake(): void;
}

export interface StreamWire {
  readonly signal: AbortSignal;
  readonly sendItems: (items: unknown[], options: { done: boolean }) => void;
  readonly sendError: (error: unknown) => void;
}

/**
 * Sends an async iterable in batches, each only after a `pull`. While the other side is busy the source runs ahead by
 * one buffer at most, so a slow consumer holds a fast producer back and a fast consumer gets every item at once.
 * Once `signal` fires the iterable is returned, and an empty last batch says that it was cleaned up.
 */
export function startOutgoingStream(iterable: AsyncIterable<unknown>, { signal, sendItems, sendError }: StreamWire): OutgoingStream {
  let buffer: unknown[] = [];
  let wanted = false;
  let ended: { error?: unknown } | undefined;
  let onRoom: (() => void) | undefined;

  function flush(): void {
    if (!wanted || (buffer.length === 0 && !ended)) return;
    wanted = false;
    const items = buffer;
    buffer = [];
    onRoom?.();
    const failed = ended !== undefined && 'error' in ended;
    // What came before an error is delivered first.
    if (failed && items.length === 0) sendError(ended?.error);
    else sendItems(items, { done: ended !== undefined && !failed });
  }

  async function pump(): Promise<void> {
    try {
      for await (const item of iterable) {
        if (signal.aborted) break;
        buffer.push(item);
        flush();
        if (buffer.length >= BUFFER_ITEM_COUNT) {
          await new Promise<void>((resolve) => {
            onRoom = resolve;
          });
        }
        if (signal.aborted) break;
      }
      ended = {};
    } catch (error) {
      ended = { error };
    }
    if (signal.aborted) sendItems([], { done: true });
    else flush();
  }

  void pump();
  return {
    pull() {
      wanted = true;
      flush();
    },
    wake: () => onRoom?.(),
  };
}
