import { setTimeout as wait } from 'node:timers/promises';
import { IzaError } from '@iza/core/foundation';
import type { Clock } from '@iza/core/ports';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  async sleep(durationMs, { signal } = {}) {
    try {
      await wait(durationMs, undefined, signal ? { signal } : {});
    } catch (error) {
      throw new IzaError('aborted', 'Stopped before the wait was over', { cause: error });
    }
  },
};
