import type { NoteChange } from '@iza/core/ports';

/** A batch goes out after this much quiet … */
const quietMs = 60;
/** … but no change waits longer than this. */
const longestWaitMs = 180;
/** More changes without a second's pause are a storm: comparing the list costs less than reading so many notes one by one. */
const stormCount = 1000;
const pauseMs = 1000;
/** A storm is let pass for a while, as every rescan of its middle would be out of date. */
const stormLongestWaitMs = 1500;

/** Gathers changes of single notes into batches; the last word about a note counts. */
export interface ChangeBatcher {
  add(path: string, type: 'note-saved' | 'note-removed'): void;
  addRescan(): void;
  /** Ends `batches`, with the error if one is given. What was not yet sent is dropped. */
  end(error?: unknown): void;
  batches(): AsyncIterable<readonly NoteChange[]>;
}

export function createChangeBatcher(): ChangeBatcher {
  const byPath = new Map<string, NoteChange>();
  let rescan = false;
  let changeCount = 0;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let firstAtMs: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = false;
  let ended: { error: unknown } | undefined;
  let wake = (): void => undefined;

  function schedule(): void {
    const nowMs = performance.now();
    firstAtMs ??= nowMs;
    const longestMs = changeCount > stormCount ? stormLongestWaitMs : longestWaitMs;
    clearTimeout(timer);
    timer = setTimeout(() => {
      due = true;
      wake();
    }, Math.max(0, Math.min(quietMs, firstAtMs + longestMs - nowMs)));
  }

  function take(): NoteChange[] {
    const batch: NoteChange[] = rescan ? [{ type: 'rescan' }] : [...byPath.values()];
    byPath.clear();
    rescan = false;
    due = false;
    firstAtMs = undefined;
    return batch;
  }

  return {
    add(path, type) {
      const nowMs = performance.now();
      changeCount = nowMs - lastAtMs > pauseMs ? 1 : changeCount + 1;
      lastAtMs = nowMs;
      rescan ||= changeCount > stormCount;
      if (rescan) byPath.clear();
      else byPath.set(path, { type, path });
      schedule();
    },
    addRescan() {
      rescan = true;
      byPath.clear();
      schedule();
    },
    end(error) {
      ended ??= { error };
      clearTimeout(timer);
      wake();
    },
    async *batches() {
      for (;;) {
        if (ended) break;
        if (due) {
          yield take();
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (ended.error !== undefined) throw ended.error;
    },
  };
}
