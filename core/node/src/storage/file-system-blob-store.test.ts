import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobStoreContract, runnableCases } from '@iza/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileSystemBlobStore } from './file-system-blob-store.ts';
import { storageError } from './storage-error.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'iza-blobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const lockPath = (): string => join(folder, 'writer.iza-lock');

describe('createFileSystemBlobStore() passes the blob store contract', () => {
  for (const { name, run } of runnableCases(blobStoreContract).run) {
    test(name, () => run({ open: async () => createFileSystemBlobStore(join(folder, 'not', 'yet', 'made')) }));
  }
});

describe('createFileSystemBlobStore()', () => {
  test.each(['', '/etc/passwd', '../out', 'a/../b', 'a//b', './a', 'a/'])('refuses the name %j', async (name) => {
    await expect(createFileSystemBlobStore(folder).read(name)).rejects.toThrow(RangeError);
  });

  test('lists neither an interrupted write nor a lock, and sweeps the former under a lock', async () => {
    await writeFile(join(folder, 'manifest.1.iza-unfinished'), 'half');
    const store = createFileSystemBlobStore(folder);
    await store.write('manifest', bytesOf('whole'));
    const lock = await store.lock!('writer');
    expect(await store.list()).toEqual([{ name: 'manifest', sizeBytes: 5 }]);
    expect(await readdir(folder)).toEqual(['manifest', 'writer.iza-lock']);
    await lock[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual(['manifest']);
  });

  test.skipIf(process.getuid?.() === 0)('says what to do about a folder that may not be written', async () => {
    await chmod(folder, 0o500);
    await expect(createFileSystemBlobStore(folder).write('a', bytesOf('a'))).rejects.toMatchObject({ code: 'storage-failed', message: /may not be written/ });
    await chmod(folder, 0o700);
  });
});

describe('a full disk', () => {
  test.skipIf(!existsSync('/dev/full'))('is told as such by append', async () => {
    await symlink('/dev/full', join(folder, 'log'));
    await expect(createFileSystemBlobStore(folder).append('log', bytesOf('record'))).rejects.toMatchObject({ code: 'storage-full', message: expect.stringContaining('Free some space') });
  });
});

describe('storageError()', () => {
  test.each([
    ['ENOSPC', 'storage-full'],
    ['EDQUOT', 'storage-full'],
    ['EROFS', 'storage-failed'],
    ['EIO', 'storage-failed'],
  ])('%s becomes %s', (code, expected) => {
    expect(storageError('write a', '/index', Object.assign(new Error('failed'), { code }))).toMatchObject({ code: expected });
  });
});

describe('lock()', () => {
  test('names the living process that holds it', async () => {
    const holder = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(holder.stdout, 'data');
    await writeFile(lockPath(), JSON.stringify({ pid: holder.pid, host: hostname(), startedMs: Date.now(), token: 't' }));
    const store = createFileSystemBlobStore(folder);
    await expect(store.lock!('writer')).rejects.toMatchObject({ code: 'index-busy', message: expect.stringContaining(`process ${holder.pid}`) });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await using lock = await store.lock!('writer');
    expect(lock).toBeDefined();
    expect(JSON.parse(await readFile(lockPath(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  test.each([
    ['a process from before this machine started', { pid: 1, host: hostname(), startedMs: 1000, token: 't' }],
    ['an earlier process with our own pid', { pid: process.pid, host: hostname(), startedMs: Date.now() - process.uptime() * 1000 - 60_000, token: 't' }],
  ])('takes over the lock of %s', async (_, holder) => {
    await writeFile(lockPath(), JSON.stringify(holder));
    await using lock = await createFileSystemBlobStore(folder).lock!('writer');
    expect(lock).toBeDefined();
  });

  test('sweeps what killed processes left beside it, and nothing of living ones', async () => {
    const beside = (token: string, pid: number): Promise<void> => writeFile(`${lockPath()}.${token}`, JSON.stringify({ pid, host: hostname(), startedMs: Date.now(), token }));
    // No process has this id: Linux ends at 4194304, others well below.
    await beside('dead', 2_000_000_000);
    await beside('living', process.ppid);
    await using lock = await createFileSystemBlobStore(folder).lock!('writer');
    expect(lock).toBeDefined();
    expect((await readdir(folder)).sort()).toEqual(['writer.iza-lock', 'writer.iza-lock.living']);
  });

  test('leaves a fresh lock of another machine alone', async () => {
    await writeFile(lockPath(), JSON.stringify({ pid: 1, host: 'elsewhere.example', startedMs: Date.now(), token: 't' }));
    await expect(createFileSystemBlobStore(folder).lock!('writer')).rejects.toMatchObject({ code: 'index-busy', message: expect.stringContaining('elsewhere.example') });
  });

  test('is given to exactly one of many that find a dead one', async () => {
    await writeFile(lockPath(), JSON.stringify({ pid: 1, host: hostname(), startedMs: 1000, token: 't' }));
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => createFileSystemBlobStore(folder).lock!('writer')));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
