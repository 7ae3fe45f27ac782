import { link, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { IzaError } from '@iza/core/foundation';
import { z } from 'zod';
import { storageError } from './storage-error.ts';

/** A holder on another machine (a synced or network folder) cannot be asked whether it lives: its heartbeat decides. */
const heartbeatMs = 10_000;
const foreignHolderTimeoutMs = 60_000;

const holderSchema = z.object({ pid: z.int(), host: z.string(), startedMs: z.number(), token: z.string() });
type Holder = z.output<typeof holderSchema>;

export function isLockFileName(name: string): boolean {
  return /\.iza-lock(\.[\w-]+)?$/.test(name);
}

/**
 * Creates `<path>.iza-lock` holding this process's id, until disposed. The lock of a dead process is taken over:
 * its pid is gone, or it began before this machine was started, or before the process that has its pid now.
 * @throws IzaError `index-busy` naming the holder
 */
export async function acquireLockFile(path: string, { folder }: { folder: string }): Promise<AsyncDisposable> {
  const lockPath = `${path}.iza-lock`;
  const holder: Holder = { pid: process.pid, host: hostname(), startedMs: Date.now(), token: crypto.randomUUID() };
  // A handful of rounds: each lost round means that another process took the lock in the same moment.
  for (let round = 0; round < 5; round += 1) {
    if (await tryCreate(lockPath, holder, folder)) {
      await sweepBeside(lockPath);
      return holdLock(lockPath, holder);
    }
    const present = await readHolder(lockPath);
    if (present === 'gone') continue;
    if (await isAlive(present, lockPath)) throw busyError(present, lockPath);
    await removeDead(lockPath, present);
  }
  throw busyError(await readHolder(lockPath), lockPath);
}

function busyError(holder: Holder | 'gone' | 'unreadable', lockPath: string): IzaError {
  const who = typeof holder === 'object' ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new IzaError('index-busy', `Cannot write the index: ${who} is writing it (${lockPath}). Searching works; try again when it is done.`);
}

/** The file appears with its content at once: a process killed in between never leaves an empty lock. */
async function tryCreate(lockPath: string, holder: Holder, folder: string): Promise<boolean> {
  const beside = `${lockPath}.${holder.token}`;
  try {
    await writeFile(beside, JSON.stringify(holder));
    try {
      await link(beside, lockPath);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') return false;
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
      // reason: exFAT and some phones' storage have no hard links
      return await createExclusively(lockPath, JSON.stringify(holder));
    } finally {
      await rm(beside, { force: true });
    }
  } catch (error) {
    throw storageError('lock the index', folder, error);
  }
}

async function createExclusively(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(lockPath: string): Promise<Holder | 'gone' | 'unreadable'> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(lockPath, 'utf8')));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

async function isAlive(holder: Holder | 'unreadable', lockPath: string): Promise<boolean> {
  if (holder === 'unreadable' || holder.host !== hostname()) return (await ageMs(lockPath)) < foreignHolderTimeoutMs;
  if (holder.startedMs < Date.now() - uptime() * 1000) return false;
  // Containers give every process the same pid: an older lock with our pid is of an earlier life.
  // A lock of this life whose heart stopped was left by a thread of this process that crashed.
  if (holder.pid === process.pid) return holder.startedMs >= Date.now() - process.uptime() * 1000 - 1 && (await ageMs(lockPath)) < 3 * heartbeatMs;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ageMs(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Two processes may find the same dead lock: what was renamed away is looked at again, and a living one is put back. */
async function removeDead(lockPath: string, dead: Holder | 'unreadable'): Promise<void> {
  const aside = `${lockPath}.${crypto.randomUUID()}`;
  try {
    await rename(lockPath, aside);
  } catch {
    return;
  }
  const taken = await readHolder(aside);
  const same = typeof taken === 'object' && typeof dead === 'object' ? taken.token === dead.token : taken === dead;
  if (!same) await link(aside, lockPath).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Removes what processes left that were killed while they took the lock. Those of living ones are in use. */
async function sweepBeside(lockPath: string): Promise<void> {
  const folder = dirname(lockPath);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((other) => other.startsWith(`${basename(lockPath)}.`))) {
    const left = join(folder, name);
    const holder = await readHolder(left);
    if (holder !== 'gone' && !(await isAlive(holder, left))) await rm(left, { force: true }).catch(() => undefined);
  }
}

function holdLock(lockPath: string, holder: Holder): AsyncDisposable {
  const heartbeat = setInterval(() => void utimes(lockPath, new Date(), new Date()).catch(() => undefined), heartbeatMs);
  heartbeat.unref();
  let released = false;
  return {
    async [Symbol.asyncDispose]() {
      if (released) return;
      released = true;
      clearInterval(heartbeat);
      const present = await readHolder(lockPath);
      if (typeof present === 'object' && present.token === holder.token) await rm(lockPath, { force: true });
    },
  };
}
