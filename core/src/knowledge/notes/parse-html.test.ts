import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkNote, type ParsedNote, parseNote } from './index.ts';

function parse(html: string): ParsedNote {
  const note = parseNote({ path: 'notes/Trip.html', bytes: new TextEncoder().encode(html) });
  if ('reason' in note) throw new Error(note.reason);
  return note;
}

const blocksOf = (html: string): string[] => {
  const note = parse(html);
  return note.blocks.map(({ kind, start, end }) => `${kind}: ${note.text.slice(start, end)}`);
};

describe('readable text', () => {
  test.each<[string, string, string[]]>([
    ['paragraphs', '<p>one  two</p><p>three</p>', ['paragraph: one two', 'paragraph: three']],
    ['lines of Apple Notes: a div each, an empty one between paragraphs', '<div>one</div><div>two</div><div><br></div><div>three</div>', ['paragraph: one\ntwo', 'paragraph: three']],
    ['line breaks', 'one<br>two<br><br>three', ['paragraph: one\ntwo', 'paragraph: three']],
    ['a line break of the file after one of the page', 'one<br>\ntwo\n<br>three', ['paragraph: one\ntwo\nthree']],
    ['headings and inline elements', '<h1>A <b>bold</b> title</h1><h3>B</h3>x<i>y</i>z', ['heading: A bold title', 'heading: B', 'paragraph: xyz']],
    ['a nested list', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ol><li>d</li><li>e</li></ol>', ['list: - a\n- b\n  - c', 'list: 1. d\n2. e']],
    ['a check list', '<ul><li><input type="checkbox" checked>done</li><li><input type="checkbox">open</li></ul>', ['list: - [x] done\n- [ ] open']],
    ['a table with blocks in its cells', '<table><tr><th>a</th><th>b</th></tr><tr><td><div>1</div><div>2</div></td><td><p>3</p></td></tr></table>', ['table: a | b\n1 2 | 3']],
    ['code with its white space', '<pre>a\n  b\n\nc</pre>', ['code: a\n  b\n\nc']],
    ['a quote', '<blockquote><p>q</p></blockquote>', ['quote: q']],
    ['entities', 'Tom &amp; Jerry&nbsp;&lt;3 &eacute;', ['paragraph: Tom & Jerry <3 é']],
    ['nothing of scripts, styles, comments and the head', '<head><style>x</style></head><script>y</script><!-- z --><p>text</p>', ['paragraph: text']],
    ['elements that are never closed', '<div><p>one<p>two<b>three', ['paragraph: one', 'paragraph: twothree']],
    ['text that is no HTML at all', 'plain < text > here', ['paragraph: plain < text > here']],
  ])('%s', (_, html, expected) => {
    expect(blocksOf(html)).toEqual(expected);
  });

  test('leaves bullets, check boxes and borders out of the searched text', () => {
    const [chunk] = chunkNote(parse('<ul><li><input type="checkbox" checked>done</li></ul><table><tr><td>a</td><td>b</td></tr></table>'));
    expect(chunk?.searchText.split(/\s+/)).toEqual(['done', 'a', 'b']);
  });
});

test('the title is a level-1 heading that opens the page, else its title element, else the file name', () => {
  expect(parse('<title>T</title><h1>H</h1>x').title).toBe('H');
  expect(parse('<title>T\n x</title><p>x</p><h1>H</h1>').title).toBe('T x');
  expect(parse('<p>x</p>').title).toBe('Trip');
});

test('links to notes and attachments are listed, addresses of the web are not', () => {
  const note = parse('<p>See <a href="Other%20note.html#part">the <b>other</b></a>, <a href="https://example.org">web</a> <img src="Attachments/photo.jpg"><img src="data:image/png;base64,AAAA"></p>');
  expect(note.links.map(({ target, subpath, display, embed, start, end }) => [target, subpath, display, embed, note.text.slice(start, end)])).toEqual([
    ['Other note.html', 'part', 'the other', false, 'the other'],
    ['Attachments/photo.jpg', undefined, 'photo.jpg', true, 'photo.jpg'],
  ]);
});

test('tags in the text are found', () => {
  expect(parse('<p>#travel and #work/plan, no#tag #1</p>').tags).toEqual(['travel', 'work/plan']);
});

test('line numbers are those of the file', () => {
  const note = parse('<html>\n<body>\n<h1>Title</h1>\n<p>one\ntwo</p>\n\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<pre>x\ny</pre>\n</body>');
  expect(note.blocks.map(({ kind, startLine, endLine }) => [kind, startLine, endLine])).toEqual([['heading', 3, 3], ['paragraph', 4, 5], ['list', 8, 9], ['code', 11, 12]]);
  const [chunk] = chunkNote(note);
  expect([chunk?.startLine, chunk?.endLine, chunk?.anchor]).toEqual([3, 12, '#Title']);
});

test('a page without text, and one that is nested without end, are refused with the reason', () => {
  const reasonOf = (html: string) => parseNote({ path: 'a.html', bytes: new TextEncoder().encode(html) });
  expect(reasonOf('<html><script>x</script></html>')).toMatchObject({ reason: 'The page holds no text.' });
  expect(reasonOf(`${'<b>'.repeat(200_000)}x${'</i>'.repeat(200_000)}`)).toMatchObject({ reason: "The page's elements are nested more than 1000 deep." });
});

test('whatever the tags, all text is in chunks, in order, on lines that the file has', () => {
  const tag = fc.constantFrom('p', 'div', 'b', 'li', 'ul', 'ol', 'table', 'tr', 'td', 'th', 'pre', 'h1', 'h2', 'blockquote', 'br', 'a href="x"', 'img src="y.png"', 'input type=checkbox', 'script', 'title', 'head', 'span');
  const part = fc.oneof(
    tag.map((name) => `<${name}>`),
    tag.map((name) => `</${name.split(' ')[0]}>`),
    fc.constantFrom('word', ' ', '\n', '\r\n', '&amp;', '&nbsp;', '#tag', '<!-- c -->', '<', '𝄞', 'עברית'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const html = parts.join('');
      const note = parseNote({ path: 'a.html', bytes: new TextEncoder().encode(html) });
      if ('reason' in note) return;
      const lineCount = html.split('\n').length;
      let at = 0;
      for (const { start, end, startLine, endLine } of chunkNote(note, { maxTokens: 16 })) {
        expect(note.text.slice(at, start).trim()).toBe('');
        expect(end).toBeGreaterThan(start);
        expect(startLine >= 1 && startLine <= endLine && endLine <= lineCount).toBe(true);
        at = end;
      }
      expect(note.text.slice(at).trim()).toBe('');
      expect(note.originalLines).toHaveLength(note.text.split('\n').length);
    }),
    { numRuns: 400 },
  );
});
