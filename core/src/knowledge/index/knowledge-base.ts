import type { JsonValue } from '../../foundation/index.ts';
import type { Signal } from '../retrieval/index.ts';

/** A chunk returned for a query, with what a citation of it needs. */
export interface Passage {
  readonly sourceId: string;
  readonly path: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  /** `#Heading`, `#^block`, `cell-3`. */
  readonly anchor: string | undefined;
  /** 1-based, inclusive, in the original file. */
  readonly startLine: number;
  readonly endLine: number;
  /** UTF-16 offsets into the note's text. */
  readonly start: number;
  readonly end: number;
  /** The exact text of the note in that range, read at query time. */
  readonly text: string;
  readonly score: number;
  readonly signals: readonly Signal[] | undefined;
}

export interface SearchFilter {
  /** A note in any of these folders or below. */
  readonly folders?: readonly string[];
  /** A note that carries all of these tags; `project` also matches `project/iza`. */
  readonly tags?: readonly string[];
  /** Every property equals the value or, where the note holds a list, contains it. */
  readonly properties?: Readonly<Record<string, JsonValue>>;
  readonly modifiedAfterMs?: number;
  readonly modifiedBeforeMs?: number;
}

export interface SearchOptions {
  /** Passages to return, 10 unless told. */
  readonly limit?: number;
  readonly filter?: SearchFilter;
  /** Most passages of one note; 1 ranks notes. Unlimited unless told. */
  readonly passagesPerNote?: number;
  /** Return the section around each hit instead of the chunk. */
  readonly parents?: boolean;
  readonly explain?: boolean;
  readonly signal?: AbortSignal;
}

export interface IndexProgress {
  readonly doneCount: number;
  readonly totalCount: number;
  readonly path: string;
}

export interface SkippedNote {
  readonly sourceId: string;
  readonly path: string;
  readonly reason: string;
}

export interface SyncReport {
  readonly addedCount: number;
  readonly changedCount: number;
  readonly movedCount: number;
  readonly removedCount: number;
  readonly unchangedCount: number;
  readonly noteCount: number;
  readonly chunkCount: number;
  readonly skipped: readonly SkippedNote[];
  /** What went wrong without stopping the pass, for a person: damage that was repaired, chunks that could not be embedded. */
  readonly problems: readonly string[];
  readonly durationMs: number;
}

/** What a sync would do, found out without indexing, embedding or spending anything. */
export interface SyncPreview {
  readonly readCount: number;
  readonly removedCount: number;
  /** `undefined` without an embedder. */
  readonly embedding: EmbeddingPreview | undefined;
}

export interface EmbeddingPreview {
  readonly fingerprint: string;
  /** Chunks without a vector of this model. */
  readonly chunkCount: number;
  /** Estimated. */
  readonly tokenCount: number;
  /** `undefined` when the price is not known. */
  readonly usd: number | undefined;
  /** Whether their text leaves this machine. */
  readonly remote: boolean;
}

export interface KnowledgeStatus {
  readonly state: 'idle' | 'indexing' | 'paused';
  readonly progress: IndexProgress | undefined;
  readonly sources: readonly { id: string; kind: string; noteCount: number }[];
  readonly noteCount: number;
  readonly chunkCount: number;
  readonly indexBytes: number;
  readonly skipped: readonly SkippedNote[];
  readonly embedder: { fingerprint: string; embeddedCount: number; pendingCount: number } | undefined;
  readonly lastSyncMs: number | undefined;
  /** What a person should know: damage found, an index that cannot be read, an embedder that fails. */
  readonly problems: readonly string[];
}

export interface RelatedNote {
  readonly sourceId: string;
  readonly path: string;
  readonly title: string;
  readonly score: number;
  /** `links here`, `linked from here`, `shares 3 links`, `similar words: …` */
  readonly reasons: readonly string[];
}

/** The present text of a note with what was parsed from it. */
export interface NoteText {
  readonly sourceId: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly properties: Readonly<Record<string, JsonValue>>;
  readonly backlinks: readonly string[];
  readonly warnings: readonly string[];
}

/** The notes of all sources, indexed. One a process and index store; opened by `openKnowledgeBase`. */
export interface KnowledgeBase extends AsyncDisposable {
  /** Brings the index up to date with the sources; only what changed is read. Concurrent calls share one pass. */
  sync(options?: { rebuild?: boolean; signal?: AbortSignal; onProgress?: (progress: IndexProgress) => void }): Promise<SyncReport>;
  preview(options?: { signal?: AbortSignal }): Promise<SyncPreview>;
  /** Holds indexing between two notes until `resume`. Searching goes on. */
  pause(): void;
  resume(): void;
  /** Follows the sources' own change events until the signal fires; yields after each applied batch. */
  follow(options: { signal: AbortSignal }): AsyncIterable<SyncReport>;
  search(query: string, options?: SearchOptions): Promise<Passage[]>;
  /** Every signal of one note for a query, `undefined` when the note is not in the index. */
  explain(query: string, options: { path: string; sourceId?: string; signal?: AbortSignal }): Promise<Passage | undefined>;
  related(path: string, options?: { sourceId?: string; limit?: number; signal?: AbortSignal }): Promise<RelatedNote[]>;
  read(path: string, options?: { sourceId?: string; signal?: AbortSignal }): Promise<NoteText | undefined>;
  status(): KnowledgeStatus;
  close(): Promise<void>;
}
