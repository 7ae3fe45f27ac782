import { analyseNote } from './analyse-note.ts';
import { analyseQuery } from './analyse-query.ts';
import { addToCollection, createCollection, removeFromCollection, setCollectionLinkTexts } from './collection.ts';
import { scoreFirstStage } from './first-stage.ts';
import { buildNotePostings, type NotePostings } from './note-postings.ts';
import { decodeNoteRecord, encodeNoteRecord } from './note-record.ts';
import { buildChunkPostings, type ChunkPostings } from './postings.ts';
import type { RetrievalIndex, RetrievalQueryOptions } from './retrieval-index.ts';
import type { ScoredChunk } from './retrieval-types.ts';
import { createVocabulary } from './vocabulary.ts';

const fieldWeights = { saturation: 1.2, bodyLengthEffect: 0.75, title: 3, alias: 3, tag: 1, path: 0.3, heading: 1, linkText: 1 };

/** An empty index. */
export function createRetrievalIndex(): RetrievalIndex {
  const vocabulary = createVocabulary();
  const collection = createCollection(vocabulary);
  const defaultLanguages = vocabulary.detectLanguages('');
  let segments: ChunkPostings[] = [];
  let notePostings: NotePostings | undefined;

  /** Brings the postings up to the collection: new chunks go to a second, small segment until it grows to a quarter of the first. */
  function refresh(): NotePostings {
    const chunkEnd = collection.chunkNote.length;
    const base = segments[0];
    if (!base || chunkEnd - base.chunkEnd > Math.max(2000, base.chunkEnd / 4)) {
      if (!base || base.chunkEnd !== chunkEnd) segments = [buildChunkPostings(collection, 0)];
    } else if (segments.at(-1)!.chunkEnd !== chunkEnd) segments = [base, buildChunkPostings(collection, base.chunkEnd)];
    if (!notePostings || notePostings.revision !== collection.revision) notePostings = buildNotePostings(collection);
    return notePostings;
  }

  function search(query: string, options: RetrievalQueryOptions): ScoredChunk[] {
    const analysed = analyseQuery(query, collection);
    const currentNotePostings = refresh();
    const first = scoreFirstStage(analysed, collection, segments, currentNotePostings, fieldWeights);
    const noteIds = collection.noteIds.values;
    const noteOf = collection.chunkNote.values;
    const scored: { chunk: number; score: number }[] = [];
    const hasChunk = new Set<number>();
    for (const chunk of first.chunks) {
      const note = noteOf[chunk]!;
      if (options.accept && !options.accept(noteIds[note]!)) continue;
      hasChunk.add(note);
      scored.push({ chunk, score: first.chunkScores[chunk]! + first.noteScores[note]! });
    }
    for (const note of first.notes) {
      if (hasChunk.has(note) || (options.accept && !options.accept(noteIds[note]!))) continue;
      const chunk = collection.noteFirstChunk.values[note]!;
      if (chunk < collection.noteChunkEnd.values[note]!) scored.push({ chunk, score: first.noteScores[note]! });
    }
    scored.sort((a, b) => b.score - a.score || a.chunk - b.chunk);
    const perNote = new Map<number, number>();
    const results: ScoredChunk[] = [];
    for (const { chunk, score } of scored) {
      const note = noteOf[chunk]!;
      const count = (perNote.get(note) ?? 0) + 1;
      if (count > (options.passagesPerNote ?? Infinity)) continue;
      perNote.set(note, count);
      const signals = options.explain ? [{ name: 'words' as const, value: score, detail: `matched "${analysed.terms.map(({ text }) => text).join('", "')}"` }] : undefined;
      results.push({ noteId: noteIds[note]!, chunkOrdinal: chunk - collection.noteFirstChunk.values[note]!, score, signals });
      if (results.length >= options.topK) break;
    }
    return results;
  }

  return {
    add(noteId, note, chunks) {
      const firstNewWord = vocabulary.words.count;
      const analysed = analyseNote(note, chunks, vocabulary);
      addToCollection(collection, noteId, analysed);
      return encodeNoteRecord(analysed, vocabulary, firstNewWord);
    },
    load(noteId, record, { live }) {
      const analysed = decodeNoteRecord(record, vocabulary, defaultLanguages);
      if (live) addToCollection(collection, noteId, analysed);
    },
    remove: (noteId) => removeFromCollection(collection, noteId),
    setLinkTexts: (noteId, linkTexts) => setCollectionLinkTexts(collection, noteId, linkTexts),
    *learn() {
      refresh();
    },
    exportLearned: () => undefined,
    importLearned() {},
    search,
    explain(query, noteId) {
      return search(query, { topK: 1, accept: (id) => id === noteId, explain: true })[0];
    },
    similarNotes: () => [],
    get noteCount() {
      return collection.liveNoteCount;
    },
    get chunkCount() {
      return collection.liveChunkCount;
    },
  };
}
