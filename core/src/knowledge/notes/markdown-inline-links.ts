import { type MarkdownFindings, nextOf, rangeOf } from './markdown-findings.ts';
import { beginInline, hide, type InlineState } from './markdown-inline-state.ts';
import { displayOfTarget, isEmbedSize, readDestination, splitSubpath, targetOfDestination } from './markdown-links.ts';
import { visibleText } from './markup.ts';

/** A longer text of a link is no name for the note; the bound keeps nested pictures linear. */
const maxDisplayLength = 4096;

/** Reads what opens at `[`: a wikilink, a footnote's mark, or the text of a Markdown link that may follow. `start` is the `!` of an embed. */
export function scanOpenBracket(state: InlineState, bracket: number, start: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const embed = start < bracket;
  if (text.charCodeAt(bracket + 1) === 91) {
    const after = scanWikilink(state, bracket, start);
    if (after !== bracket) return after;
  }
  if (text.charCodeAt(bracket + 1) === 94) {
    const close = text.slice(bracket + 2, Math.min(end, bracket + 66)).search(/[\]\s]/);
    if (close > 0 && text.charCodeAt(bracket + 2 + close) === 93) {
      hide(findings, bracket, bracket + close + 3);
      return bracket + close + 3;
    }
  }
  state.brackets.push({ start, embed, mark: findings.markup.length });
  hide(findings, start, start);
  return bracket + 1;
}

/** Reads `[[target#part|display]]`, on one line. Returns the bracket's own offset when none stands there. */
function scanWikilink(state: InlineState, bracket: number, start: number): number {
  const { findings, end } = state;
  const { text } = findings;
  const close = nextOf(findings, ']]', bracket + 2);
  if (close + 2 > end) return bracket;
  if (state.wikiClose !== close) {
    state.wikiClose = close;
    state.wikiOpen = text.lastIndexOf('[[', close - 1);
  }
  // an outer `[[` is text: the innermost pair makes the link
  if (state.wikiOpen > bracket) return bracket;
  const range = rangeOf(findings.lines, start, close + 2);
  if (range.startLine !== range.endLine || close === bracket + 2) return bracket;
  const pipe = text.slice(bracket + 2, close).indexOf('|');
  const embed = start < bracket;
  // in a table the pipe is written `\|`
  const addressEnd = pipe === -1 ? close : bracket + 2 + pipe - (text.charCodeAt(bracket + 1 + pipe) === 92 ? 1 : 0);
  const address = splitSubpath(text.slice(bracket + 2, addressEnd));
  const written = pipe === -1 ? '' : text.slice(bracket + 3 + pipe, close).trim();
  const asWritten = written === '' || (embed && isEmbedSize(written));
  findings.links.push({ ...range, syntax: 'wikilink', ...address, display: asWritten ? displayOfTarget(address) : written, embed });
  if (asWritten) {
    hide(findings, start, bracket + 2);
    hide(findings, addressEnd, close + 2);
  } else {
    hide(findings, start, bracket + 3 + pipe);
    hide(findings, close, close + 2);
  }
  return close + 2;
}

/** Completes the Markdown link whose text ends at `]`. */
export function scanCloseBracket(state: InlineState, at: number): number {
  const { findings, end, brackets } = state;
  const { text } = findings;
  const open = brackets.pop();
  if (!open || text.charCodeAt(at + 1) !== 40 || at + 1 >= end) return at + 1;
  const link = readDestination(text, at + 1, end);
  if (!link) return at + 1;
  const textStart = open.start + (open.embed ? 2 : 1);
  findings.markup[open.mark + 1] = textStart;
  const target = targetOfDestination(link.destination);
  if (target) {
    const display = at - textStart > maxDisplayLength ? '' : visibleText(text, textStart, at, findings.markup).trim();
    findings.links.push({ ...rangeOf(findings.lines, open.start, link.after), syntax: 'markdown', ...target, display: display || displayOfTarget(target), embed: open.embed });
  }
  // links do not nest, pictures may stand in a link
  if (!open.embed) brackets.length = 0;
  hide(findings, at, link.after);
  return link.after;
}

/** Links in the values of properties, which Obsidian follows, too. Their marks are not searched text. */
export function scanPropertyLinks(findings: MarkdownFindings, start: number, end: number): void {
  const state = beginInline({ ...findings, markup: [] }, end, 'plain');
  for (let at = nextOf(findings, '[[', start); at + 2 <= end; at = nextOf(findings, '[[', at)) {
    const after = scanWikilink(state, at, at);
    at = after === at ? at + 1 : after;
  }
}
