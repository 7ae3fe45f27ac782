import { IzaError } from '@iza/core/foundation';

/** A minute of 16 channels: a disk that is further behind will not catch up. */
const DEFAULT_LIMIT_BYTES = 4_000_000;

/** Work on one file, one piece after the other, asked for without waiting. */
export interface AppendQueue {
  /** @param bytes About how much memory the piece holds until it is done. */
  push(bytes: number, work: () => Promise<void>): void;
  /** Resolves with the first failure; after it nothing more is done. Never settles otherwise. */
  readonly failed: Promise<IzaError>;
  /** Resolves when everything is done or has failed. */
  settled(): Promise<void>;
}

export function createAppendQueue({ limitBytes = DEFAULT_LIMIT_BYTES }: { limitBytes?: number } = {}): AppendQueue {
  const failure = Promise.withResolvers<IzaError>();
  let hasFailed = false;
  let waitingBytes = 0;
  let tail: Promise<void> = Promise.resolve();

  function fail(cause: unknown): void {
    hasFailed = true;
    failure.resolve(cause instanceof IzaError ? cause : new IzaError('storage-failed', `Cannot go on writing the recording: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }));
  }

  return {
    failed: failure.promise,
    push(bytes, work) {
      if (hasFailed) return;
      if (waitingBytes + bytes > limitBytes) {
        fail(new IzaError('storage-failed', 'Cannot go on writing the recording: the disk is slower than the headset. What was written so far is kept.'));
        return;
      }
      waitingBytes += bytes;
      tail = tail.then(async () => {
        try {
          if (!hasFailed) await work();
        } catch (error) {
          fail(error);
        } finally {
          waitingBytes -= bytes;
        }
      });
    },
    settled: () => tail,
  };
}
