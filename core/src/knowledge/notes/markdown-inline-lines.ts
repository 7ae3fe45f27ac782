import { isBlank, isLineEnd, runLength, skipBlanks } from './characters.ts';
import { hide, type InlineState } from './markdown-inline-state.ts';
import { headingLevel, listMarkerEnd } from './markdown-lines.ts';

const maxCalloutTypeLength = 64;

/** Hides what a line begins with in a list or quote; a line inside a quoted fence is passed over as a whole. */
export function scanLineStart(state: InlineState, lineStart: number): number {
  const { findings, end, mode } = state;
  const { text } = findings;
  if (mode === 'list') {
    const content = skipBlanks(text, lineStart, end);
    const after = listMarkerEnd(text, content, end);
    if (after > content) hide(findings, content, after);
    return after;
  }
  if (mode !== 'quote') return lineStart;
  let at = lineStart;
  while (at < end && (isBlank(text.charCodeAt(at)) || text.charCodeAt(at) === 62)) at++;
  if (at > lineStart) hide(findings, lineStart, at);
  return scanQuotedLine(state, at);
}

function scanQuotedLine(state: InlineState, content: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const code = text.charCodeAt(content);
  const length = code === 96 || code === 126 ? runLength(text, content, end) : 0;
  const fence = state.innerFence;
  if (fence || length >= 3) {
    const closes = fence !== undefined && fence.code === code && length >= fence.length;
    if (length >= 3 && (closes || !fence)) hide(findings, content, content + length);
    state.innerFence = closes ? undefined : (fence ?? { code, length });
    return skipLine(text, content, end);
  }
  const marker = Math.max(calloutMarkEnd(text, content, end), quotedHeadingEnd(text, content, end), listMarkerEnd(text, content, end));
  if (marker > content) hide(findings, content, marker);
  return marker;
}

/** The offset after `[!note]-`, or `content` when the line is no callout's title. */
function calloutMarkEnd(text: string, content: number, end: number): number {
  if (!text.startsWith('[!', content)) return content;
  const close = text.slice(content, Math.min(end, content + maxCalloutTypeLength)).indexOf(']');
  if (close < 3) return content;
  const fold = text.charCodeAt(content + close + 1);
  return content + close + (fold === 43 || fold === 45 ? 2 : 1);
}

function quotedHeadingEnd(text: string, content: number, end: number): number {
  const level = headingLevel(text, content, skipLine(text, content, Math.min(end, content + 8)));
  return content + level;
}

function skipLine(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}
