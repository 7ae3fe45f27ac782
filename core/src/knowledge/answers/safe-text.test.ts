import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTextGuard, safeText } from './safe-text.ts';

const hostile = fc
  .array(
    fc.constantFrom('![x](http://evil/?q=1)', '![[secret]]', '<img src=http://evil>', '<script>', '</b>', '<!--', '%%', '$$', '```', '~~~', '````', '`', '\n', '\r\n', '\n\n', '  ', '    ', '- ', '> ', '1. ', 'text', 'js', 'dataviewjs', '!', '[', '<', 'a', '\\', '`$= dv`', '🙂'),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** Fenced code by the plainest reading: a fence at the margin, closed by the same mark at least as long. */
function readFences(text: string): { outside: string; languages: string[] } {
  let mark: string | undefined;
  const outside: string[] = [];
  const languages: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const opener = /^(`{3,}|~{3,})(.*)$/.exec(line);
    if (mark === undefined && opener && !(opener[1].startsWith('`') && opener[2].includes('`'))) {
      mark = opener[1];
      languages.push(opener[2].trim());
    } else if (mark === undefined) outside.push(line);
    else if (new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`).test(line)) mark = undefined;
  }
  return { outside: outside.join('\n'), languages };
}

describe('safeText()', () => {
  test.each([
    ['an image', 'a ![x](http://evil/?data=1) b', 'a !\u200b[x](http://evil/?data=1) b'],
    ['an embed', '![[secret]]', '!\u200b[[secret]]'],
    ['an HTML tag', 'x <img src=http://evil> y', 'x <\u200bimg src=http://evil> y'],
    ['an HTML comment', '<!-- hi', '<\u200b!-- hi'],
    ['a comment of Obsidian', '%%hidden%%', '%\u200b%hidden%\u200b%'],
    ['an inline script', '`$= dv.pages()`', '`\u200b$= dv.pages()`'],
    ['a fence that an app would run', '```dataviewjs\ncode\n```\n', '```text\ncode\n```\n'],
    ['a fence in a list', '- a\n  ```js\n  x\n  ```\n![i](u)', '- a\n```js\nx\n```\n!\u200b[i](u)'],
    ['a fence inside math', '$$\n```\n$$\n![i](u)', '$$\n``\u200b`\n$$\n!\u200b[i](u)'],
  ])('breaks %s', (_, text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  test.each(['plain text', 'a < b and 3 <4', 'wow! [link](https://a.b)', '**bold** [1] `code` ==mark==', '`==not a query==`', '```html\n<b>![x](y)</b>\n```\n', '| a | b |\n|---|---|\n', '~~gone~~', '$$x^2$$'])('leaves %j as it is', (text) => {
    expect(safeText(text)).toBe(text);
  });

  test('leaves nothing outside fences that a renderer would load or run', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { outside } = readFences(safeText(text));
        expect(outside).not.toMatch(/!\[|<[a-z/!?]|%%|`\$=/i);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves fences with names that no app runs, and closes the last', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = safeText(text);
        expect(readFences(safe).languages.filter((language) => !['', 'text', 'js'].includes(language))).toEqual([]);
        // What follows is outside every fence.
        expect(readFences(`${safe}\n\nafter`).outside).toContain('after');
      }),
      { numRuns: 1000 },
    );
  });

  test('reads the same however the text is cut', () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 }), (text, sizes) => {
        const guard = createTextGuard();
        let streamed = '';
        for (let start = 0, turn = 0; start < text.length; turn++) {
          const size = sizes[turn % sizes.length];
          streamed += guard.push(text.slice(start, start + size));
          start += size;
        }
        expect(streamed + guard.end()).toBe(safeText(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(safeText(safeText(text))).toBe(safeText(text));
      }),
    );
  });
});
