import { expect, test } from 'vitest';
import { chunkNote, type ParsedNote, parseNote } from './index.ts';

const read = (json: string) => parseNote({ path: 'maps/Plan.canvas', bytes: new TextEncoder().encode(json) });

function parse(nodes: readonly object[]): ParsedNote {
  // as Obsidian writes it: one node a line
  const note = read(`{\n\t"nodes":[\n${nodes.map((node) => `\t\t${JSON.stringify(node)}`).join(',\n')}\n\t],\n\t"edges":[]\n}`);
  if ('reason' in note) throw new Error(note.reason);
  return note;
}

const size = { width: 100, height: 50 };
const group = { id: 'g', type: 'group', label: 'Ideas', x: 0, y: 0, width: 1000, height: 1000 };

test('each card is a chunk of its own, groups are headings over the cards in them, rows are read from the top', () => {
  const note = parse([
    { id: 'c', type: 'text', text: 'third', x: 200, y: 300, ...size },
    group,
    { id: 'b', type: 'text', text: '# Second\n\nwith **Markdown**', x: 10, y: 300, ...size },
    { id: 'a', type: 'text', text: 'outside', x: 5000, y: 0, ...size },
    { id: 'd', type: 'link', url: 'https://example.org', x: 10, y: 400, ...size },
  ]);
  expect(chunkNote(note).map(({ kind, anchor, headingPath, searchText, startLine }) => [kind, anchor, headingPath, searchText, startLine])).toEqual([
    ['card', 'card-a', [], 'outside', 6],
    ['card', 'card-b', ['Ideas'], 'Second\n\nwith Markdown', 4],
    ['card', 'card-c', ['Ideas'], 'third', 3],
    ['card', 'card-d', ['Ideas'], 'https://example.org', 7],
  ]);
});

test('a card belongs to the smallest group around it', () => {
  const inner = { ...group, id: 'i', label: 'Inner', width: 200, height: 200 };
  const note = parse([inner, group, { id: 'a', type: 'text', text: 'text', x: 10, y: 10, ...size }]);
  expect(chunkNote(note).find(({ searchText }) => searchText === 'text')?.headingPath).toEqual(['Inner']);
});

test('file cards are embeds, and links and tags inside cards count', () => {
  const note = parse([
    { id: 'a', type: 'file', file: 'notes/Other.md', subpath: '#Part', x: 0, y: 0, ...size },
    { id: 'b', type: 'text', text: 'see [[Note|n]] #tag', x: 0, y: 100, ...size },
  ]);
  expect(note.links.map(({ target, subpath, display, embed }) => [target, subpath, display, embed])).toEqual([
    ['notes/Other.md', 'Part', 'notes/Other.md > Part', true],
    ['Note', undefined, 'n', false],
  ]);
  expect([note.tags, note.title]).toEqual([['tag'], 'Plan']);
});

test.each([
  ['broken JSON', '{', /^The canvas's JSON is broken: /],
  ['other JSON', '[]', /^The file is no canvas: /],
  ['an empty canvas', '{}', /^The canvas holds no text\.$/],
])('%s is refused with the reason', (_, json, reason) => {
  expect(read(json)).toMatchObject({ reason: expect.stringMatching(reason) });
});

test('nodes of unexpected shape are read as far as they go', () => {
  expect(chunkNote(parse([{ type: 'text', text: 'kept', x: 'no' }, { id: 7, type: 'text', text: 'too' }, { id: 'x', type: 'new' }])).map(({ searchText }) => searchText)).toEqual(['kept', 'too']);
});
