/** Bytes that come by callback, for one reader. */
export interface ByteStream {
  push(bytes: Uint8Array): void;
  end(): void;
  read(): AsyncIterable<Uint8Array>;
}

export function createByteStream(): ByteStream {
  let queued: Uint8Array[] = [];
  let ended = false;
  let wake: (() => void) | undefined;
  return {
    push(bytes) {
      queued.push(bytes);
      wake?.();
    },
    end() {
      ended = true;
      wake?.();
    },
    async *read() {
      for (;;) {
        const taken = queued;
        queued = [];
        yield* taken;
        if (queued.length > 0) continue;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
