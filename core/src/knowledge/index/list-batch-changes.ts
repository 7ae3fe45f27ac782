import type { NoteChange, NoteSource } from '../../ports/index.ts';
import type { Exclusion } from './exclusion.ts';
import type { IndexedNote } from './index-record.ts';
import { fileKey, type IndexState, type SkippedEntry } from './index-state.ts';
import { type ChangeList, type FileToRead, noChanges } from './list-changes.ts';

/**
 * The work that a source's own change events mean. What happened last to a path counts.
 * @throws IzaError `source-missing` when notes seem to be removed because their source is gone
 */
export async function listBatchChanges(source: NoteSource, changes: readonly NoteChange[], options: { state: IndexState; exclusion: Exclusion; signal?: AbortSignal | undefined }): Promise<ChangeList> {
  const { state, exclusion, signal } = options;
  const lastByPath = new Map<string, 'saved' | 'removed'>();
  for (const change of changes) {
    if (change.type === 'note-saved') lastByPath.set(change.path, 'saved');
    else if (change.type === 'note-removed') lastByPath.set(change.path, 'removed');
    else if (change.type === 'note-moved') lastByPath.set(change.from, 'removed').set(change.to, 'saved');
  }
  const reads: FileToRead[] = [];
  const skips: SkippedEntry[] = [];
  const missingNotes: IndexedNote[] = [];
  const missingSkips: SkippedEntry[] = [];
  for (const [path, last] of lastByPath) {
    const reason = exclusion.reasonForPath(path);
    const note = state.noteOfFile(source.id, path);
    const skipped = state.skipped.get(fileKey(source.id, path));
    if (last === 'saved' && reason === undefined) reads.push({ source, path, stamp: undefined });
    else if (last === 'saved' && reason !== undefined) skips.push({ sourceId: source.id, path, sizeBytes: 0, modifiedMs: 0, cause: 'excluded', reason });
    else {
      if (note) missingNotes.push(note);
      if (skipped) missingSkips.push(skipped);
    }
  }
  if (missingNotes.length > 0) await assertPresent(source, signal);
  return { ...noChanges, reads, skips, missingNotes, missingSkips };
}

/** A source that is gone says so when it is listed; the first file, or an empty end, is answer enough. @throws IzaError `source-missing` */
export async function assertPresent(source: NoteSource, signal: AbortSignal | undefined): Promise<void> {
  for await (const _ of source.list(signal ? { signal } : {})) return;
}
