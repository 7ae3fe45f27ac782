import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultAsMarkdown } from './result-as-markdown.ts';

test('resultAsMarkdown() writes values as a list, records as a table and long text as a block', () => {
  const page = resultAsMarkdown('Show index status', {
    state: 'idle',
    noteCount: 3,
    lastSyncMs: 12.34567,
    tags: ['a', 'b'],
    skipped: [{ path: 'a|b.md', reason: 'empty' }],
    sources: [],
    text: 'one\n```\ntwo',
  });
  expect(page).toBe(`# Show index status

- **state**: idle
- **note count**: 3
- **last sync (ms)**: 12.35
- **tags**: a, b
- **sources**: none

## skipped

| path | reason |
| --- | --- |
| a\\|b.md | empty |

## text

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
