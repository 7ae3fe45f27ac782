import { readFrontmatter } from './frontmatter.ts';
import { indexLines } from './line-index.ts';
import { scanBlocks } from './markdown-blocks.ts';
import { emptyFindings } from './markdown-findings.ts';
import { scanPropertyLinks } from './markdown-inline-links.ts';
import { aliasesOfProperties, tagsOfProperties, titleOfProperties } from './note-properties.ts';
import { baseNameOf } from './path-names.ts';
import type { ParsedNote } from './parsed-note.ts';

/** Reads Markdown as Obsidian writes it: CommonMark's blocks, wikilinks, tags, callouts, block ids, comments, math. Never throws. */
export function parseMarkdown(path: string, text: string, warnings: readonly string[]): ParsedNote {
  const lines = indexLines(text);
  const findings = emptyFindings(text, lines);
  const frontmatter = readFrontmatter(text, lines);
  const properties = frontmatter?.properties ?? {};
  if (frontmatter) scanPropertyLinks(findings, 0, frontmatter.end);
  scanBlocks(findings, frontmatter?.bodyLine ?? 0, lines.starts.length);
  const { blocks, headings, links, tags, markup } = findings;
  const opening = blocks[0]?.kind === 'heading' && headings[0]?.level === 1 ? headings[0].text : '';
  return {
    path,
    format: 'markdown',
    text,
    title: titleOfProperties(properties) ?? (opening || baseNameOf(path)),
    aliases: aliasesOfProperties(properties),
    tags: [...new Set([...tagsOfProperties(properties), ...tags])],
    properties,
    headings,
    links,
    blocks,
    markup,
    warnings: [...warnings, ...(frontmatter?.warnings ?? [])],
  };
}
