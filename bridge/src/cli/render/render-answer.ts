import type { Answer } from '@iza/core/knowledge';
import { renderPlace } from './render-place.ts';
import type { RenderContext } from './render-context.ts';
import { truncateToWidth, wrapText } from './text-width.ts';

/** The answer, unless it was already streamed, then its sources with their proof. */
export function renderAnswer(answer: Answer, { style, columnCount, streamed }: RenderContext): string {
  const parts: string[] = [];
  if (!streamed) parts.push(`${wrapText(answer.text.trim(), Math.min(columnCount, 100))}\n`);
  if (answer.citations.length > 0) parts.push('\n');
  for (const citation of answer.citations) {
    const mark = citation.verified ? style.good('✓ verified') : style.warn(`⚠ not verified${citation.problem ? `: ${citation.problem}` : ''}`);
    // A model may cite what it was not given: that is nowhere.
    if (citation.path === '') {
      parts.push(`${style.accent(`[${citation.marker}]`)} ${mark}\n`);
      continue;
    }
    parts.push(`${style.accent(`[${citation.marker}]`)} ${style.bold(renderPlace(citation))}  ${mark}\n`);
    const quote = citation.quote.trim().replace(/\s+/g, ' ');
    if (quote !== '') parts.push(`    ${style.dim(truncateToWidth(`“${quote}”`, Math.max(20, columnCount - 4)))}\n`);
  }
  const basis =
    answer.basis === 'nothing'
      ? 'Your notes do not hold the answer.'
      : answer.basis === 'notes'
        ? 'From your notes only.'
        : 'From your notes and the model’s general knowledge.';
  const tokens = answer.inputTokens === undefined ? '' : ` · ${answer.inputTokens} tokens in, ${answer.outputTokens ?? '?'} out`;
  parts.push(`\n${style.dim(`${basis} ${answer.model === 'extractive' ? 'Made of quotes, without a model' : answer.model}${tokens}`)}\n`);
  return parts.join('');
}
