import type { Clock } from '../../ports/index.ts';
import type { Journal } from './sync-pass.ts';

/** Appends while indexing goes on: one batch is on its way to the disk while the next is made. */
export interface FlushAhead {
  /** Begins an append when a batch is full; waits when the disk falls behind. @throws what the append before failed with */
  step(): Promise<void> | undefined;
  /** Resolves when nothing is on its way. @throws what it failed with */
  settle(): Promise<void>;
}

/** Records are appended together from this much on, and whatever there is after `batchMs`: a crash repeats so much. */
const batchBytes = 64 * 1024;
const batchMs = 1000;
/** Made while the disk is still at the batch before: more is waited for. */
const waitingBytes = 256 * 1024;

export function createFlushAhead(journal: Journal, clock: Clock): FlushAhead {
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let writingBytes = 0;
  let startedMs = clock.nowMs();

  async function begin(): Promise<void> {
    startedMs = clock.nowMs();
    await writing;
    isWriting = true;
    writingBytes = journal.pendingBytes;
    writing = journal.flush().finally(() => {
      isWriting = false;
      writingBytes = 0;
    });
    // A failure is told by the next step, or when the pass settles.
    writing.catch(() => undefined);
  }

  return {
    step() {
      const freshBytes = journal.pendingBytes - writingBytes;
      const isFull = freshBytes >= (isWriting ? waitingBytes : batchBytes);
      return isFull || clock.nowMs() - startedMs >= batchMs ? begin() : undefined;
    },
    settle: () => writing,
  };
}
