import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NoteChange } from '@iza/core/ports';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openObsidianVault } from './index.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'iza-watch-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** The changes after the first rescan, until one of them fits. */
async function changesUntil(edit: () => Promise<void>, until: (change: NoteChange) => boolean): Promise<NoteChange[]> {
  const controller = new AbortController();
  const changes: NoteChange[] = [];
  let edited = false;
  const vault = openObsidianVault({ folder: root });
  for await (const batch of vault.watch?.({ signal: controller.signal }) ?? []) {
    if (edited) changes.push(...batch);
    else await edit();
    edited = true;
    if (changes.some(until)) controller.abort();
  }
  return changes;
}

const isSaved = (path: string) => (change: NoteChange): boolean => change.type === 'note-saved' && change.path === path;

test('watching passes over settings, trash, attachments and temporary files', async () => {
  await mkdir(join(root, '.obsidian'));
  const changes = await changesUntil(async () => {
    for (const name of ['.obsidian/app.md', '.hidden.md', 'picture.png', 'note.md.tmp', 'last.md']) await writeFile(join(root, name), 'x');
  }, isSaved('last.md'));
  expect(changes).toEqual([{ type: 'note-saved', path: 'last.md' }]);
});

test('a renamed folder gives each of its notes as removed and saved', async () => {
  await mkdir(join(root, 'old'));
  for (const name of ['a', 'b']) await writeFile(join(root, 'old', `${name}.md`), name);
  const seen = new Set<string>();
  const changes = await changesUntil(
    () => rename(join(root, 'old'), join(root, 'new')),
    (change) => {
      if ('path' in change) seen.add(change.path);
      return seen.size === 4;
    },
  );
  const byPath = new Map(changes.flatMap((change) => ('path' in change ? [[change.path, change.type]] : [])));
  expect(Object.fromEntries(byPath)).toEqual({ 'old/a.md': 'note-removed', 'old/b.md': 'note-removed', 'new/a.md': 'note-saved', 'new/b.md': 'note-saved' });
});

test('a note in a folder made while watching is seen, and a link in a circle holds nothing up', async () => {
  await symlink('.', join(root, 'circle'));
  const changes = await changesUntil(async () => {
    await mkdir(join(root, 'new/deep'), { recursive: true });
    await writeFile(join(root, 'new/deep/note.md'), 'x');
  }, isSaved('new/deep/note.md'));
  expect(changes.every((change) => 'path' in change && !change.path.startsWith('circle/circle'))).toBe(true);
});

test('a file saved by writing beside and renaming, as editors do, is one saved note', async () => {
  await writeFile(join(root, 'note.md'), 'old');
  const changes = await changesUntil(async () => {
    await writeFile(join(root, 'note.md.tmp'), 'new');
    await rename(join(root, 'note.md.tmp'), join(root, 'note.md'));
  }, isSaved('note.md'));
  expect(changes.at(-1)).toEqual({ type: 'note-saved', path: 'note.md' });
});

test('a root that is gone is reported before watching begins', async () => {
  const vault = openObsidianVault({ folder: join(root, 'absent') });
  const watching = (async () => {
    for await (const _ of vault.watch?.({ signal: new AbortController().signal }) ?? []) break;
  })();
  await expect(watching).rejects.toMatchObject({ code: 'source-missing' });
});
