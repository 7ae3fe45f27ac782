import { IzaError, throwIfAborted } from '@iza/core/foundation';
import type { Clock } from '@iza/core/ports';

/** The platform's clock; works in a worker, where there is no `window`. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep(durationMs, { signal } = {}) {
    return new Promise((resolve, reject) => {
      throwIfAborted(signal);
      const timerId = self.setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, durationMs);
      const onAbort = (): void => {
        self.clearTimeout(timerId);
        reject(new IzaError('aborted', 'Stopped while waiting', { cause: signal?.reason }));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  },
};
