import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockNode, InlineNode } from './markdown-tree.ts';
import { parseInline } from './parse-inline.ts';
import { parseMarkdown } from './parse-markdown.ts';

const text = (value: string): InlineNode => ({ type: 'text', text: value });
const paragraph = (...children: InlineNode[]): BlockNode => ({ type: 'paragraph', children });

describe('parseInline()', () => {
  const cases: [string, InlineNode[]][] = [
    ['plain', [text('plain')]],
    ['**bold** and *it* and _it_', [{ type: 'strong', children: [text('bold')] }, text(' and '), { type: 'emphasis', children: [text('it')] }, text(' and '), { type: 'emphasis', children: [text('it')] }]],
    ['snake_case_name stays', [text('snake_case_name stays')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['`a **b** c`', [{ type: 'code', text: 'a **b** c' }]],
    ['open `tick and **star', [text('open `tick and **star')]],
    ['See [1] and [2, 3].', [text('See '), { type: 'citation', markers: [1] }, text(' and '), { type: 'citation', markers: [2, 3] }, text('.')]],
    ['[1](https://e.org)', [{ type: 'link', address: 'https://e.org', children: [text('1')] }]],
    ['![secret](https://evil.example/x.png)', [{ type: 'link', address: 'https://evil.example/x.png', children: [text('secret')] }]],
    ['[[Note|shown]] [[Note]]', [{ type: 'wikilink', target: 'Note', text: 'shown' }, text(' '), { type: 'wikilink', target: 'Note', text: 'Note' }]],
    ['at https://e.org/a_b.', [text('at '), { type: 'link', address: 'https://e.org/a_b', children: [text('https://e.org/a_b')] }, text('.')]],
    ['a  \nb\nc', [text('a'), { type: 'line-break' }, text('b c')]],
    ['\\*not\\*', [text('*not*')]],
    ['<script>alert(1)</script>', [text('<script>alert(1)</script>')]],
  ];
  test.each(cases)('reads %j', (source, expected) => {
    expect(parseInline(source)).toEqual(expected);
  });
});

describe('parseMarkdown()', () => {
  test('reads headings, rules and paragraphs', () => {
    expect(parseMarkdown('# One #\n\ntext\nmore\n\n---')).toEqual([{ type: 'heading', level: 1, children: [text('One')] }, paragraph(text('text more')), { type: 'rule' }]);
  });

  test('keeps a fence that is still arriving as code', () => {
    expect(parseMarkdown('```ts\nconst a = 1;\n# no heading')).toEqual([{ type: 'code-block', language: 'ts', text: 'const a = 1;\n# no heading' }]);
  });

  test('nests lists by indentation', () => {
    const [list] = parseMarkdown('1. one\n   - inner\n   - second\n2. two');
    expect(list).toMatchObject({ type: 'list', ordered: true, start: 1 });
    expect(list?.type === 'list' && list.items).toEqual([
      { children: [paragraph(text('one')), { type: 'list', ordered: false, start: 1, items: [{ children: [paragraph(text('inner'))] }, { children: [paragraph(text('second'))] }] }] },
      { children: [paragraph(text('two'))] },
    ]);
  });

  test('a year at the start of a line does not begin a list inside a paragraph', () => {
    expect(parseMarkdown('It was in\n2026. That year')).toEqual([paragraph(text('It was in 2026. That year'))]);
  });

  test('reads a table with alignment, escaped bars and missing cells', () => {
    expect(parseMarkdown('| a | b |\n|:--|--:|\n| x \\| y | 2 |\n| z |')).toEqual([
      {
        type: 'table',
        alignments: ['left', 'right'],
        header: [[text('a')], [text('b')]],
        rows: [[[text('x | y')], [text('2')]], [[text('z')], []]],
      },
    ]);
  });

  test('reads quotes inside quotes', () => {
    expect(parseMarkdown('> a\n> > b')).toEqual([{ type: 'quote', children: [paragraph(text('a')), { type: 'quote', children: [paragraph(text('b'))] }] }]);
  });

  const shownAsWritten = ['*', '**', '_', '`', '[', ']', '(', ')', '\n', '\n\n', '> ', '- ', '1. ', '# ', '  ', '<b>', 'word', 'ü', '語', '💡', '[1]'];
  const hiding = ['```\n', '[[', ']]', '![', '](', '|', '\\', 'https://', '|-|\n'];
  const sourcesOf = (pieces: readonly string[]): fc.Arbitrary<string> => fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

  test('gives a tree for any text', () => {
    fc.assert(fc.property(sourcesOf([...shownAsWritten, ...hiding]), (source) => Array.isArray(parseMarkdown(source))), { numRuns: 300 });
  });

  test('shows every letter once where no syntax hides any', () => {
    fc.assert(
      fc.property(sourcesOf(shownAsWritten).filter((source) => !/```|\]\(|\[\[|~~~/.test(source)), (source) => {
        const shown = textOf(parseMarkdown(source));
        for (const letter of ['語', 'ü', '💡', 'word']) expect(count(shown, letter)).toBe(count(source, letter));
      }),
      { numRuns: 300 },
    );
  });

  test.each(['*a ', '[', '[[a\n', '`', '> ', '- ', '**a', '|', '![](', '_a_', '~~'])('reads 100,000 characters of %j without blowing up', (piece) => {
    const source = piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 100_000);
    expect(parseMarkdown(source).length).toBeGreaterThan(0);
  });
});

function count(source: string, letter: string): number {
  return source.split(letter).length - 1;
}

function textOf(nodes: readonly (BlockNode | InlineNode)[]): string {
  return nodes
    .map((node): string => {
      if ('text' in node) return node.text;
      if (node.type === 'list') return node.items.map((item) => textOf(item.children)).join('');
      if (node.type === 'table') return [node.header, ...node.rows].flat().map((cell) => textOf(cell)).join('');
      return 'children' in node ? textOf(node.children) : '';
    })
    .join('');
}
