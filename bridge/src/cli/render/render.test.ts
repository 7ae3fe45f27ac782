import { capabilities } from '@iza/core/app';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from './plain-text.ts';
import type { RenderContext } from './render-context.ts';
import { renderResult } from './render-result.ts';
import { createStyle } from './style.ts';
import { renderTextTable } from './text-table.ts';
import { textWidth, truncateToWidth, wrapText } from './text-width.ts';

const plain: RenderContext = { style: createStyle(false), columnCount: 80, streamed: false };
const ESCAPE = '\u001b';
const citation = { marker: 1, sourceId: 'v', path: 'a/b.md', title: 'B', headingPath: ['One', 'Two'], startLine: 3, endLine: 4, quote: 'exact\nwords', verified: true };
const passage = { sourceId: 'v', path: 'a/b.md', title: 'B', headingPath: ['One'], startLine: 3, endLine: 7, start: 0, end: 9, text: '# One\n\nfirst\nsecond\nthird\n', score: 1.5, signals: [{ name: 'words', value: 0.25, detail: 'matched "first"' }, { name: 'title', value: 1, detail: 'in the title' }] };
const samples: Record<string, unknown> = {
  'notes.ask': { text: 'Yes. [1]', citations: [citation, { ...citation, marker: 2, verified: false, problem: 'the note changed' }], basis: 'notes', model: 'extractive' },
  'notes.search': { passages: [passage] },
  'notes.index': { addedCount: 2, changedCount: 0, movedCount: 1, removedCount: 0, unchangedCount: 3, noteCount: 6, chunkCount: 9, skipped: [{ sourceId: 'v', path: 'x.bin', reason: 'binary' }], problems: ['the embedder is down'], durationMs: 1500 },
  'notes.status': { state: 'idle', sources: [{ id: 'v', kind: 'obsidian-vault', noteCount: 6 }], noteCount: 6, chunkCount: 9, indexBytes: 2_500_000, skipped: [], problems: [], chatModel: 'extractive' },
  'notes.related': { notes: [{ sourceId: 'v', path: 'c.md', title: 'C', score: 0.5, reasons: ['links here', 'shares 3 links'] }] },
  'notes.read': { sourceId: 'v', path: 'a.md', title: 'A', text: 'line\n', tags: [], aliases: [], properties: {}, backlinks: [], warnings: ['2 bytes were replaced'] },
  'notes.explain': { passage },
  'notes.evaluate': { ndcgAt10: 0.51234, queryCount: 3, perQuery: [{ id: 'q1', text: 'a', ndcgAt10: 1, recallAt100: 1, top: ['d1'] }] },
};

describe('renderResult()', () => {
  test('has a sample here for every capability, so that each is seen by a person', () => {
    expect(Object.keys(samples)).toEqual(expect.arrayContaining(capabilities.map(({ id }) => id)));
  });

  test.each<[string, RegExp[]]>([
    ['notes.ask', [/^Yes\. \[1\]/, /\[1\] a\/b\.md:3-4 › One › Two {2}✓ verified/, /“exact words”/, /⚠ not verified: the note changed/, /From your notes only\. Made of quotes/]],
    ['notes.search', [/^ 1 {2}a\/b\.md:3-7 › One {2}1\.500\n {4}# One\n {4}first\n {4}second\n {4}… 1 more lines/, /1\.000 {2}title +in the title\n +0\.250 {2}words/]],
    ['notes.index', [/2 added, 1 moved, 3 unchanged in 1\.5 s: 6 notes, 9 chunks/, /⚠ the embedder is down\n/, /1 skipped\n {2}x\.bin {2}binary/]],
    ['notes.status', [/State +idle/, /Source +v \(obsidian-vault\), 6 notes/, /2\.5 MB/, /Last indexed +never/]],
    ['notes.related', [/0\.500 {2}c\.md {2}links here · shares 3 links/]],
    ['notes.read', [/⚠ 2 bytes were replaced\nline\n$/]],
    ['notes.explain', [/a\/b\.md:3-7/]],
    ['notes.evaluate', [/ndcgAt10 +0\.5123/, /queryCount +3/, /q1 +a +1 +1 +\["d1"\]/]],
  ])('%s reads well', (id, patterns) => {
    const text = renderResult(id, samples[id], plain);
    for (const pattern of patterns) expect(text).toMatch(pattern);
    expect(text).toMatch(/\n$/);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  test('a preview of indexing says what would be sent and what it costs', () => {
    const embedding = { fingerprint: 'openai/m', chunkCount: 5, tokenCount: 900, usd: 0.5, remote: true };
    const text = renderResult('notes.index', { ...(samples['notes.index'] as object), preview: { readCount: 3, removedCount: 1, embedding } }, plain);
    expect(text).toBe('3 notes would be read, 1 forgotten. Nothing was indexed.\n5 passages would be embedded by openai/m: about 900 tokens, about $0.50; their text leaves this machine.\n');
  });

  test('does not repeat an answer that was streamed', () => {
    expect(renderResult('notes.ask', samples['notes.ask'], { ...plain, streamed: true })).not.toContain('Yes.');
  });

  test.each(Object.keys(samples))('%s lets no control character of a note through', (id) => {
    const hostile = JSON.parse(JSON.stringify(samples[id]), (_key, value: unknown) => (typeof value === 'string' ? `${value}${ESCAPE}]0;owned\u0007${ESCAPE}[2J\r\u202e` : value)) as unknown;
    // oxlint-disable-next-line no-control-regex -- reason: those are what must not be there
    expect(renderResult(id, hostile, plain)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('colours only where they are wanted', () => {
    expect(renderResult('notes.search', samples['notes.search'], { ...plain, style: createStyle(true) })).toContain(ESCAPE);
  });

  test('shows any other output by its fields', () => {
    expect(renderResult('other.thing', { name: 'a', count: 2, list: [{ x: 1 }, { y: 'z' }], empty: undefined }, plain)).toBe('name   a\ncount  2\nlist\nx  y\n1\n   z\n');
    expect(renderResult('other.thing', 'text', plain)).toBe('text\n');
  });
});

describe('text in columns', () => {
  test.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['💡', 2],
    [`${ESCAPE}[1mbold${ESCAPE}[22m`, 4],
  ])('textWidth(%j) is %d', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test('truncateToWidth() and wrapText() never exceed the width and wrapping loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '💡', '\n'), maxLength: 80 }), fc.integer({ min: 10, max: 30 }), (text, width) => {
        expect(textWidth(truncateToWidth(text, width))).toBeLessThanOrEqual(width);
        const wrapped = wrapText(text, width);
        for (const line of wrapped.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(wrapped.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  test('renderTextTable() aligns wide characters and cuts the last column', () => {
    expect(renderTextTable([['日本', 'a'], ['b', 'c'.repeat(40)]], { columnCount: 20 })).toBe(`日本  a\nb     ${'c'.repeat(13)}…\n`);
    expect(renderTextTable([], { columnCount: 20 })).toBe('');
  });
});

test('plainText() keeps words, tabs and line ends', () => {
  expect(plainText('a\tb\r\nc\rd — 日本 👩‍👩‍👧')).toBe('a\tb\nc\nd — 日本 👩‍👩‍👧');
  expect(plainText('\u001b[31m\u0000\u009b')).toBe('␛[31m␀\ufffd');
});
