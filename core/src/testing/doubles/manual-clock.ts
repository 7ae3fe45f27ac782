import { IzaError } from '../../foundation/index.ts';
import type { Clock } from '../../ports/index.ts';

/** A clock that stands still until it is advanced. */
export interface ManualClock extends Clock {
  /** Wakes every sleeper whose time has come, and lets what they do next happen. */
  advance(durationMs: number): Promise<void>;
  readonly sleeperCount: number;
}

export function createManualClock(startMs = 0): ManualClock {
  let nowMs = startMs;
  let sleepers: { wakeMs: number; wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep(durationMs, { signal } = {}) {
      return new Promise((resolve, reject) => {
        const sleeper = { wakeMs: nowMs + durationMs, wake: resolve };
        const stop = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(new IzaError('aborted', 'Stopped while waiting', { cause: signal?.reason }));
        };
        if (signal?.aborted) return stop();
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.push(sleeper);
      });
    },
    async advance(durationMs) {
      nowMs += durationMs;
      const due = sleepers.filter(({ wakeMs }) => wakeMs <= nowMs);
      sleepers = sleepers.filter(({ wakeMs }) => wakeMs > nowMs);
      for (const { wake } of due) wake();
      await settle();
    },
    get sleeperCount() {
      return sleepers.length;
    },
  };
}

/** Lets every promise that can go on do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
