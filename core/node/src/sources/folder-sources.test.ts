import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NoteSource } from '@iza/core/ports';
import { noteSourceContract, runnableCases } from '@iza/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAppleNotesFolder, openJupyterFolder, openObsidianVault } from './index.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'iza-notes-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function save(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function entriesOf(source: NoteSource): Promise<string[]> {
  const entries: string[] = [];
  for await (const entry of source.list()) entries.push(entry.type === 'note' ? entry.path : `${entry.path}: ${entry.reason}`);
  return entries;
}

const sources = [
  { open: openObsidianVault, extension: '.md' },
  { open: openAppleNotesFolder, extension: '.html' },
  { open: openJupyterFolder, extension: '.ipynb' },
];

describe.each(sources)('$open.name() passes the note source contract', ({ open, extension }) => {
  for (const { name, run } of runnableCases(noteSourceContract).run) {
    test(name, () =>
      run({
        source: open({ folder: root }),
        extension,
        save,
        remove: (path) => rm(join(root, path)),
        move: async (from, to) => {
          await mkdir(dirname(join(root, to)), { recursive: true });
          await rename(join(root, from), join(root, to));
        },
        vanish: () => rm(root, { recursive: true }),
      }));
  }
});

describe('openObsidianVault()', () => {
  test('offers notes, canvases and notebooks, and passes over settings, trash and attachments', async () => {
    for (const path of ['a.md', 'b.TXT', 'c.canvas', 'd.ipynb', 'e.html', 'picture.png', '.obsidian/app.md', '.trash/old.md', 'node_modules/x/readme.md', '.hidden.md', '.md']) await save(path, 'x');
    expect(await entriesOf(openObsidianVault({ folder: root }))).toEqual(['a.md', 'b.TXT', 'c.canvas', 'd.ipynb', 'e.html']);
  });

  test('refuses links that lead in a circle, to a listed folder or nowhere, each with the reason', async () => {
    await save('folder/note.md', 'x');
    await symlink('..', join(root, 'folder/up'));
    await symlink('folder', join(root, 'twice'));
    await symlink('itself.md', join(root, 'itself.md'));
    await symlink('absent', join(root, 'nowhere.md'));
    expect(await entriesOf(openObsidianVault({ folder: root }))).toEqual([
      'folder/note.md',
      'folder/up: The link leads to a folder that is already listed.',
      'itself.md: Its links lead in a circle.',
      'nowhere.md: The link leads nowhere.',
      'twice: The link leads to a folder that is already listed.',
    ]);
  });

  test('follows a link to a folder outside the vault, as Obsidian does', async () => {
    await save('vault/own.md', 'x');
    await save('outside/other.md', 'y');
    await symlink(join(root, 'outside'), join(root, 'vault/linked'));
    const vault = openObsidianVault({ folder: join(root, 'vault') });
    expect(await entriesOf(vault)).toEqual(['linked/other.md', 'own.md']);
    expect(await vault.read('linked/other.md')).toEqual(new TextEncoder().encode('y'));
  });

  test.skipIf(process.getuid?.() === 0)('reports a folder and reads of a note that it may not open', async () => {
    await save('closed/note.md', 'x');
    await save('note.md', 'x');
    await chmod(join(root, 'closed'), 0);
    await chmod(join(root, 'note.md'), 0);
    const vault = openObsidianVault({ folder: root });
    expect(await entriesOf(vault)).toEqual(['closed: You have no permission to read it.', 'note.md']);
    await expect(vault.read('note.md')).rejects.toMatchObject({ code: 'note-unreadable' });
    await chmod(join(root, 'closed'), 0o700);
  });

  test.skipIf(process.platform === 'win32')('reports a socket that has the name of a note instead of waiting for it', async () => {
    const server = createServer().listen(join(root, 'socket.md'));
    await once(server, 'listening');
    await save('folder.md/inside.md', 'x');
    expect(await entriesOf(openObsidianVault({ folder: root }))).toEqual(['folder.md/inside.md', 'socket.md: It is not a regular file.']);
    server.close();
  });

  test.skipIf(process.platform !== 'linux')('reports a name that is not valid UTF-8', async () => {
    const bytes = (...parts: (string | number)[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))));
    await mkdir(bytes(`${root}/caf`, 0xe9));
    await writeFile(bytes(`${root}/na`, 0xef, 've.md'), 'x');
    const reason = 'Its name is not valid UTF-8. Rename it.';
    expect(await entriesOf(openObsidianVault({ folder: root }))).toEqual([`caf\uFFFD: ${reason}`, `na\uFFFDve.md: ${reason}`]);
  });

  test('says that the source is missing when the root goes in the middle of a list', async () => {
    for (const folder of ['a', 'b', 'c']) await save(`${folder}/note.md`, 'x');
    const listing = (async () => {
      for await (const _ of openObsidianVault({ folder: root }).list()) await rm(root, { recursive: true, force: true });
    })();
    await expect(listing).rejects.toMatchObject({ code: 'source-missing' });
  });

  test('names itself after its folder unless told', () => {
    expect(openObsidianVault({ folder: '/home/me/Notes/' }).id).toBe('Notes');
    expect(openObsidianVault({ folder: '/home/me/Notes', id: 'mine' }).id).toBe('mine');
  });
});

test('the sample folders list their notes and nothing of the tools beside them', async () => {
  const samples = join(import.meta.dirname, '../../../../fixtures/notes');
  expect(await entriesOf(openJupyterFolder({ folder: join(samples, 'jupyter') }))).toEqual(['broken.ipynb', 'nbformat-3.ipynb', ...[0, 1, 2, 3, 4, 5].map((minor) => `nbformat-4.${minor}.ipynb`), 'one-line.ipynb']);
  expect(await entriesOf(openAppleNotesFolder({ folder: join(samples, 'apple-notes') }))).toEqual(['Groceries.html', 'Ideas.md', 'Quick.txt', 'Trip.html']);
  expect((await entriesOf(openObsidianVault({ folder: join(samples, 'vault') }))).filter((path) => path.includes('.obsidian') || path.includes('.trash'))).toEqual([]);
});
