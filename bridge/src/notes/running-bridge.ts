import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder, type Machine } from '@iza/node';
import { z } from 'zod';

const registrationSchema = z.object({ url: z.url(), token: z.string(), processId: z.int(), indexFolder: z.string(), settingsHash: z.string() });

/** A bridge that serves an index now: where, and the token that it asks for. Kept in a file that only this user can read. */
export type Registration = z.output<typeof registrationSchema>;

function fileOf(indexFolder: string, machine: Machine): string {
  return join(stateFolder(machine), 'bridge', `${createHash('sha256').update(indexFolder).digest('hex').slice(0, 16)}.json`);
}

/** Writes down that this process serves the index; returns the file. Other commands of this user then go through it. */
export function registerBridge(registration: Registration, machine: Machine): string {
  const file = fileOf(registration.indexFolder, machine);
  mkdirSync(join(stateFolder(machine), 'bridge'), { recursive: true, mode: 0o700 });
  const beside = `${file}.${registration.processId}`;
  writeFileSync(beside, JSON.stringify(registration), { mode: 0o600 });
  // The mode above does not apply to a file that was left there.
  chmodSync(beside, 0o600);
  renameSync(beside, file);
  return file;
}

export function unregisterBridge(indexFolder: string, machine: Machine): void {
  // Another bridge may have taken the index over since.
  if (readRegistration(fileOf(indexFolder, machine))?.processId === process.pid) rmSync(fileOf(indexFolder, machine), { force: true });
}

/**
 * The bridge that serves this index with these settings, if its process is alive. One with other settings (another model, other
 * exclusions) would answer something else than was asked.
 */
export function findRunningBridge(indexFolder: string, settingsHash: string, machine: Machine): Registration | undefined {
  const registration = readRegistration(fileOf(indexFolder, machine));
  const isMeant = registration?.indexFolder === indexFolder && registration.settingsHash === settingsHash;
  return isMeant && isAlive(registration.processId) ? registration : undefined;
}

/** The bridge that was started last, whatever it serves: the headsets of this machine are in its hands. */
export function findNewestBridge(machine: Machine): Registration | undefined {
  const folder = join(stateFolder(machine), 'bridge');
  const alive = namesIn(folder).flatMap((name) => {
    const registration = name.endsWith('.json') ? readRegistration(join(folder, name)) : undefined;
    return registration && isAlive(registration.processId) ? [{ registration, writtenMs: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }] : [];
  });
  return alive.toSorted((a, b) => b.writtenMs - a.writtenMs)[0]?.registration;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No bridge has ever run here.
    return [];
  }
}

function readRegistration(file: string): Registration | undefined {
  try {
    return registrationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Missing, or not ours: there is no bridge then.
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
