import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkNote, type ParsedNote, parseNote } from './index.ts';

/** Any UTF-16 text, half characters too; fast-check's own `unit: 'binary'` takes seconds to set up. */
const anyText = (maxLength: number) => fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength }).map((units) => String.fromCharCode(...units));

/** Lines that open, close and confuse every construct; shuffled and joined by every line end. */
const lines = [
  '# Heading', '## Sub *heading* ##', '###### Deep', '#tag and #a/b', 'Setext', '===', '---', '- - -', '- item ^id1', '  - nested', '1. one', '- [ ] task', '    indented', '\tcode',
  '> quote', '> [!note]- Title', '> > nested', '> ```js', '>', '```', '```js', '~~~~', '~~~', '````', '%%', '%% inline %% after', '<!--', '-->', '<!-- x --> rest', '$$', '$x$ and $$y$$',
  '| a | b |', '|---|---|', '| 1 | [[x\\|y]] |', '[[Note#Head|shown]] ![[image.png|200]]', '[text](a%20b.md "title") ![alt](<x y.png>)', '[^1]: footnote', 'see[^1] ^[inline]', '^block', 'word ^block-2',
  '<div>', '</div>', '<pre>', '<b>bold</b> <br>', '**bold** _it_ ==hi== ~~no~~ `code` ``a ` b``', 'Ελληνικά עברית العربية 中文。没有空格！ไทยไม่มีช่องว่าง', '𝄞 astral 👩‍👩‍👧', '', '', '', ' ', 'tags: [a, b]', 'title: "x"', '\uFEFF', '\u2028', '[[[[', '](', '****', '`````',
];

const markdown = fc
  .array(fc.tuple(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...lines) }, { weight: 1, arbitrary: anyText(12) }), fc.constantFrom('\n', '\n', '\n', '\n\n', '\r\n', '\r')), { maxLength: 40 })
  .map((parts) => parts.map(([line, end]) => line + end).join(''));

const text = fc.oneof({ weight: 8, arbitrary: markdown }, { weight: 1, arbitrary: anyText(30) }, { weight: 1, arbitrary: fc.string() });

function parseText(written: string, path = 'note.md'): ParsedNote | undefined {
  const note = parseNote({ path, bytes: new TextEncoder().encode(written) });
  return 'reason' in note ? undefined : note;
}

/** Line number of an offset, counted the slow way. */
function countedLine(note: ParsedNote, offset: number): number {
  const before = note.text.slice(0, offset);
  const halfLineEnd = before.endsWith('\r') && note.text[offset] === '\n';
  return (before.match(/\r\n|\r|\n/g)?.length ?? 0) + (halfLineEnd ? 0 : 1);
}

function isPassedOver(gap: string): boolean {
  // what no chunk holds is comments, and the white space around them
  return gap.replaceAll(/%%[^]*?%%|<!--[^]*?-->/g, '').trim() === '';
}

describe('laws of parseNote() and chunkNote()', () => {
  test('chunks are in order, do not overlap, and hold everything but frontmatter and comments', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(16, 40, 400), (written, maxTokens) => {
        const note = parseText(written);
        if (!note) return;
        let at = note.text.length - bodyOf(note).length;
        for (const [index, chunk] of chunkNote(note, { maxTokens }).entries()) {
          expect(chunk.ordinal).toBe(index);
          expect(chunk.start).toBeGreaterThanOrEqual(at);
          expect(chunk.end).toBeGreaterThan(chunk.start);
          expect(isPassedOver(note.text.slice(at, chunk.start)), JSON.stringify(note.text.slice(at, chunk.start))).toBe(true);
          at = chunk.end;
        }
        expect(isPassedOver(note.text.slice(at)), JSON.stringify(note.text.slice(at))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('offsets and line numbers of chunks, sections, headings, links and blocks agree', () => {
    fc.assert(
      fc.property(text, (written) => {
        const note = parseText(written);
        if (!note) return;
        const chunks = chunkNote(note, { maxTokens: 30 });
        const ranges = [...chunks, ...chunks.map(({ section }) => section), ...note.headings, ...note.links, ...note.blocks];
        for (const { start, end, startLine, endLine } of ranges) {
          expect([startLine, endLine]).toEqual([countedLine(note, start), countedLine(note, end)]);
        }
        for (const { start, end, section } of chunks) expect(section.start <= start && section.end >= end).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('every heading is in the heading path or in the search text of some chunk', () => {
    fc.assert(
      fc.property(text, (written) => {
        const note = parseText(written);
        if (!note) return;
        const searched = chunkNote(note).flatMap(({ headingPath, searchText }) => [...headingPath, searchText]).join('\n');
        for (const heading of note.headings) expect(searched).toContain(heading.text);
      }),
      { numRuns: 500 },
    );
  });

  test('markup is in order, inside the text and without overlap', () => {
    fc.assert(
      fc.property(text, (written) => {
        const note = parseText(written);
        const markup = note?.markup ?? [];
        let shownTo = 0;
        for (let at = 0; at < markup.length; at += 3) {
          const [start, end] = [markup[at] ?? -1, markup[at + 1] ?? -1];
          expect(start).toBeGreaterThanOrEqual(shownTo);
          expect(end).toBeGreaterThanOrEqual(start);
          shownTo = end;
        }
        expect(shownTo).toBeLessThanOrEqual(note?.text.length ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test('any bytes under any name are parsed or refused with a reason, the same each time', () => {
    const path = fc.constantFrom('a.md', 'a.txt', 'a.html', 'a.ipynb', 'a.canvas', 'a', '.md');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), path, (bytes, notePath) => {
        const note = parseNote({ path: notePath, bytes });
        if ('reason' in note) expect(note.reason).not.toBe('');
        else expect(chunkNote(note)).toEqual(chunkNote(parseNote({ path: notePath, bytes }) as ParsedNote));
      }),
      { numRuns: 500 },
    );
  });
});

/** The text after the frontmatter, found the slow way. */
function bodyOf(note: ParsedNote): string {
  const match = /^---[^\S\r\n]*(?:\r\n|\r|\n)(?:[^]*?(?:\r\n|\r|\n))??---[^\S\r\n]*(?:\r\n|\r|\n|$)/.exec(note.text);
  return match ? note.text.slice(match[0].length) : note.text;
}
