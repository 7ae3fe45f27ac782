import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLocalFileReader } from './local-file-reader.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-files-'));
  mkdirSync(join(folder, 'judged'));
  writeFileSync(join(folder, 'judged', 'corpus.jsonl'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('reads and lists, relative to its folder or absolute', async () => {
  const files = createLocalFileReader(folder);
  expect(new TextDecoder().decode(await files.read('judged/corpus.jsonl'))).toBe('{}');
  expect(new TextDecoder().decode(await files.read(join(folder, 'judged', 'corpus.jsonl')))).toBe('{}');
  expect(await files.list('judged')).toEqual(['corpus.jsonl']);
});

test('gives undefined for what is not there, and for a list of a file', async () => {
  const files = createLocalFileReader(folder);
  expect(await files.read('judged/absent.tsv')).toBeUndefined();
  expect(await files.list('absent')).toBeUndefined();
  expect(await files.list('judged/corpus.jsonl')).toBeUndefined();
});

test('says why a file cannot be read', async () => {
  await expect(createLocalFileReader(folder).read('judged')).rejects.toMatchObject({ code: 'note-unreadable', message: expect.stringContaining('judged') });
});
