import { expect, test } from 'vitest';
import { plainTextOf } from './plain-text-of.ts';

test.each([
  ['## Decision\n\nWe *decided*  \nto copy [[Photos|the photos]].', 'Decision\nWe decided\nto copy the photos.'],
  ['---\ntags: [a]\n---\n# Title\ntext', 'Title\ntext'],
  ['- one\n  - two\n- [three](https://e.example)', '• one • two\n• three'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', 'a · b\n1 · 2'],
  ['> quote\n\n```js\nlet a;\n```\n\n---', 'quote\nlet a;'],
  ['', ''],
])('plainTextOf(%j)', (markdown, expected) => {
  expect(plainTextOf(markdown)).toBe(expected);
});
