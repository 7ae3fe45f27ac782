import type { Chunk, ParsedNote } from '../notes/index.ts';
import type { ScoredChunk } from './retrieval-types.ts';

export interface RetrievalQueryOptions {
  /** Chunks to return, best first. */
  readonly topK: number;
  /** Notes that may be returned: the filters of the query. */
  readonly accept?: (noteId: number) => boolean;
  /** Cosine similarity a chunk from a configured embedder, keyed by `chunkKey`; joins the fusion. */
  readonly embeddingSimilarity?: ReadonlyMap<string, number>;
  readonly passagesPerNote?: number;
  readonly explain?: boolean;
}

/**
 * The in-memory index of every signal that needs no model. Pure and synchronous: no clock, no storage.
 * Its owner persists what `add` returns and replays it through `load` in the same order, with the same note ids;
 * that gives an index equal to the one that was built.
 */
export interface RetrievalIndex {
  /** Analyses a note and adds it. Returns the record to persist: self-describing given the records before it. */
  add(noteId: number, note: ParsedNote, chunks: readonly Chunk[]): Uint8Array;
  /** Replays a record of `add`. A superseded or removed note's record must be replayed too (`live: false`): it may introduce words. */
  load(noteId: number, record: Uint8Array, options: { live: boolean }): void;
  /** Forgets a note. Unknown ids are ignored. */
  remove(noteId: number): void;
  /**
   * Link texts that other notes use for this one, as the link graph resolves them; replaces the earlier ones.
   * Each is one link: the same text twice counts twice.
   */
  setLinkTexts(noteId: number, linkTexts: readonly string[]): void;
  /** Learns what needs the whole collection (the meaning vectors). Yields so that the caller can give way; cheap when little changed. */
  learn(): Generator<void, void, void>;
  /** What `learn` learned, to persist beside the records; `undefined` before it ran. */
  exportLearned(): Uint8Array | undefined;
  importLearned(bytes: Uint8Array): void;
  search(query: string, options: RetrievalQueryOptions): ScoredChunk[];
  /** The best chunk of one note with every signal, whatever its rank. `undefined` for an unknown note. */
  explain(query: string, noteId: number, options?: { embeddingSimilarity?: ReadonlyMap<string, number> }): ScoredChunk | undefined;
  /** Notes whose words are most like this note's, best first, similarity 0 to 1. */
  similarNotes(noteId: number, options: { topK: number; accept?: (noteId: number) => boolean }): { noteId: number; similarity: number; sharedWords: string[] }[];
  readonly noteCount: number;
  readonly chunkCount: number;
}
