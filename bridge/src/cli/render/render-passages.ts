import type { Passage } from '@iza/core/knowledge';
import type { RenderContext } from './render-context.ts';
import { renderPlace } from './render-place.ts';
import { truncateToWidth } from './text-width.ts';

const SNIPPET_LINES = 3;

export function renderPassages({ passages }: { passages: readonly Passage[] }, context: RenderContext): string {
  if (passages.length === 0) return 'Nothing found.\n';
  return passages.map((passage, position) => renderPassage(passage, `${position + 1}`.padStart(2), context)).join('\n');
}

export function renderPassage(passage: Passage, number: string, { style, columnCount }: RenderContext): string {
  const lines = passage.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const snippet = lines.slice(0, SNIPPET_LINES).map((line) => `    ${truncateToWidth(line, Math.max(20, columnCount - 4))}\n`);
  const more = lines.length > SNIPPET_LINES ? [`    ${style.dim(`… ${lines.length - SNIPPET_LINES} more lines`)}\n`] : [];
  const why = (passage.signals ?? [])
    .toSorted((left, right) => right.value - left.value)
    .map(({ name, value, detail }) => `    ${style.dim(`${value.toFixed(3).padStart(7)}  ${name.padEnd(11)} ${detail}`)}\n`);
  return [`${style.accent(number)}  ${style.bold(renderPlace(passage))}  ${style.dim(passage.score.toFixed(3))}\n`, ...snippet, ...more, ...why].join('');
}
