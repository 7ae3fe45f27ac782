import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKnowledgeBase } from '@iza/core/knowledge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openObsidianVault } from '../sources/index.ts';
import { createFileSystemBlobStore } from './file-system-blob-store.ts';

const noteCount = 600;
const clock = { nowMs: () => Date.now(), sleep: async () => undefined };
/** Enough for a part of the index of these notes. */
const diskBytes = 256 * 1024;

let root: string;
let disk: string;
let mounted = false;

/** A disk of its own, so that it can be full without harm. Mounting takes Linux and root. */
function mountDisk(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'iza-full-disk-'));
  disk = join(root, 'disk');
  mkdirSync(disk);
  mkdirSync(join(root, 'vault'));
  for (let number = 0; number < noteCount; number += 1) {
    const words = Array.from({ length: 120 }, (_, index) => `word${(number * 131 + index * 17) % 4001}`).join(' ');
    writeFileSync(join(root, 'vault', `${number}.md`), `# Note ${number}\n\n${words}\n`);
  }
  mounted = mountDisk();
});
afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
  rmSync(root, { recursive: true, force: true });
});

describe('a disk that is really full', () => {
  test('stops indexing with what to do, keeps and searches what fitted, and goes on once there is room', async (context) => {
    context.skip(!mounted, 'SKIPPED: a full disk takes Linux, root and the right to mount a small one');
    const open = () => openKnowledgeBase({ sources: [openObsidianVault({ id: 'vault', folder: join(root, 'vault') })], store: createFileSystemBlobStore(join(disk, 'index')), clock });
    const base = await open();
    await expect(base.sync()).rejects.toMatchObject({ code: 'storage-full', message: expect.stringMatching(/disk of .* is full.*Free some space/) });
    await expect(base.sync()).rejects.toMatchObject({ code: 'storage-full' });
    await base.close();

    const kept = await open();
    const { noteCount: keptCount, problems } = kept.status();
    expect(problems).toEqual([]);
    expect(keptCount).toBeGreaterThan(0);
    expect(keptCount).toBeLessThan(noteCount);
    expect((await kept.search('word17')).length).toBeGreaterThan(0);
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    expect(await kept.sync()).toMatchObject({ noteCount, problems: [] });
    await kept.close();

    const whole = await open();
    expect(whole.status()).toMatchObject({ noteCount, problems: [] });
    expect(await whole.sync()).toMatchObject({ addedCount: 0, unchangedCount: noteCount });
    await whole.close();
  });
});
