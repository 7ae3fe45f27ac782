/*
 * What the elements show. The shapes are those of the capabilities' outputs (`notes.ask`, `notes.search`, `notes.related`),
 * written again so that this package needs nothing of the core; hosts pass the outputs as they are.
 */

export interface CitationView {
  /** The number in the answer's text: `[1]`. */
  readonly marker: number;
  readonly sourceId: string;
  readonly path: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly anchor?: string | undefined;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly quote: string;
  readonly verified: boolean;
  /** Why it is not verified, for a person. */
  readonly problem?: string | undefined;
}

export type AskScope = 'notes' | 'notes-and-general-knowledge';

export interface AskInput {
  readonly question: string;
  readonly scope: AskScope;
}

export interface AnswerView {
  /** Markdown with `[n]` markers. */
  readonly text: string;
  readonly citations: readonly CitationView[];
  readonly basis: 'notes' | 'notes-and-general-knowledge' | 'nothing';
  /** `provider/model`, or `extractive` when the answer is made of quotes. */
  readonly model: string;
}

export interface SignalView {
  readonly name: string;
  readonly value: number;
  readonly detail: string;
}

export interface PassageView {
  readonly sourceId: string;
  readonly path: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly anchor?: string | undefined;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly score: number;
  readonly signals?: readonly SignalView[] | undefined;
}

export interface SearchInput {
  readonly query: string;
  /** Always true: the element shows "why this result". */
  readonly explain: true;
}

export interface RelatedNoteView {
  readonly sourceId: string;
  readonly path: string;
  readonly title: string;
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface ProgressView {
  readonly state: 'idle' | 'indexing' | 'paused';
  readonly doneCount?: number | undefined;
  /** Absent while it is not known. */
  readonly totalCount?: number | undefined;
  /** What is being read now, or what to say when idle. */
  readonly message?: string | undefined;
}

/** Detail of the `iza-open` event: what the host should show. */
export interface OpenDetail {
  readonly sourceId: string;
  readonly path: string;
  readonly startLine: number | undefined;
  readonly endLine: number | undefined;
  /** `#Heading`, `#^block`, `cell-3`. */
  readonly anchor: string | undefined;
  /** The exact words to highlight. */
  readonly quote: string | undefined;
}
