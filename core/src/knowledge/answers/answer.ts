/** A passage that an answer leans on, checked against the note's present text. */
export interface Citation {
  /** The number in the answer's text: `[1]`. */
  readonly marker: number;
  readonly sourceId: string;
  /** Empty, as `sourceId` and `title`, when a model cited a passage that it was never given. */
  readonly path: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly anchor: string | undefined;
  /** 1-based, inclusive; 0 where there is no note. */
  readonly startLine: number;
  readonly endLine: number;
  /** The words of the note, exactly; where `verified` is false, the words that were looked for. */
  readonly quote: string;
  readonly verified: boolean;
  /** Why it is not verified, for a person; `undefined` when it is. */
  readonly problem: string | undefined;
}

export interface Answer {
  /** Markdown with `[n]` markers. */
  readonly text: string;
  readonly citations: readonly Citation[];
  /** `nothing`: the notes do not hold the answer, and the text says so. */
  readonly basis: 'notes' | 'notes-and-general-knowledge' | 'nothing';
  /** `provider/model`, or `extractive` when the answer is made of quotes. */
  readonly model: string;
  /** `undefined` where the provider reported none: unknown is not zero. */
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
}
