import { IzaError, isAbort } from '../../foundation/index.ts';
import type { NoteChange, NoteSource } from '../../ports/index.ts';

/** What happened in some sources since the last batch. `undefined` changes ask to compare the whole source with the index. */
export interface SourceBatch {
  readonly source: NoteSource;
  readonly changes: readonly NoteChange[] | undefined;
}

/** More changes than this are cheaper to find by listing the source, which also notices a vault that is being taken away. */
const maxBatchChanges = 200;

/** Merges what the sources tell. Batches that arrive while the last is applied come together. Ends when the signal fires. */
export async function* followSources(sources: readonly NoteSource[], { signal }: { signal: AbortSignal }): AsyncGenerator<SourceBatch[], void, void> {
  const waiting = new Map<NoteSource, NoteChange[]>();
  let failure: unknown;
  let running = 0;
  let wake: () => void = () => undefined;

  async function watch(source: NoteSource): Promise<void> {
    try {
      for await (const changes of source.watch!({ signal })) {
        waiting.set(source, [...(waiting.get(source) ?? []), ...changes]);
        wake();
      }
    } catch (error) {
      if (!isAbort(error) && !signal.aborted) failure ??= error;
    } finally {
      running -= 1;
      wake();
    }
  }

  const watched = sources.filter((source) => source.watch);
  if (watched.length === 0) throw new IzaError('unsupported', 'Cannot follow the notes: none of the sources can be watched here. Index them again when they changed.');
  running = watched.length;
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort, { once: true });
  const watches = watched.map(watch);
  try {
    for (;;) {
      if (signal.aborted) return;
      if (waiting.size === 0) {
        if (failure !== undefined) throw failure;
        if (running === 0) return;
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const batches = [...waiting].map(([source, changes]) => ({ source, changes: changes.length > maxBatchChanges || changes.some(({ type }) => type === 'rescan') ? undefined : changes }));
      waiting.clear();
      yield batches;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (signal.aborted) await Promise.all(watches);
  }
}
