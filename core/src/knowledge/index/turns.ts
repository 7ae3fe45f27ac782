import type { Clock } from '../../ports/index.ts';

/** Hands the thread back to its host between pieces of work. */
export interface Turns {
  /** True once this turn has worked long enough: `if (turns.due()) await turns.next()`. Cheap. */
  due(): boolean;
  next(): Promise<void>;
}

/** Half a frame at 60 Hz: the host draws and handles input in the other half. */
const turnMs = 8;

export function createTurns(clock: Clock): Turns {
  let startMs = clock.nowMs();
  return {
    due: () => clock.nowMs() - startMs >= turnMs,
    async next() {
      await nextTask();
      startMs = clock.nowMs();
    },
  };
}

/** Runs a generator to its end, giving way between its steps. */
export async function runInTurns<Result>(work: Generator<unknown, Result, void>, turns: Turns): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (turns.due()) await turns.next();
  }
}

/** What some hosts have besides the web's own: Node, and Obsidian on a desk. */
interface HostGlobals {
  readonly setImmediate?: (callback: () => void) => unknown;
}

/** Comes after what the host has waiting and, unlike a timer, is not held back for 1 to 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { setImmediate } = globalThis as HostGlobals;
    if (setImmediate) {
      setImmediate(resolve);
      return;
    }
    if (typeof MessageChannel === 'undefined') {
      setTimeout(resolve, 0);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
