import { isAbort, throwIfAborted } from '../../foundation/index.ts';
import type { NoteSource } from '../../ports/index.ts';
import type { Exclusion } from './exclusion.ts';
import type { FileStamp, IndexedNote, SkipCause } from './index-record.ts';
import { fileKey, type IndexState, type SkippedEntry } from './index-state.ts';
import type { Turns } from './turns.ts';

/** What stands between the index and the sources. */
export interface ChangeList {
  /** Files whose bytes must be looked at. */
  readonly reads: readonly FileToRead[];
  /** Files that are not to be read, with what the index does not know of them yet. */
  readonly skips: readonly SkippedEntry[];
  /** Indexed notes whose file is gone. */
  readonly missingNotes: readonly IndexedNote[];
  readonly missingSkips: readonly SkippedEntry[];
  readonly unchangedCount: number;
  /** Why a source could not be listed to its end. Nothing of such a source counts as missing. */
  readonly failures: readonly unknown[];
}

export interface FileToRead {
  readonly source: NoteSource;
  readonly path: string;
  /** `undefined` when the source only told that the file was saved. */
  readonly stamp: { readonly sizeBytes: number; readonly modifiedMs: number } | undefined;
}

export const noChanges: ChangeList = { reads: [], skips: [], missingNotes: [], missingSkips: [], unchangedCount: 0, failures: [] };

/** Compares stamps: what has the same size and time as in the index is not read. */
export async function listChanges(
  sources: readonly NoteSource[],
  options: { state: IndexState; exclusion: Exclusion; turns: Turns; allSourceIds: ReadonlySet<string>; signal?: AbortSignal | undefined },
): Promise<ChangeList> {
  const { state, exclusion, turns, allSourceIds, signal } = options;
  const seen = new Set<string>();
  const listed = new Set<string>();
  const reads: FileToRead[] = [];
  const skips: SkippedEntry[] = [];
  const failures: unknown[] = [];
  let unchangedCount = 0;

  function skip(stamp: FileStamp, cause: SkipCause, reason: string): void {
    const known = state.skipped.get(fileKey(stamp.sourceId, stamp.path));
    if (known?.reason !== reason || known.cause !== cause) skips.push({ ...stamp, cause, reason });
  }

  for (const source of sources) {
    try {
      for await (const item of source.list(signal ? { signal } : {})) {
        const key = fileKey(source.id, item.path);
        if (seen.has(key)) continue;
        seen.add(key);
        if (turns.due()) await turns.next();
        const stamp = item.type === 'note' ? { sourceId: source.id, path: item.path, sizeBytes: item.sizeBytes, modifiedMs: item.modifiedMs } : { sourceId: source.id, path: item.path, sizeBytes: 0, modifiedMs: 0 };
        const excluded = exclusion.reasonForPath(item.path);
        if (excluded !== undefined) skip(stamp, 'excluded', excluded);
        else if (item.type === 'skipped') skip(stamp, 'source', item.reason);
        else if (isKnown(state, stamp, exclusion)) unchangedCount += state.noteOfFile(source.id, item.path) ? 1 : 0;
        else reads.push({ source, path: item.path, stamp });
      }
      throwIfAborted(signal);
      listed.add(source.id);
    } catch (error) {
      if (isAbort(error) || signal?.aborted) throw error;
      failures.push(error);
    }
  }

  // A source that was taken out of the settings is gone on purpose, unlike one that cannot be listed today.
  const isMissing = ({ sourceId, path }: FileStamp): boolean => (listed.has(sourceId) && !seen.has(fileKey(sourceId, path))) || !allSourceIds.has(sourceId);
  return {
    reads,
    skips,
    missingNotes: [...state.notes.values()].filter(isMissing),
    missingSkips: [...state.skipped.values()].filter(isMissing),
    unchangedCount,
    failures,
  };
}

function isKnown(state: IndexState, stamp: FileStamp, exclusion: Exclusion): boolean {
  const note = state.noteOfFile(stamp.sourceId, stamp.path);
  if (note) return hasSameStamp(note, stamp);
  const skipped = state.skipped.get(fileKey(stamp.sourceId, stamp.path));
  if (!skipped || !hasSameStamp(skipped, stamp)) return false;
  return skipped.cause === 'content' || (skipped.cause === 'excluded' && exclusion.stillGives(skipped.reason));
}

const hasSameStamp = (left: FileStamp, right: FileStamp): boolean => left.sizeBytes === right.sizeBytes && left.modifiedMs === right.modifiedMs;
