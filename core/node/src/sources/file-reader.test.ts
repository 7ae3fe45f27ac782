import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileReader } from './file-reader.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'iza-reader-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const readFile = createFileReader({ maxBytes: 1_000_000 });

test.each([0, 1, 4096, 262_144, 262_145, 1_000_000])('createFileReader() reads the %i bytes of a file', async (sizeBytes) => {
  const bytes = Uint8Array.from({ length: sizeBytes }, (_, index) => index * 31);
  await writeFile(join(folder, 'note.md'), bytes);
  expect(Buffer.compare(await readFile(join(folder, 'note.md')), bytes)).toBe(0);
});

test('createFileReader() refuses a file larger than its limit, a folder, and a file that is not there', async () => {
  await writeFile(join(folder, 'large.md'), '');
  await truncate(join(folder, 'large.md'), 1_000_001);
  await expect(readFile(join(folder, 'large.md'))).rejects.toThrow(RangeError);
  await expect(readFile(folder)).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(readFile(join(folder, 'absent.md'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.skipIf(process.platform === 'win32')('createFileReader() does not wait for a pipe that has the name of a note', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.md')]);
  await expect(readFile(join(folder, 'pipe.md'))).rejects.toThrow('not a regular file');
});
