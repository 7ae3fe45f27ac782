import { expect, test } from 'vitest';
import { showQuote } from './show-quote.ts';

test.each([
  ['open [[Settings#Sync|the settings]] and [[Home]]', 'open the settings and Home'],
  ['see [[#Below]] or [[Note#Part#Deeper]]', 'see Below or Note › Part › Deeper'],
  ['a ![[image.png]] b ![alt](http://x/y.png) c', 'a b alt c'],
  ['[web](https://a.b/c) and [local](Other%20note.md)', '[web](https://a.b/c) and local'],
  ['> [!tip] Mind\n> the gap', 'Mind\nthe gap'],
  ['press <kbd>Ctrl</kbd>, write `<br>`', 'press Ctrl, write `<\u200bbr>`'],
  ['a %%secret%% b<!-- hidden --> c[^1] d ^block-id', 'a b c d'],
  ['3. Only this step', 'Only this step'],
  ['1. first\n2. second', '1. first\n2. second'],
  ['    - a\n    - b', '- a\n- b'],
  ['as said in [12]', 'as said in [\u200b12]'],
  ['```js\nconst a = [[1]]; // [[x|y]]\n```', '```js\nconst a = [[1]]; // [[x|y]]\n```'],
])('showQuote(%j)', (quote, shown) => {
  expect(showQuote(quote)).toBe(shown);
});
