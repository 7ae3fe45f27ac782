import type { Clock } from '../../ports/index.ts';
import type { Journal } from './sync-pass.ts';

/** Appends while indexing goes on: one batch is on its way to the disk while the next is made. */
export interface FlushAhead {
  /** Begins an append when a batch is full, after the one before. @throws what the one before failed with */
  step(): Promise<void> | undefined;
  /** Resolves when nothing is on its way. @throws what it failed with */
  settle(): Promise<void>;
}

/** Records are appended together up to this much: a crash repeats at most two such batches, or what two seconds made. */
const batchBytes = 256 * 1024;
const batchMs = 1000;

export function createFlushAhead(journal: Journal, clock: Clock): FlushAhead {
  let writing: Promise<void> = Promise.resolve();
  let writingBytes = 0;
  let startedMs = clock.nowMs();

  async function begin(): Promise<void> {
    startedMs = clock.nowMs();
    await writing;
    writingBytes = journal.pendingBytes;
    writing = journal.flush().then(() => {
      writingBytes = 0;
    });
    // A failure is told by the next step, or when the pass settles.
    writing.catch(() => undefined);
  }

  return {
    step: () => (journal.pendingBytes - writingBytes >= batchBytes || clock.nowMs() - startedMs >= batchMs ? begin() : undefined),
    settle: () => writing,
  };
}
