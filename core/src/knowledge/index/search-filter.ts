import type { SearchFilter } from './knowledge-base.ts';
import { hasProperty, hasTag, isInFolder, type MatchedNote } from './note-matching.ts';

/** The test of a filter, `undefined` for a filter that lets everything pass. */
export function compileFilter(filter: SearchFilter | undefined): ((note: MatchedNote & { readonly modifiedMs: number }) => boolean) | undefined {
  const { folders = [], tags = [], properties = {}, modifiedAfterMs, modifiedBeforeMs } = filter ?? {};
  const wanted = Object.entries(properties);
  if (folders.length + tags.length + wanted.length === 0 && modifiedAfterMs === undefined && modifiedBeforeMs === undefined) return undefined;
  return (note) =>
    (modifiedAfterMs === undefined || note.modifiedMs >= modifiedAfterMs) &&
    (modifiedBeforeMs === undefined || note.modifiedMs < modifiedBeforeMs) &&
    (folders.length === 0 || folders.some((folder) => isInFolder(note.path, folder))) &&
    tags.every((tag) => hasTag(note.tags, tag)) &&
    wanted.every(([name, value]) => hasProperty(note.properties, name, value));
}
