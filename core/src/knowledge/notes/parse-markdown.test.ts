import { describe, expect, test } from 'vitest';
import { chunkNote, type ParsedNote, parseNote } from './index.ts';

function parse(text: string, path = 'folder/note.md'): ParsedNote {
  const note = parseNote({ path, bytes: new TextEncoder().encode(text) });
  if ('reason' in note) throw new Error(note.reason);
  return note;
}

/** Each block as `kind: its text`. */
const blocksOf = (text: string): string[] => {
  const note = parse(text);
  return note.blocks.map(({ kind, start, end }) => `${kind}: ${note.text.slice(start, end)}`);
};

/** What is searched of a note, headings included. */
const searchedOf = (text: string): string => chunkNote(parse(text)).flatMap(({ headingPath, searchText }) => [...headingPath, searchText]).filter(Boolean).join('\n');

describe('blocks', () => {
  test.each<[string, string, string[]]>([
    ['a paragraph of two lines', 'one\ntwo\n\nthree', ['paragraph: one\ntwo', 'paragraph: three']],
    ['a heading that interrupts', 'one\n# Two\nthree', ['paragraph: one', 'heading: # Two', 'paragraph: three']],
    ['a setext heading of two lines', 'one\ntwo\n===\nthree', ['heading: one\ntwo\n===', 'paragraph: three']],
    ['a setext heading of level 2', 'one\n---\nthree', ['heading: one\n---', 'paragraph: three']],
    ['a rule after a blank line', 'one\n\n---\n\n* * *', ['paragraph: one', 'rule: ---', 'rule: * * *']],
    ['a rule after a list', '- one\n---', ['list: - one', 'rule: ---']],
    ['a list with nested items and text', '- one\n  - two\n    more\n1. three', ['list: - one\n  - two\n    more\n1. three']],
    ['a list with blank lines', '- one\n\n  more of one\n\n- two\n\nout', ['list: - one', 'list:   more of one', 'list: - two', 'paragraph: out']],
    ['a list after a paragraph', 'text\n- one', ['paragraph: text', 'list: - one']],
    ['a year at a line start, which is no list', 'text\n1984. was', ['paragraph: text\n1984. was']],
    ['a fence', '```js\na\n\n# no heading\n```\nout', ['code: ```js\na\n\n# no heading\n```', 'paragraph: out']],
    ['a fence of tildes that holds backticks', '~~~\n```\n~~~\nout', ['code: ~~~\n```\n~~~', 'paragraph: out']],
    ['a longer fence that holds a shorter', '````\n```\n```\n````\nout', ['code: ````\n```\n```\n````', 'paragraph: out']],
    ['a fence in a list', '- one\n\n  ```sh\n  ls\n  ```\n- two', ['list: - one', 'code:   ```sh\n  ls\n  ```', 'list: - two']],
    ['an unclosed fence', 'a\n\n```\ncode\n\nmore\n\n', ['paragraph: a', 'code: ```\ncode\n\nmore']],
    ['inline code of three backticks', '```code```\n# Heading', ['paragraph: ```code```', 'heading: # Heading']],
    ['indented code', 'a\n\n    code\n\n    more\n\nb', ['paragraph: a', 'code:     code\n\n    more', 'paragraph: b']],
    ['a quote with a lazy line', '> one\ntwo\n\nthree', ['quote: > one\ntwo', 'paragraph: three']],
    ['a callout with a fence and a list', '> [!tip]- Title\n> ```\n> # x\n> ```\n> - a', ['callout: > [!tip]- Title\n> ```\n> # x\n> ```\n> - a']],
    ['a nested callout', '> [!a]\n> > [!b] B\n> > text', ['callout: > [!a]\n> > [!b] B\n> > text']],
    ['a table', '| a | b |\n|---|:-:|\n| 1 | 2 |\n\nx', ['table: | a | b |\n|---|:-:|\n| 1 | 2 |', 'paragraph: x']],
    ['a table without outer pipes below a paragraph', 'text\na | b\n--- | ---\n1 | 2', ['paragraph: text', 'table: a | b\n--- | ---\n1 | 2']],
    ['a delimiter row of another width, which makes no table', 'a | b\n---|---|---', ['paragraph: a | b\n---|---|---']],
    ['a block of math', '$$\n\\sum_i\n\n#x\n$$\nout', ['math: $$\n\\sum_i\n\n#x\n$$', 'paragraph: out']],
    ['math on one line', '$$x$$', ['math: $$x$$']],
    ['a footnote', 'text[^1]\n\n[^1]: the note\nmore', ['paragraph: text[^1]', 'footnote: [^1]: the note\nmore']],
    ['HTML', '<div>\n<b>x</b>\n</div>\n\ny', ['html: <div>\n<b>x</b>\n</div>', 'paragraph: y']],
    ['HTML whose content is kept to its closing tag', '<pre>\n\n# x\n</pre>\ny\n\nz', ['html: <pre>\n\n# x\n</pre>\ny', 'paragraph: z']],
    ['comments of Obsidian', 'a\n\n%% b\n\nc %%\n\nd', ['paragraph: a', 'paragraph: d']],
    ['comments of HTML', '<!-- a\n\nb -->\nc', ['paragraph: c']],
    ['text after a comment', '%% a\nb %% c\nd', ['paragraph:  c\nd']],
    ['an unclosed comment, which is text', '%% a\n\nb', ['paragraph: %% a', 'paragraph: b']],
    ['a percentage, which is no comment', '100%% sure\n\n50%% off', ['paragraph: 100%% sure', 'paragraph: 50%% off']],
    ['lines that end in CR LF or in a lone CR', 'a\r\nb\r\n\r\nc\r\rd', ['paragraph: a\r\nb', 'paragraph: c', 'paragraph: d']],
    ['frontmatter', '---\na: b\n---\ntext', ['paragraph: text']],
    ['frontmatter that is not closed, which is a rule', '---\na: b', ['rule: ---', 'paragraph: a: b']],
    ['a rule later in the note, which opens no frontmatter', 'x\n\n---\na: b\n---', ['paragraph: x', 'rule: ---', 'heading: a: b\n---']],
  ])('%s', (_, text, expected) => {
    expect(blocksOf(text)).toEqual(expected);
  });

  test('block ids name the block they end, the item they end, or the block above', () => {
    const note = parse('para ^one\n\n- a\n- b ^two\n  more\n- c ^three\n\n| a |\n|---|\n| 1 |\n\n^four\n\nx^five\n\ny ^six seven');
    expect(note.blocks.filter(({ blockId }) => blockId).map(({ kind, blockId, start, end }) => [blockId, kind, note.text.slice(start, end)])).toEqual([
      ['one', 'paragraph', 'para ^one'],
      ['two', 'list', '- b ^two'],
      ['three', 'list', '- c ^three'],
      ['four', 'table', '| a |\n|---|\n| 1 |\n\n^four'],
    ]);
  });

  test('a second block id below a block is text, and none is attached to a heading', () => {
    expect(blocksOf('# A\n\n^a\n\nb ^b\n\n^c')).toEqual(['heading: # A', 'paragraph: ^a', 'paragraph: b ^b', 'paragraph: ^c']);
  });

  test('every block knows the section that holds it', () => {
    expect(parse('a\n# A\nb\n## B\nc').blocks.map(({ kind, headingIndex }) => [kind, headingIndex])).toEqual([['paragraph', -1], ['heading', 0], ['paragraph', 0], ['heading', 1], ['paragraph', 1]]);
  });
});

describe('headings', () => {
  test.each<[string, [number, string][]]>([
    ['# One', [[1, 'One']]],
    ['###### Six', [[6, 'Six']]],
    ['####### Seven', []],
    ['#NoSpace', []],
    ['   ## Indented', [[2, 'Indented']]],
    ['    # Code', []],
    ['## Closed ##', [[2, 'Closed']]],
    ['## Not closed#', [[2, 'Not closed#']]],
    ['# C#', [[1, 'C#']]],
    ['#\tTab', [[1, 'Tab']]],
    ['# A [[Note#x|link]] and **bold** `code`', [[1, 'A link and bold code']]],
    ['# [text](a.md) ![[pic.png]]', [[1, 'text pic.png']]],
    ['# ', [[1, '']]],
    ['Two\nlines\n---', [[2, 'Two lines']]],
    ['> # In a quote', []],
    ['# Ünïcode 中文 𝄞 عربي', [[1, 'Ünïcode 中文 𝄞 عربي']]],
  ])('%j', (text, expected) => {
    expect(parse(text).headings.map(({ level, text: shown }) => [level, shown])).toEqual(expected);
  });
});

describe('tags', () => {
  test.each<[string, string[]]>([
    ['#tag and #Other', ['tag', 'Other']],
    ['#a/b/c #a', ['a/b/c', 'a']],
    ['#2024 #2024-01 #y2024', ['2024-01', 'y2024']],
    ['#with-dash_and_under. #end, #x!', ['with-dash_and_under', 'end', 'x']],
    ['#one#two no#three#four (#five)', ['one', 'two']],
    ['no#tag `#code` https://x.y/#part', []],
    ['```\n#code\n```\n\n    #indented', []],
    ['# Heading #in-heading', ['in-heading']],
    ['- #item\n- [ ] #task', ['item', 'task']],
    ['> #quoted\n> ```\n> #code\n> ```', ['quoted']],
    ['| #cell |\n|---|', ['cell']],
    ['%% #comment %% <!-- #html -->', []],
    ['$#math$', []],
    ['#日本語 #тег #עברית #emoji🚀', ['日本語', 'тег', 'עברית', 'emoji🚀']],
    ['#tag/ #/x # #', ['tag', '/x']],
    ['\\#escaped', []],
    ['---\ntags: [a, "#b", c/d]\n---\n#a', ['a', 'b', 'c/d']],
    ['---\ntags: a, b c\n---', ['a', 'b', 'c']],
    ['---\ntag: one\nTags:\n  - two\n  - 3\n---\nx', ['one', 'two', '3']],
    ['[link](a.md#heading) [[note#heading]]', []],
  ])('%j', (text, expected) => {
    expect(parse(`${text}\n\nend`).tags).toEqual(expected);
  });
});

describe('links', () => {
  test.each<[string, [target: string, subpath: string | undefined, display: string, embed: boolean][]]>([
    ['[[Note]]', [['Note', undefined, 'Note', false]]],
    ['[[folder/Note|shown]]', [['folder/Note', undefined, 'shown', false]]],
    ['[[Note#Part]] [[Note#A#B]]', [['Note', 'Part', 'Note > Part', false], ['Note', 'A#B', 'Note > A > B', false]]],
    ['[[Note#^block|x]]', [['Note', '^block', 'x', false]]],
    ['[[#Here]]', [['', 'Here', 'Here', false]]],
    ['![[pic.png|200x100]] ![[Note#Part]]', [['pic.png', undefined, 'pic.png', true], ['Note', 'Part', 'Note > Part', true]]],
    ['| a |\n|---|\n| [[Note\\|shown]] |', [['Note', undefined, 'shown', false]]],
    ['[[[Note]]] [[a [[b]]', [['Note', undefined, 'Note', false], ['b', undefined, 'b', false]]],
    ['[[not\nclosed]] [[]] [[open', []],
    ['[text](My%20note.md) [a](<b c.md> "title") [t](x/y)', [['My note.md', undefined, 'text', false], ['b c.md', undefined, 'a', false], ['x/y', undefined, 't', false]]],
    ['[part](note.md#A%20b) [top](#Here) [odd](100%.md)', [['note.md', 'A b', 'part', false], ['', 'Here', 'top', false], ['100%.md', undefined, 'odd', false]]],
    ['[web](https://example.org) [mail](mailto:a@b.c) [proto](//x.y) <https://x.y>', []],
    ['![alt](pic.png) [![alt](inner.png)](outer.md)', [['pic.png', undefined, 'alt', true], ['inner.png', undefined, 'alt', true], ['outer.md', undefined, 'alt', false]]],
    ['[a [b](inner.md) c](outer.md)', [['inner.md', undefined, 'b', false]]],
    ['[paren](a_(b).md) [space](a b.md) [none] (x)', [['a_(b).md', undefined, 'paren', false]]],
    ['`[[code]]` %%[[comment]]%% $[[math]]$ \\[[escaped]]', []],
    ['```\n[[code]]\n```', []],
    ['> [!note] [[Title]]\n> [[Body]]', [['Title', undefined, 'Title', false], ['Body', undefined, 'Body', false]]],
    ['---\nup: "[[Parent|p]]"\nlist:\n  - "[[Other]]"\n---\nx', [['Parent', undefined, 'p', false], ['Other', undefined, 'Other', false]]],
    ['# [[In heading]]', [['In heading', undefined, 'In heading', false]]],
    ['[**bold** `code`](a.md)', [['a.md', undefined, 'bold code', false]]],
  ])('%j', (text, expected) => {
    const note = parse(text);
    expect(note.links.map(({ target, subpath, display, embed }) => [target, subpath, display, embed])).toEqual(expected);
    for (const link of note.links) expect(note.text.slice(link.start, link.end)).toMatch(/^!?\[.*[\])]$/s);
  });
});

describe('search text', () => {
  test.each<[string, string]>([
    ['**bold** _it_ ***both*** ==mark== ~~gone~~ `code`', 'bold it both mark gone code'],
    ['snake_case 2*3 a = b x==y * alone', 'snake_case 2*3 a = b xy * alone'],
    ['[[Note|shown]], [[a/b#c]], ![[pic.png|50]]', 'shown, a/b#c, pic.png'],
    ['[text](https://x.y "t"), ![alt](a.png)', 'text, alt'],
    ['array[0] and [x] stay', 'array[0] and [x] stay'],
    ['a %%hidden%% b <!-- also --> c', 'a  b  c'],
    ['a<br>b <b>c</b>d <kbd>Ctrl</kbd>', 'a b cd Ctrl'],
    ['type <your name> or List<String>', 'type <your name> or List<String>'],
    ['Tom &amp; Jerry &lt;3 &#x41;&#66; &unknown;', 'Tom & Jerry <3 AB &unknown;'],
    ['\\*not emphasis\\* \\# a\\b', '*not emphasis* # a\\b'],
    ['$x^2$ costs $5 and $6', 'x^2 costs $5 and $6'],
    ['text[^1] and ^[inline note]', 'text and [inline note]'],
    ['#project/iza done', 'project/iza done'],
    ['- [ ] task\n- [x] done\n  1. one', 'task\ndone\n  one'],
    ['> [!warning]+ Careful\n> Very **much**', 'Careful\nVery much'],
    ['> # Quoted heading\n> ```js\n> code_here\n> ```', 'Quoted heading\njs\ncode_here'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'a   b  \n\n  1   2'],
    ['```js title="x"\nconst a_b = `c`;\n```', 'js title="x"\nconst a_b = `c`;'],
    ['text ^id', 'text'],
    ['`` a ` b `` and `open', 'a ` b  and `open'],
    ['# Title #\n\nBody', 'Title\nBody'],
  ])('%j', (text, expected) => {
    expect(searchedOf(text)).toBe(expected);
  });
});

describe('frontmatter', () => {
  test('gives properties, title, aliases and tags', () => {
    const note = parse('---\ntitle: "My: note"\naliases:\n  - One\n  - Two, three\nalias: Four, Five\nrating: 4.5\nnested: {a: [1, null]}\ndate: 2024-01-31\n---\n# Heading');
    expect(note.title).toBe('My: note');
    expect(note.aliases).toEqual(['One', 'Two, three', 'Four', 'Five']);
    expect(note.properties).toMatchObject({ rating: 4.5, nested: { a: [1, null] }, date: '2024-01-31' });
    expect(note.warnings).toEqual([]);
  });

  test('that is malformed gives a warning, what its plain lines say, and the whole note', () => {
    const note = parse('---\ntitle: Fine\nbroken: [a\ntags: [x]\n---\nBody');
    expect(note.warnings).toEqual([expect.stringMatching(/^The properties at the top cannot be read as YAML: .+Only their plain lines are used\.$/s)]);
    expect([note.title, note.tags]).toEqual(['Fine', ['x']]);
    expect(searchedOf(note.text)).toContain('Body');
  });

  test.each([
    ['a bomb of aliases', `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`).join('\n')}`],
    ['a cycle', 'a: &a [*a]'],
    ['nesting without end', `a: ${'['.repeat(20_000)}`],
    ['a list instead of properties', '- a\n- b: c'],
    ['a document of 300 kB', `a: |\n${'  text\n'.repeat(40_000)}`],
  ])('survives %s', (_, yaml) => {
    const note = parse(`---\n${yaml}\n---\nBody`);
    expect(() => JSON.stringify(note.properties)).not.toThrow();
    expect(note.blocks).toHaveLength(1);
  });

  test('keys of an object’s own machinery stay keys', () => {
    const { properties } = parse('---\n__proto__: x\nconstructor: {y: z}\n---\nBody');
    expect(Object.keys(properties)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('title', () => {
  test.each([
    ['---\ntitle: T\n---\n# H', 'T'],
    ['# H **b**\ntext', 'H b'],
    ['text\n# H', 'note'],
    ['## H', 'note'],
    ['# \ntext', 'note'],
  ])('of %j is %j', (text, expected) => {
    expect(parse(text).title).toBe(expected);
  });

  test('falls back to the file name, of which only the last extension goes', () => {
    expect(parse('x', 'a/Version 1.2.md').title).toBe('Version 1.2');
    expect(parse('x', '.hidden').title).toBe('.hidden');
  });
});

describe('hostile notes are read in linear time', () => {
  const count = 40_000;
  test.each([
    ['open brackets', '['.repeat(count)],
    ['open wikilinks', '[[ '.repeat(count)],
    ['open wikilinks that one pair closes', `${'[[ '.repeat(count)}x]]`],
    ['open embeds', '![['.repeat(count)],
    ['brackets in pairs', '['.repeat(count) + ']'.repeat(count)],
    ['nested links', '['.repeat(count) + 'x' + '](y)'.repeat(count)],
    ['nested pictures', '!['.repeat(count) + 'x' + '](y)'.repeat(count)],
    ['links without an end', '[a](b'.repeat(count)],
    ['links with a title without an end', '[a](b (c'.repeat(count)],
    ['quotes in quotes', `${'>'.repeat(count)} x`],
    ['lines of deepening quotes', Array.from({ length: 1000 }, (_, depth) => `${'>'.repeat(depth)} x`).join('\n')],
    ['backticks of every length', Array.from({ length: 400 }, (_, length) => '`'.repeat(length + 1)).join(' ')],
    ['lone stars', '* a '.repeat(count)],
    ['dollars', '$a '.repeat(count)],
    ['percent signs', '%% a\n\n%'.repeat(count / 2)],
    ['open comments', '<!-- a\n\n'.repeat(count / 2)],
    ['open tags', '<div '.repeat(count)],
    ['ampersands', '&'.repeat(count)],
    ['hashes', '#'.repeat(count)],
    ['carets', ' ^a'.repeat(count)],
    ['blocks of math without an end', '$$\na\n\n'.repeat(count / 2)],
    ['headings of the same name that link to themselves', '# A\n[[#A]] [[note]]\n'.repeat(10_000)],
    ['empty headings', '# \n'.repeat(count / 2)],
    ['deepening headings', Array.from({ length: 10_000 }, (_, index) => `${'#'.repeat((index % 6) + 1)} H${index}`).join('\n')],
    ['deepening lists', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n')],
    ['table rows', `|a|\n|-|\n${'|x|\n'.repeat(count / 2)}`],
    ['a table of one row', `|${'a|'.repeat(count)}\n|${'-|'.repeat(count)}`],
    ['one line without a space', 'x'.repeat(count * 5)],
    ['one unspaced Thai line', 'ไทย'.repeat(count / 5)],
    ['fences of growing length', Array.from({ length: 1000 }, (_, length) => '~'.repeat(length + 3)).join('\n\n')],
  ])('%s', (_, text) => {
    const note = parse(`${text}\n\nend`);
    const chunks = chunkNote(note);
    expect(chunks.at(-1)?.end).toBe(note.text.length);
  });
});
