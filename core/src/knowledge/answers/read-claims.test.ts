import { expect, test } from 'vitest';
import { markersIn, readClaims } from './read-claims.ts';

test.each([
  ['Sync costs four dollars [1]. It is encrypted.', [['Sync costs four dollars.', [1]], ['It is encrypted.', []]]],
  ['Sync costs four dollars. [1] It is encrypted. [2][3]', [['Sync costs four dollars.', [1]], ['It is encrypted.', [2, 3]]]],
  ['Do this:\n\n- Open the settings [1]\n- Select the sync tab', [['Open the settings', [1]], ['Select the sync tab', []]]],
  ['# A heading of words\n\n```js\nconst a = [1];\n```\n\nReal words stand here [4, 5].', [['Real words stand here.', [4, 5]]]],
  ['See [the page](https://a.b) for more words.', [['See [the page](https://a.b) for more words.', []]]],
  ['Dr. Who lives e.g. in London [1].', [['Dr. Who lives e.g. in London.', [1]]]],
  ['每月四美元[1]。数据是加密的。', [['每月四美元。', [1]]]],
  ['The moon is round [general].', [['The moon is round.', []]]],
  ['', []],
])('readClaims() of %j', (answer, claims) => {
  expect(readClaims(answer).map(({ text, markers }) => [text, markers])).toEqual(claims);
});

test('readClaims() tells general knowledge', () => {
  expect(readClaims('The moon is round [general]. The note says so [1].').map(({ general }) => general)).toEqual([true, false]);
});

test('markersIn() leaves links alone and gives each number once', () => {
  expect(markersIn('a [1] b [2, 3] c [1] [4](http://x) [^5] [six]')).toEqual([1, 2, 3]);
});
