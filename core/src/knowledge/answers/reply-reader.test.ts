import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReplyReader } from './reply-reader.ts';

function read(reply: string, pieceLength = reply.length || 1) {
  const reader = createReplyReader();
  let text = '';
  for (let start = 0; start < reply.length; start += pieceLength) text += reader.push(reply.slice(start, start + pieceLength));
  const end = reader.end();
  return { ...end, text: text + end.text };
}

describe('createReplyReader()', () => {
  test.each([
    ['Answer [1].\n===QUOTES===\n[1] "x"', { text: 'Answer [1].\n', quotes: '[1] "x"', saysNotInNotes: false }],
    ['Answer [1].\n\n**QUOTES:**\n[1] "x"', { text: 'Answer [1].\n\n', quotes: '[1] "x"', saysNotInNotes: false }],
    ['## QUOTES\n[1] x', { text: '', quotes: '[1] x', saysNotInNotes: false }],
    ['No quotes at all', { text: 'No quotes at all', quotes: '', saysNotInNotes: false }],
    ['Some QUOTES in a line\nQuotes\n', { text: 'Some QUOTES in a line\nQuotes\n', quotes: '', saysNotInNotes: false }],
    ['NOT IN NOTES\nNothing is said of toasters.', { text: 'Nothing is said of toasters.', quotes: '', saysNotInNotes: true }],
    ['**NOT IN NOTES**: nothing.', { text: 'nothing.', quotes: '', saysNotInNotes: true }],
    ['NOT IN NOTES', { text: '', quotes: '', saysNotInNotes: true }],
    ['NOT IN', { text: 'NOT IN', quotes: '', saysNotInNotes: false }],
    ['<think>\nhm [1]\nQUOTES\n</think>\nYes [2].\nQUOTES\n[2] y', { text: 'Yes [2].\n', quotes: '[2] y', saysNotInNotes: false }],
    ['<think>never closed', { text: '', quotes: '', saysNotInNotes: false }],
    ['', { text: '', quotes: '', saysNotInNotes: false }],
  ])('parts %j', (reply, parts) => {
    expect(read(reply)).toEqual(parts);
  });

  test('parts the same however the reply is cut', () => {
    const piece = fc.constantFrom('NOT IN NOTES', 'NOT', '<think>', '</think>', 'QUOTES', '===QUOTES===', '==', '\n', ' ', '[1]', 'word', '**', '```', '# ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), fc.integer({ min: 1, max: 7 }), (pieces, pieceLength) => {
        const reply = pieces.join('');
        expect(read(reply, pieceLength)).toEqual(read(reply));
      }),
      { numRuns: 1000 },
    );
  });

  test('lets text through as it comes', () => {
    const reader = createReplyReader();
    expect(reader.push('The answer is ')).toBe('The answer is ');
    expect(reader.push('four [1].\n')).toBe('four [1].\n');
    expect(reader.push('=')).toBe('');
    expect(reader.push('= not the line')).toBe('== not the line');
  });
});
