import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MetadataCache as ObsidianMetadataCache, Vault as ObsidianVault } from 'obsidian';
import type { NoteChange, NoteSource, NoteStamp, SkippedFile } from '@iza/core/ports';
import { noteSourceContract, runnableCases, type NoteSourceSubject } from '@iza/core/testing';
import { createMemoryDisk, MetadataCache, Vault } from '../../shim/obsidian/index.ts';
import { createObsidianVaultNoteSource } from './obsidian-vault-note-source.ts';

beforeEach(() => void vi.stubGlobal('window', globalThis));
afterEach(() => void vi.unstubAllGlobals());

async function openVault(files: Record<string, string> = {}) {
  const disk = createMemoryDisk(files);
  const vault = new Vault(disk);
  await vault.loadTree();
  // reason: the shim has the members that the adapter uses, not all of Obsidian's
  const source = createObsidianVaultNoteSource({ vault: vault as unknown as ObsidianVault, metadataCache: new MetadataCache(vault) as unknown as ObsidianMetadataCache });
  return { disk, vault, source };
}

async function entriesOf(source: NoteSource): Promise<(NoteStamp | SkippedFile)[]> {
  const entries: (NoteStamp | SkippedFile)[] = [];
  for await (const entry of source.list()) entries.push(entry);
  return entries;
}

describe('noteSourceContract over a vault', () => {
  for (const contractCase of runnableCases(noteSourceContract).run) {
    test(contractCase.name, async () => {
      const { disk, vault, source } = await openVault();
      const subject: NoteSourceSubject = {
        source,
        extension: '.md',
        async save(path, text) {
          const file = vault.getFileByPath(path);
          await (file ? vault.modify(file, text) : vault.create(path, text));
        },
        remove: async (path) => vault.delete(vault.getFileByPath(path)!),
        move: async (from, to) => vault.rename(vault.getFileByPath(from)!, to),
        vanish: async () => disk.vanish(),
      };
      await contractCase.run(subject);
    });
  }
});

describe('createObsidianVaultNoteSource()', () => {
  test('list() offers notes, not attachments and nothing of the config folder', async () => {
    const { source } = await openVault({ 'a.md': 'a', 'b.canvas': '{}', 'c.ipynb': '{}', 'd.png': 'x', 'e.pdf': 'x', '.obsidian/f.md': 'f' });
    expect((await entriesOf(source)).map(({ path }) => path)).toEqual(['a.md', 'b.canvas', 'c.ipynb']);
  });

  test('list() names files that Obsidian excludes, with the setting that does it', async () => {
    const { vault, source } = await openVault({ 'a.md': 'a', 'Private/b.md': 'b' });
    vault.setConfig('userIgnoreFilters', ['Private/']);
    expect(await entriesOf(source)).toEqual([
      { type: 'skipped', path: 'Private/b.md', reason: expect.stringContaining('Excluded files') },
      expect.objectContaining({ type: 'note', path: 'a.md' }),
    ]);
  });

  test('read() gives bytes as they are, broken ones too', async () => {
    const { vault, source } = await openVault();
    await vault.create('a.md', '');
    await vault.adapter.writeBinary('a.md', new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]).buffer);
    expect(await source.read('a.md')).toEqual(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]));
  });
});

describe('watch()', () => {
  async function changesAfter(files: Record<string, string>, edit: (vault: Vault) => Promise<void>): Promise<readonly NoteChange[]> {
    const { vault, source } = await openVault(files);
    const controller = new AbortController();
    const batches = source.watch!({ signal: controller.signal })[Symbol.asyncIterator]();
    await batches.next();
    const next = batches.next();
    await edit(vault);
    const { value } = await next;
    controller.abort();
    await batches.return?.();
    expect(vault.listenerCount).toBe(0);
    return value as readonly NoteChange[];
  }

  test('tells of saves in one batch, and of a note saved often once', async () => {
    const changes = await changesAfter({ 'a.md': 'a', 'b.md': 'b', 'c.png': 'x' }, async (vault) => {
      for (let round = 0; round < 5; round += 1) await vault.modify(vault.getFileByPath('a.md')!, `a${round}`);
      await vault.modify(vault.getFileByPath('c.png')!, 'y');
      await vault.modify(vault.getFileByPath('b.md')!, 'b1');
    });
    expect(changes).toEqual([
      { type: 'note-saved', path: 'a.md' },
      { type: 'note-saved', path: 'b.md' },
    ]);
  });

  test('tells of a move as one, also with a save before and after it', async () => {
    const changes = await changesAfter({ 'a.md': 'a' }, async (vault) => {
      const file = vault.getFileByPath('a.md')!;
      await vault.modify(file, 'a1');
      await vault.rename(file, 'b.md');
      await vault.modify(file, 'a2');
    });
    expect(changes).toEqual([
      { type: 'note-saved', path: 'a.md' },
      { type: 'note-moved', from: 'a.md', to: 'b.md' },
      { type: 'note-saved', path: 'b.md' },
    ]);
  });

  test('a move out of the notes is a removal, and one into them a save', async () => {
    const changes = await changesAfter({ 'a.md': 'a', 'b.bak': 'b' }, async (vault) => {
      await vault.rename(vault.getFileByPath('a.md')!, 'a.bak');
      await vault.rename(vault.getFileByPath('b.bak')!, 'b.md');
    });
    expect(changes).toEqual([
      { type: 'note-removed', path: 'a.md' },
      { type: 'note-saved', path: 'b.md' },
    ]);
  });

  test('a moved folder asks for a comparison of everything', async () => {
    const changes = await changesAfter({ 'A/a.md': 'a', 'A/b.md': 'b' }, async (vault) => vault.rename(vault.getFolderByPath('A')!, 'B'));
    expect(changes).toEqual([{ type: 'rescan' }]);
  });
});
