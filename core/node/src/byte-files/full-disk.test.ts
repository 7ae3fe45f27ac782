import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLocalByteFiles } from './local-byte-files.ts';

/** Mounting needs root; the test says when it cannot run. */
const disk = mountSmallDisk();
if (!disk) console.warn('SKIPPED a full disk: a small file system cannot be mounted here'); // oxlint-disable-line no-console -- reason: a skip must be seen

test.skipIf(!disk)('a full disk is said, keeps what was there, and goes on once there is room', async () => {
  const folder = disk ?? '';
  try {
    const files = createLocalByteFiles({ currentFolder: folder });
    const sink = await files.create('recording');
    const block = new Uint8Array(64 * 1024).fill(7);
    let appendedBytes = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await sink.append(block);
        appendedBytes += block.length;
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'storage-full' });
    expect(appendedBytes).toBeGreaterThan(0);
    expect(statSync(join(folder, 'recording')).size).toBe(appendedBytes);
    await sink.writeAt(0, Uint8Array.of(1));
    await sink.close();
    expect(readFileSync(join(folder, 'recording'))[0]).toBe(1);
    unlinkSync(join(folder, 'recording'));
    await (await files.create('next')).close();
    expect(existsSync(join(folder, 'next'))).toBe(true);
  } finally {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'iza-full-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}
