import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';
import { maxNoteBytes, parseNote } from './index.ts';

const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(text.length * 2 + 2));
  for (const [index, unit] of [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))].entries()) view.setUint16(index * 2, unit, littleEndian);
  return new Uint8Array(view.buffer);
};

test.each([true, false])('decodeText() reads UTF-16 by its byte order mark, little endian: %s', (littleEndian) => {
  expect(decodeText(utf16('# Ünïcode 𝄞', littleEndian))).toEqual({ type: 'text', text: '# Ünïcode 𝄞', warnings: [] });
});

test('decodeText() drops the byte order mark of UTF-8', () => {
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toEqual({ type: 'text', text: 'a', warnings: [] });
});

test('decodeText() replaces broken bytes with a warning that says what to do', () => {
  expect(decodeText(Uint8Array.of(0x61, 0xff, 0x62))).toEqual({ type: 'text', text: 'a\ufffdb', warnings: [expect.stringMatching(/not valid UTF-8.+Save the note as UTF-8/)] });
});

test('decodeText() takes text of every script back as it was', () => {
  const codePoint = fc.integer({ min: 1, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff);
  const text = fc.array(codePoint, { minLength: 1 }).map((codePoints) => String.fromCodePoint(...codePoints)).filter((written) => !written.startsWith('\ufeff'));
  fc.assert(
    fc.property(text, (written) => {
      expect(decodeText(new TextEncoder().encode(written))).toEqual({ type: 'text', text: written, warnings: [] });
    }),
  );
});

test.each([
  ['nothing', new Uint8Array(0), 'The file is empty.'],
  ['white space only', new TextEncoder().encode(' \r\n\t\u00a0'), 'The file is empty.'],
  ['bytes of a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13), 'The file is binary, not text. If it is a note, save it as UTF-8.'],
  ['more than a note can hold', { length: maxNoteBytes + 1 } as Uint8Array, 'The file is larger than 64 MB. Split it, or exclude it.'],
])('parseNote() refuses %s with the reason', (_, bytes, reason) => {
  expect(parseNote({ path: 'a.md', bytes })).toEqual({ type: 'skipped', path: 'a.md', reason });
});

test('offsets of a note with broken bytes are offsets of the decoded text', () => {
  const note = parseNote({ path: 'a.md', bytes: Uint8Array.of(0xff, 0x0a, 0x23, 0x20, 0x41) });
  if ('reason' in note) throw new Error(note.reason);
  expect([note.text, note.headings[0]?.start, note.headings[0]?.startLine, note.warnings.length]).toEqual(['\ufffd\n# A', 2, 2, 1]);
});
