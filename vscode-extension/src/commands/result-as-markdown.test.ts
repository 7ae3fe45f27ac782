import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultAsMarkdown } from './result-as-markdown.ts';

test('resultAsMarkdown() writes values as a list, records as a table and long text as a block', () => {
  const page = resultAsMarkdown('Show index status', {
    state: 'idle',
    noteCount: 3,
    queryMsP50: 12.34567,
    durationMs: 1234.5678,
    indexBytes: 2_345_678,
    tags: ['a', 'b'],
    skipped: [{ path: 'a|b.md', reason: 'empty' }],
    sources: [],
    text: 'one\n```\ntwo',
  });
  expect(page).toBe(`# Show index status

- **State**: idle
- **Note count**: 3
- **Query ms p50**: 12.35
- **Duration**: 1235 ms
- **Index**: 2.346 MB
- **Tags**: a, b
- **Sources**: none

## Skipped

| Path | Reason |
| --- | --- |
| a\\|b.md | empty |

## Text

\`\`\`\`text
one
\`\`\`
two
\`\`\`\`
`);
});

test('resultAsMarkdown() takes any output, and no note text can end its block or its cell', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (output, text) => {
      expect(resultAsMarkdown('Any', output)).toMatch(/^# Any\n/);
      const table = resultAsMarkdown('Any', { rows: [{ text, other: 1 }] });
      expect(table.trimEnd().split('\n').at(-1)).toMatch(/^\| .* \| 1 \|$/);
    }),
  );
});
