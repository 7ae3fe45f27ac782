import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsSchema } from '@iza/core/app';
import { loadConfig, type Machine } from '@iza/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openNotes } from './open-notes.ts';
import { recordingsFolderOf } from './recordings-folder.ts';
import { findNewestBridge, registerBridge } from './running-bridge.ts';

let folder: string;
let machine: Machine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-open-headset-'));
  machine = { platform: 'linux', homeFolder: folder, environment: { XDG_STATE_HOME: join(folder, 'state') } };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () =>
  openNotes(
    { vaults: [], indexFolder: undefined, withoutNotes: true, headset: { recordingsFolder: () => join(folder, 'Recordings') }, settings: settingsSchema.parse({}), keys: {}, reach: '', currentFolder: folder },
    { machine, signal: new AbortController().signal },
  );

describe('openNotes() for a headset', () => {
  test('records in this process when no bridge runs', async () => {
    const headset = await open();
    const { report } = (await headset.call('headset.record', { device: 'simulated:cyton', seconds: 1, out: 'a.bdf' })) as { report: { recordingPath: string; durationSeconds: number } };
    expect(report).toMatchObject({ recordingPath: join(folder, 'a.bdf') });
    expect(report.durationSeconds).toBeGreaterThanOrEqual(1);
    await headset.close();
  });

  test('leaves no session running in a process that ends', async () => {
    const headset = await open();
    await expect(headset.call('headset.stream', { device: 'simulated:cyton', wait: false })).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('iza start') });
    await headset.close();
  });
});

describe('findNewestBridge()', () => {
  const register = (indexFolder: string, processId: number) => registerBridge({ url: 'http://127.0.0.1:1/', token: 't', processId, indexFolder, settingsHash: indexFolder }, machine);

  test('finds the one that was started last, whatever it serves', () => {
    expect(findNewestBridge(machine)).toBeUndefined();
    utimesSync(register('/first', process.pid), 1000, 1000);
    utimesSync(register('/second', process.pid), 2000, 2000);
    expect(findNewestBridge(machine)?.indexFolder).toBe('/second');
  });

  test('does not count one whose process is gone', () => {
    register('/gone', 2_000_000_000);
    expect(findNewestBridge(machine)).toBeUndefined();
  });
});

describe('recordingsFolderOf()', () => {
  const config = () => loadConfig({ ...machine, currentFolder: folder });

  test('is in the vault that is named, or that lies above', () => {
    mkdirSync(join(folder, 'vault', '.obsidian'), { recursive: true });
    mkdirSync(join(folder, 'vault', 'deep'));
    expect(recordingsFolderOf({ flags: [join(folder, 'vault')], config: config(), currentFolder: folder, ...machine })).toBe(join(folder, 'vault', 'Recordings'));
    expect(recordingsFolderOf({ flags: [], config: config(), currentFolder: join(folder, 'vault', 'deep'), ...machine })).toBe(join(folder, 'vault', 'Recordings'));
  });

  test('is IZA’s own where there is no vault', () => {
    expect(recordingsFolderOf({ flags: [], config: config(), currentFolder: folder, ...machine })).toBe(join(folder, 'state', 'iza', 'Recordings'));
  });

  test('says that a vault is not there', () => {
    expect(() => recordingsFolderOf({ flags: [join(folder, 'none')], config: config(), currentFolder: folder, ...machine })).toThrow(expect.objectContaining({ code: 'source-missing' }));
  });
});
