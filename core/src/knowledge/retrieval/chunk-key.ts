import type { Collection } from './collection.ts';

/** Names a chunk across the seam to vectors: its note's id and its ordinal. */
export function chunkKey(noteId: number, chunkOrdinal: number): string {
  return `${noteId}:${chunkOrdinal}`;
}

/** The slot of a live chunk, `undefined` for a key that names none. */
export function chunkOfKey(key: string, collection: Collection): number | undefined {
  const [noteId, ordinal] = key.split(':').map(Number);
  const slot = collection.slotOfNote.get(noteId);
  if (slot === undefined || ordinal === undefined || !(ordinal >= 0)) return undefined;
  const chunk = collection.noteFirstChunk.values[slot] + ordinal;
  return chunk < collection.noteChunkEnd.values[slot] ? chunk : undefined;
}
