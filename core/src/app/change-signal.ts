/** Tells waiters that something changed. Changes between two waits are one. */
export interface ChangeSignal {
  notify(): void;
  /** Resolves at the next change, at once when one came since the last `next` of this reader, and when the signal fires. */
  reader(): { next(signal: AbortSignal): Promise<void> };
}

export function createChangeSignal(): ChangeSignal {
  let changeCount = 0;
  const waiters = new Set<() => void>();
  return {
    notify() {
      changeCount++;
      for (const wake of waiters) wake();
    },
    reader() {
      let seenCount = changeCount;
      return {
        async next(signal) {
          if (seenCount === changeCount && !signal.aborted) {
            await new Promise<void>((resolve) => {
              const wake = (): void => {
                waiters.delete(wake);
                signal.removeEventListener('abort', wake);
                resolve();
              };
              waiters.add(wake);
              signal.addEventListener('abort', wake, { once: true });
            });
          }
          seenCount = changeCount;
        },
      };
    },
  };
}
