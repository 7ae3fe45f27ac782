import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkNote, type ParsedNote, parseNote } from './index.ts';

/** Any UTF-16 text, half characters too; fast-check's own `unit: 'binary'` takes seconds to set up. */
const anyText = (maxLength: number) => fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength }).map((units) => String.fromCharCode(...units));

type Cell = { readonly cell_type: string; readonly source: string | readonly string[]; readonly outputs?: readonly unknown[] };

const notebook = (cells: readonly Cell[], more: object = {}) => JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more }, undefined, 1);

const read = (json: string) => parseNote({ path: 'work/analysis.ipynb', bytes: new TextEncoder().encode(json) });

function parse(json: string): ParsedNote {
  const note = read(json);
  if ('reason' in note) throw new Error(note.reason);
  return note;
}

const markdown = (source: Cell['source']): Cell => ({ cell_type: 'markdown', source });
const code = (source: Cell['source'], ...outputs: readonly unknown[]): Cell => ({ cell_type: 'code', source, outputs });
const long = 'value = compute(value)\n'.repeat(30);

test('cells are read in order: Markdown with its headings and links, code with its text outputs', () => {
  const note = parse(
    notebook([
      markdown(['# Analysis\n', 'See [[Plan]]. #data']),
      code('x = 1\nprint(x)', { output_type: 'stream', name: 'stdout', text: ['1\n', '2\n'] }, { output_type: 'display_data', data: { 'image/png': 'AAAA', 'text/plain': '<Figure>' } }),
      { cell_type: 'raw', source: 'raw text' },
      code('1/0', { output_type: 'error', ename: 'ZeroDivisionError', evalue: 'division by zero', traceback: ['\u001b[31mlong\u001b[0m'] }),
    ]),
  );
  expect(note.blocks.map(({ kind, cell, start, end }) => [kind, cell, note.text.slice(start, end)])).toEqual([
    ['heading', '1', '# Analysis'],
    ['paragraph', '1', 'See [[Plan]]. #data'],
    ['cell', '2', 'x = 1\nprint(x)\n1\n2\n<Figure>'],
    ['paragraph', '3', 'raw text'],
    ['cell', '4', '1/0\nZeroDivisionError: division by zero'],
  ]);
  expect(note).toMatchObject({ title: 'Analysis', tags: ['data'], format: 'notebook', links: [{ target: 'Plan' }] });
});

test('line numbers are those of the JSON, for sources as lists and as strings', () => {
  const json = notebook([markdown(['# A\n', 'text\n', 'more']), code('one\ntwo'), code(['a\n', 'b'], { output_type: 'stream', text: ['out\n', 'put\n'] })]);
  const lines = json.split('\n');
  const lineOf = (content: string) => lines.findIndex((line) => line.includes(content)) + 1;
  expect(parse(json).blocks.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
    [lineOf('# A'), lineOf('# A')],
    [lineOf('"text'), lineOf('"more')],
    [lineOf('one\\ntwo'), lineOf('one\\ntwo')],
    [lineOf('"a\\n'), lineOf('"put')],
  ]);
  expect(new Set(parse(JSON.stringify(JSON.parse(json))).blocks.flatMap(({ startLine, endLine }) => [startLine, endLine]))).toEqual(new Set([1]));
});

test('a Markdown cell shares a chunk with the code cell after it, and chunks are named by their first cell', () => {
  const chunks = chunkNote(parse(notebook([markdown('# Load\nHow to load.'), code(long), code(long), markdown('Then plot.'), code(long)])));
  expect(chunks.map(({ anchor, headingPath, kind }) => [anchor, headingPath, kind])).toEqual([
    ['cell-1', ['Load'], 'text'],
    ['cell-3', ['Load'], 'cell'],
    ['cell-4', ['Load'], 'text'],
  ]);
  expect(chunks[0]?.searchText).toContain('How to load.\nvalue');
});

test('outputs are cut off after their beginning, without the colours of a terminal', () => {
  const note = parse(notebook([code('run()', { output_type: 'stream', text: Array.from({ length: 5000 }, (_, index) => `\u001b[1mline ${index}\u001b[0m\n`) })]));
  expect(note.text).toContain('line 19');
  expect(note.text).not.toContain('line 20');
  expect(note.text).not.toContain('\u001b');
});

test('properties tell the language, the title of the metadata wins', () => {
  const note = parse(notebook([markdown('# H')], { metadata: { title: 'T', kernelspec: { name: 'ir', language: 'R' }, language_info: { name: 'R' } } }));
  expect([note.title, note.properties]).toEqual(['T', { language: 'R', kernel: 'ir' }]);
});

test.each([0, 1, 2, 3, 4, 5])('nbformat 4.%i is read', (minor) => {
  const cell = { ...markdown('text'), metadata: {}, ...(minor === 5 ? { id: 'abc' } : {}), ...(minor >= 1 ? { attachments: { 'a.png': { 'image/png': 'AAAA' } } } : {}) };
  expect(parse(notebook([cell], { nbformat_minor: minor })).text.trim()).toBe('text');
});

test.each([
  ['broken JSON', '{"cells": [', /^The notebook's JSON is broken: .+ Open it in Jupyter and save it again\.$/s],
  ['an older format', JSON.stringify({ nbformat: 3, worksheets: [] }), /^The notebook has format 3; IZA reads format 4\./],
  ['other JSON', '{"a": 1}', /^The file is no Jupyter notebook: .*nbformat/s],
  ['a list', '[1]', /^The file is no Jupyter notebook/],
  ['no text', notebook([]), /^The notebook holds no text\.$/],
  ['JSON nested without end', ('['.repeat(100_000)), /broken/],
])('%s is refused with the reason', (_, json, reason) => {
  expect(read(json)).toMatchObject({ type: 'skipped', reason: expect.stringMatching(reason) });
});

test('cells of unexpected shape lose only what is wrong', () => {
  const json = JSON.stringify({ nbformat: 4, cells: [{ cell_type: 'code', source: 5, outputs: 'x' }, { cell_type: 'code', source: 'kept', outputs: [{ output_type: 'stream', text: 7 }] }] });
  expect(parse(json).text.trim()).toBe('kept');
});

describe('laws', () => {
  const source = fc.oneof(anyText(30), fc.array(fc.constantFrom('# A\n', 'text\n', '```\n', '\n', 'x', '%%\n', '$$\n', '- a\n', '^id\n', '"\\\n', '\r\n', '🌱'), { maxLength: 8 }));
  const output = fc.oneof(fc.record({ output_type: fc.constant('stream'), text: source }), fc.record({ output_type: fc.constant('execute_result'), data: fc.record({ 'text/plain': source }) }), fc.record({ output_type: fc.constant('error'), ename: fc.string(), evalue: fc.string() }));
  const cell = fc.record({ cell_type: fc.constantFrom('markdown', 'code', 'raw', 'other'), source, outputs: fc.array(output, { maxLength: 3 }) });

  test('all text but comments is in chunks, in order, on lines that the file has', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 6 }), fc.constantFrom(undefined, 1, '\t'), (cells, indent) => {
        const json = JSON.stringify({ nbformat: 4, metadata: {}, cells }, undefined, indent);
        const note = read(json);
        if ('reason' in note) return;
        const lineCount = json.split('\n').length;
        expect(note.originalLines).toHaveLength(note.text.split('\n').length);
        let at = 0;
        for (const { start, end, startLine, endLine } of chunkNote(note, { maxTokens: 40 })) {
          expect(note.text.slice(at, start).replaceAll(/%%[^]*?%%/g, '').trim()).toBe('');
          expect(startLine >= 1 && startLine <= endLine && endLine <= lineCount, `${startLine}-${endLine} of ${lineCount}`).toBe(true);
          at = end;
        }
        expect(note.text.slice(at).replaceAll(/%%[^]*?%%/g, '').trim()).toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
