import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKnowledgeBase } from '@iza/core/knowledge';
import { expect, test } from 'vitest';
import { openObsidianVault } from '../sources/index.ts';
import { createFileSystemBlobStore } from './file-system-blob-store.ts';

const clock = { nowMs: () => Date.now(), sleep: (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs)) };

test('a save, a rename and a removal in a real vault reach the index through its watcher', async () => {
  const root = await mkdtemp(join(tmpdir(), 'iza-watch-'));
  await mkdir(join(root, 'vault', 'sub'), { recursive: true });
  await writeFile(join(root, 'vault', 'a.md'), 'a fox');
  // An index may live inside the vault that it is of.
  const base = await openKnowledgeBase({ sources: [openObsidianVault({ id: 'vault', folder: join(root, 'vault') })], store: createFileSystemBlobStore(join(root, 'vault', '.iza')), clock });
  const controller = new AbortController();
  const followed = (async () => {
    for await (const _report of base.follow({ signal: controller.signal }));
  })();
  const until = async (query: string, paths: string): Promise<void> => {
    while ((await base.search(query, { passagesPerNote: 1 })).map(({ path }) => path).sort().join(' ') !== paths) await clock.sleep(10);
  };
  try {
    await until('fox', 'a.md');
    await writeFile(join(root, 'vault', 'sub', 'b.md'), 'a walrus');
    await until('walrus', 'sub/b.md');
    await rename(join(root, 'vault', 'a.md'), join(root, 'vault', 'sub', 'c.md'));
    await until('fox', 'sub/c.md');
    await rm(join(root, 'vault', 'sub', 'b.md'));
    // A search drops what is gone at once; the index follows.
    await until('walrus', '');
    while (base.status().noteCount !== 1) await clock.sleep(10);
    expect(base.status().problems).toEqual([]);
  } finally {
    controller.abort();
    await followed;
    await base.close();
    await rm(root, { recursive: true, force: true });
  }
});
