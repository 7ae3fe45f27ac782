import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passageUnits } from './passage-units.ts';

const unitsOf = (text: string) => passageUnits(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('passageUnits()', () => {
  test('tells headings, sentences, items with their continuation, rows and code', () => {
    const text = '## Sync\n\nFirst thing. Second thing.\n\n- one\n  goes on\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nx();\n\ny();\n```\nLast.';
    expect(unitsOf(text)).toEqual([
      ['heading', '## Sync'],
      ['sentence', 'First thing.'],
      ['sentence', 'Second thing.'],
      ['item', '- one\n  goes on'],
      ['item', '- two'],
      ['row', '| a | b |'],
      ['row', '| 1 | 2 |'],
      ['code', '```js\nx();\n\ny();\n```'],
      ['sentence', 'Last.'],
    ]);
  });

  test('puts the units of one list, table or paragraph into one block', () => {
    const blocks = passageUnits('A b. C d.\n\n1. one\n2. two\n\n3. three\n\nend').map(({ block }) => block);
    expect(blocks[0]).toBe(blocks[1]);
    expect(new Set(blocks.slice(2, 5)).size).toBe(1);
    expect(new Set(blocks).size).toBe(3);
  });

  test.each([
    ['a callout', '> [!tip] Mind the gap\n> It is wide. Very wide.', [['sentence', 'Mind the gap'], ['sentence', 'It is wide.'], ['sentence', 'Very wide.']]],
    ['a line in bold as a heading', '**Where is it?**\nIt is here.', [['heading', '**Where is it?**'], ['sentence', 'It is here.']]],
    ['frontmatter left out', '---\ntitle: x\n---\nText.', [['sentence', 'Text.']]],
    ['a rule left out', 'a b\n\n---\n\nc d', [['sentence', 'a b'], ['sentence', 'c d']]],
    ['a fence that never closes', '~~~\ncode', [['code', '~~~\ncode']]],
    ['CRLF', 'One two.\r\n\r\n- a\r\n- b\r\n', [['sentence', 'One two.'], ['item', '- a'], ['item', '- b']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, units) => {
    expect(unitsOf(text)).toEqual(units);
  });

  test('gives ordered spans inside the text for any text', () => {
    const line = fc.constantFrom('# h', 'text. More', '- i', '  more', '1. n', '| a |', '|-|', '```', '~~~', '> q', '> [!x] t', '---', '**b**', '', '\t', '🙂', '> - x', 'שלום');
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, lineEnd) => {
        const text = lines.join(lineEnd);
        let after = 0;
        for (const { start, end } of passageUnits(text)) {
          expect(start >= after && start < end && end <= text.length).toBe(true);
          after = end;
        }
      }),
    );
  });
});
