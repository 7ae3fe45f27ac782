import type { Style } from './style.ts';

export interface RenderContext {
  readonly style: Style;
  readonly columnCount: number;
  /** Whether the text of the result has been shown piece by piece already. */
  readonly streamed: boolean;
}
