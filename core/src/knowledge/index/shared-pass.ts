import { IzaError, throwIfAborted } from '../../foundation/index.ts';

export interface PassContext<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Runs one pass at a time. A call of the same kind during a pass joins it; another kind waits for its end. */
export interface PassRunner<Progress, Report> {
  run(kind: string, pass: (context: PassContext<Progress>) => Promise<Report>, options?: Partial<PassContext<Progress>>): Promise<Report>;
  untilIdle(): Promise<void>;
  /** Stops the running pass and resolves when it ended. */
  stop(): Promise<void>;
}

interface RunningPass<Progress, Report> {
  readonly kind: string;
  readonly result: Promise<Report>;
  readonly controller: AbortController;
  readonly listeners: Set<(progress: Progress) => void>;
  callerCount: number;
}

export function createPassRunner<Progress, Report>(): PassRunner<Progress, Report> {
  let running: RunningPass<Progress, Report> | undefined;
  let stopped = false;

  function start(kind: string, pass: Parameters<PassRunner<Progress, Report>['run']>[1]): RunningPass<Progress, Report> {
    const controller = new AbortController();
    const listeners = new Set<(progress: Progress) => void>();
    const onProgress = (progress: Progress): void => {
      for (const listener of listeners) listener(progress);
    };
    const result = pass({ signal: controller.signal, onProgress }).finally(() => {
      if (running === started) running = undefined;
    });
    result.catch(() => undefined);
    const started: RunningPass<Progress, Report> = { kind, result, controller, listeners, callerCount: 0 };
    return started;
  }

  return {
    async run(kind, pass, { signal, onProgress } = {}) {
      throwIfAborted(signal);
      // oxlint-disable-next-line no-unmodified-loop-condition -- it changes while the loop waits
      while (running && (running.kind !== kind || running.controller.signal.aborted)) await running.result.catch(() => undefined);
      throwIfAborted(signal);
      if (stopped) throw new IzaError('aborted', 'Stopped: the index was closed.');
      running ??= start(kind, pass);
      const joined = running;
      joined.callerCount += 1;
      if (onProgress) joined.listeners.add(onProgress);
      // The pass stops when nobody waits for it any more.
      const leave = (): void => {
        if (onProgress) joined.listeners.delete(onProgress);
        joined.callerCount -= 1;
        if (joined.callerCount === 0) joined.controller.abort(signal?.reason);
      };
      if (!signal) return joined.result;
      return new Promise<Report>((resolve, reject) => {
        const onAbort = (): void => {
          leave();
          // The last caller waits for the pass to put its things in order.
          if (joined.callerCount > 0) reject(new IzaError('aborted', 'Stopped waiting for the index', { cause: signal.reason }));
        };
        signal.addEventListener('abort', onAbort, { once: true });
        joined.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
      });
    },
    async untilIdle() {
      // oxlint-disable-next-line no-unmodified-loop-condition -- it changes while the loop waits
      while (running) await running.result.catch(() => undefined);
    },
    async stop() {
      stopped = true;
      running?.controller.abort();
      await running?.result.catch(() => undefined);
    },
  };
}
