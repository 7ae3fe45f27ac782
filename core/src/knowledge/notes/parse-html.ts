import { readHtml } from './html-reader.ts';
import { indexLines } from './line-index.ts';
import { emptyFindings, rangeOf } from './markdown-findings.ts';
import { tagEnd } from './markdown-tags.ts';
import { baseNameOf } from './path-names.ts';
import type { ParsedNote, UnparsedNote } from './parsed-note.ts';
import { toOriginalLines } from './readable-text.ts';

/** Reads an HTML note, such as Apple Notes and its exporters write: headings, paragraphs, lists, check lists, tables, links, attachments by name. */
export function parseHtml(path: string, html: string, warnings: readonly string[]): ParsedNote | UnparsedNote {
  const page = readHtml(html);
  if (page.type === 'not-readable') return { type: 'skipped', path, reason: page.reason };
  const { text, originalLines } = page;
  if (text.trim() === '') return { type: 'skipped', path, reason: 'The page holds no text.' };
  const findings = emptyFindings(text, indexLines(text));
  for (const { kind, start, end, level } of page.spans) {
    const range = rangeOf(findings.lines, start, end);
    if (level > 0) findings.headings.push({ level, text: text.slice(start, end).replaceAll(/\s+/g, ' '), ...range });
    findings.blocks.push({ kind, ...range, blockId: undefined, headingIndex: findings.headings.length - 1, cell: undefined });
  }
  for (const { start, end, ...link } of page.links) findings.links.push({ ...rangeOf(findings.lines, start, end), syntax: 'markdown', ...link });
  for (let hash = text.indexOf('#'); hash !== -1; hash = text.indexOf('#', hash + 1)) {
    const after = tagEnd(text, hash, text.length);
    if (after > hash) findings.tags.add(text.slice(hash + 1, after));
  }
  const { blocks, headings, links } = toOriginalLines(findings, originalLines);
  const opening = blocks[0]?.kind === 'heading' && headings[0]?.level === 1 ? headings[0].text : '';
  return { path, format: 'html', text, title: opening || page.title || baseNameOf(path), aliases: [], tags: [...findings.tags], properties: {}, headings, links, blocks, markup: page.markup, originalLines, warnings };
}
