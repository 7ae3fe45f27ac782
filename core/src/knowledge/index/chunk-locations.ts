import { hashKey } from './content-hash.ts';
import { type IndexedNote, readChunks } from './index-record.ts';

/** Where the words that a vector stands for are found: equal chunks of several notes share one vector. */
export interface ChunkLocations {
  /** Follows the notes: call before the others. */
  refresh(notes: ReadonlyMap<number, IndexedNote>): void;
  /** By hash key. */
  readonly locations: ReadonlyMap<string, readonly { readonly noteId: number; readonly ordinal: number }[]>;
  keysOf(noteId: number): readonly string[];
}

export function createChunkLocations(): ChunkLocations {
  const locations = new Map<string, { noteId: number; ordinal: number }[]>();
  const keysOfNote = new Map<number, { note: IndexedNote; keys: string[] }>();

  function forget(noteId: number, keys: readonly string[]): void {
    for (const key of new Set(keys)) {
      const rest = (locations.get(key) ?? []).filter((location) => location.noteId !== noteId);
      if (rest.length === 0) locations.delete(key);
      else locations.set(key, rest);
    }
    keysOfNote.delete(noteId);
  }

  return {
    locations,
    keysOf: (noteId) => keysOfNote.get(noteId)?.keys ?? [],
    refresh(notes) {
      for (const [noteId, { note, keys }] of keysOfNote) {
        // A rebuilt index gives the same number to another note.
        if (notes.get(noteId)?.details !== note.details) forget(noteId, keys);
      }
      for (const [noteId, note] of notes) {
        if (keysOfNote.has(noteId)) continue;
        const keys = readChunks(note).map(({ hash }) => hashKey(hash));
        keysOfNote.set(noteId, { note, keys });
        for (const [ordinal, key] of keys.entries()) {
          const present = locations.get(key);
          if (present) present.push({ noteId, ordinal });
          else locations.set(key, [{ noteId, ordinal }]);
        }
      }
    },
  };
}
