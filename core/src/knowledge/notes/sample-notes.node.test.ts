import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleNotes } from '../../../../fixtures/generators/notes/index.ts';
import { chunkNote, type ParsedNote, parseNote } from './index.ts';

const root = join(import.meta.dirname, '../../../../fixtures/notes');
const files = sampleNotes();

function parse(path: string): ParsedNote {
  const bytes = files.get(path);
  const note = bytes && parseNote({ path: path.slice(path.indexOf('/') + 1), bytes });
  if (!note || 'reason' in note) throw new Error(`${path}: ${note?.reason ?? 'no such fixture'}`);
  return note;
}

const linesOf = (path: string): [string | undefined, number, number][] => chunkNote(parse(path)).map(({ anchor, startLine, endLine }) => [anchor, startLine, endLine]);

test('the fixtures are what their generator writes', async () => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll('\\', '/'));
  expect(paths.filter((path) => path !== '.gitattributes').sort()).toEqual([...files.keys()].sort());
  for (const [path, bytes] of files) expect(new Uint8Array(await readFile(join(root, path))), path).toEqual(bytes);
});

describe('the sample vault', () => {
  test('gives every part of a full note', () => {
    const note = parse('vault/Sleep study.md');
    expect(note.headings.map(({ text, startLine }) => [text, startLine])).toEqual([['Sleep study', 1], ['Protocol', 5], ['Results', 15]]);
    expect(note.blocks.map(({ kind, startLine, endLine, blockId }) => [kind, startLine, endLine, blockId])).toEqual([
      ['heading', 1, 1, undefined],
      ['paragraph', 3, 3, undefined],
      ['heading', 5, 5, undefined],
      ['list', 7, 7, undefined],
      ['list', 8, 8, 'impedance'],
      ['callout', 10, 13, undefined],
      ['heading', 15, 15, undefined],
      ['table', 17, 20, undefined],
      ['code', 22, 24, undefined],
      ['paragraph', 26, 26, undefined],
      ['footnote', 28, 28, undefined],
    ]);
    expect([note.tags, note.links.map(({ target, display }) => [target, display])]).toEqual([['eeg/sleep'], [['people/Ada', 'Ada']]]);
  });

  test('forgives what is malformed and says so', () => {
    expect(parse('vault/people/Ada.md')).toMatchObject({ properties: { born: '1815-12-10' }, warnings: [expect.stringContaining('YAML')] });
    expect(parse('vault/lines/latin-1.md')).toMatchObject({ title: 'Caf\ufffd', warnings: [expect.stringContaining('UTF-8')] });
    for (const name of ['empty', 'binary']) expect(() => parse(`vault/${name}.md`)).toThrow(name);
  });

  test('has the same lines under every line end and encoding', () => {
    expect(linesOf('vault/lines/crlf.md')).toEqual(linesOf('vault/lines/cr.md'));
    expect(linesOf('vault/lines/crlf.md')).toEqual([['#One', 1, 3], ['#Three', 5, 7]]);
    expect(parse('vault/lines/utf-16.md').headings[0]).toMatchObject({ text: 'UTF-16', start: 0, startLine: 1 });
    expect(parse('vault/lines/bom.md')).toMatchObject({ title: 'With a mark' });
  });

  test('keeps headings of every script', () => {
    expect(parse('vault/scripts/languages.md').headings.map(({ text }) => text)).toEqual(['言語', 'لغات', 'भाषाएँ', 'ภาษา', '𝔐𝔞𝔱𝔥']);
  });

  test('reads its canvas', () => {
    expect(linesOf('vault/map.canvas')).toEqual([['card-c1', 3, 4], ['card-f1', 5, 5]]);
  });
});

describe('the exports of Apple Notes', () => {
  test('keep check lists, tables, attachments, links and lines', () => {
    const note = parse('apple-notes/Groceries.html');
    expect(note.blocks.map(({ kind, start, end, startLine, endLine }) => [kind, note.text.slice(start, end), startLine, endLine])).toEqual([
      ['heading', 'Groceries', 7, 7],
      ['paragraph', 'For the weekend & the trip', 8, 8],
      ['list', '- [x] Bread\n- [ ] Cheese', 11, 12],
      ['paragraph', 'Budget', 14, 14],
      ['table', 'Item | Price\nBread | 3 €', 16, 17],
      ['paragraph', 'Photo: receipt.jpg\nSee the trip #shopping', 19, 20],
    ]);
    expect([note.title, note.tags]).toEqual(['Groceries', ['shopping']]);
    expect(note.links.map(({ target, embed }) => [target, embed])).toEqual([['Attachments/receipt.jpg', true], ['Trip.html', false]]);
  });
});

describe('the notebooks', () => {
  test.each([0, 1, 2, 3, 4, 5])('of nbformat 4.%i hold the same text', (minor) => {
    const note = parse(`jupyter/nbformat-4.${minor}.ipynb`);
    expect(note.text).toBe(parse('jupyter/one-line.ipynb').text);
    expect(note.blocks.map(({ kind, cell }) => `${kind} ${cell}`)).toEqual(['heading 1', 'paragraph 1', 'cell 2', 'heading 3', 'cell 4', 'cell 5']);
  });

  test('that are broken or old are refused with the reason', () => {
    expect(() => parse('jupyter/broken.ipynb')).toThrow('JSON is broken');
    expect(() => parse('jupyter/nbformat-3.ipynb')).toThrow('IZA reads format 4');
  });
});
