/** One reason a passage was found, for "why this result". `value` is what it added to the score after weighting. */
export interface Signal {
  readonly name:
    | 'words'
    | 'title'
    | 'heading'
    | 'tag'
    | 'link-text'
    | 'proximity'
    | 'coverage'
    | 'fragments'
    | 'meaning'
    | 'neighbours'
    | 'embedding'
    | 'recency';
  readonly value: number;
  /** For a person: `matched "sync", "conflict"`. */
  readonly detail: string;
}

export interface ScoredChunk {
  readonly noteId: number;
  readonly chunkOrdinal: number;
  /** Comparable within one result only. */
  readonly score: number;
  /** Present when asked for. */
  readonly signals: readonly Signal[] | undefined;
}
