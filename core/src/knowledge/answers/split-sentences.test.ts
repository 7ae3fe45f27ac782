import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitSentences } from './split-sentences.ts';

const sentencesOf = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences()', () => {
  test.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['He said “go.” Then he went.', ['He said “go.”', 'Then he went.']],
    ['Dr. Who met J. Smith, e.g. in London. Then both left.', ['Dr. Who met J. Smith, e.g. in London.', 'Then both left.']],
    ['Version 1.2.3 of file.name costs 3.5 units. It works.', ['Version 1.2.3 of file.name costs 3.5 units.', 'It works.']],
    ['Das ist z.B. so, d. h. gut. Und weiter.', ['Das ist z.B. so, d. h. gut.', 'Und weiter.']],
    ['这是第一句。这是第二句！第三句', ['这是第一句。', '这是第二句！', '第三句']],
    ['これは文です。次の文。', ['これは文です。', '次の文。']],
    ['यह एक वाक्य है। दूसरा वाक्य।', ['यह एक वाक्य है।', 'दूसरा वाक्य।']],
    ['هل هذا سؤال؟ نعم.', ['هل هذا سؤال؟', 'نعم.']],
    ['short line\nanother short line', ['short line', 'another short line']],
    ['a line that an editor has wrapped somewhere near its column\nnumber eighty, as editors do. Next.', ['a line that an editor has wrapped somewhere near its column\nnumber eighty, as editors do.', 'Next.']],
    ['   \n ', []],
    ['', []],
  ])('cuts %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test('gives ordered spans that hold every letter once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('word', '. ', '! ', '\n', '\r\n', '。', 'e.g. ', '"', '3.5', ' ', 'É', '…', '1. ')), (parts) => {
        const text = parts.join('');
        const spans = splitSentences(text);
        expect(spans.map(({ start, end }) => text.slice(start, end)).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const [index, { start, end }] of spans.entries()) expect(start < end && start >= (spans[index - 1]?.end ?? 0)).toBe(true);
      }),
    );
  });
});
