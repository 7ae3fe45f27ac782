import type { KnowledgeBase, Passage } from '../index/index.ts';
import { createQuoteFinder, type QuoteFinder } from './locate-quote.ts';

export interface PresentNote {
  readonly text: string;
  readonly finder: QuoteFinder;
}

/** The present texts of the notes that an answer leans on, each read once. */
export interface NoteTexts {
  /** `undefined` when the note is gone. */
  of(passage: Pick<Passage, 'path' | 'sourceId'>): Promise<PresentNote | undefined>;
}

export function createNoteTexts(knowledge: Pick<KnowledgeBase, 'read'>, signal: AbortSignal | undefined): NoteTexts {
  const notes = new Map<string, Promise<PresentNote | undefined>>();
  return {
    of({ path, sourceId }) {
      const key = `${sourceId}\n${path}`;
      let note = notes.get(key);
      if (!note) {
        note = knowledge.read(path, { sourceId, ...(signal && { signal }) }).then((read) => read && { text: read.text, finder: createQuoteFinder(read.text) });
        notes.set(key, note);
      }
      return note;
    },
  };
}
