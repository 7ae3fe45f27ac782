import type { Collection } from './collection.ts';
import { noteFieldCount } from './note-record.ts';

/** Columns of `counts`: the note's own fields in their order, then the link texts of other notes. */
export const linkTextField = noteFieldCount;
export const notePostingWidth = noteFieldCount + 1;

/** Where each stem occurs in fields that a note has once. The counts of posting `p` are at `p * notePostingWidth`. */
export interface NotePostings {
  readonly revision: number;
  readonly starts: Int32Array;
  readonly notes: Int32Array;
  readonly counts: Uint8Array;
}

export function buildNotePostings(collection: Collection): NotePostings {
  const stemCount = collection.vocabulary.stems.count;
  const starts = new Int32Array(stemCount + 1);
  const lastNote = new Int32Array(stemCount).fill(-1);
  forEachFieldStem(collection, (stem, note) => {
    if (lastNote[stem] === note) return;
    lastNote[stem] = note;
    starts[stem + 1]++;
  });
  for (let stem = 0; stem < stemCount; stem++) starts[stem + 1] += starts[stem];
  const notes = new Int32Array(starts[stemCount]);
  const counts = new Uint8Array(notes.length * notePostingWidth);
  const next = starts.slice();
  lastNote.fill(-1);
  forEachFieldStem(collection, (stem, note, field) => {
    if (lastNote[stem] !== note) {
      lastNote[stem] = note;
      notes[next[stem]++] = note;
    }
    const at = (next[stem] - 1) * notePostingWidth + field;
    if (counts[at] < 255) counts[at]++;
  });
  return { revision: collection.revision, starts, notes, counts };
}

function forEachFieldStem(collection: Collection, visit: (stem: number, note: number, field: number) => void): void {
  const stemOfWord = collection.vocabulary.stemOfWord.values;
  const words = collection.words.values;
  const fieldStarts = collection.noteFieldStarts.values;
  for (let note = 0; note < collection.noteIds.length; note++) {
    if (collection.noteLive.values[note] === 0) continue;
    const at = note * (noteFieldCount + 1);
    for (let field = 0; field < noteFieldCount; field++) {
      for (let index = fieldStarts[at + field]; index < fieldStarts[at + field + 1]; index++) visit(stemOfWord[words[index]], note, field);
    }
    for (const { stems, count } of collection.linkTexts[note] ?? []) {
      for (const stem of stems) for (let link = 0; link < Math.min(count, 255); link++) visit(stem, note, linkTextField);
    }
  }
}
