import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { watchPortFile } from './watch-port-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-port-'));
  writeFileSync(join(folder, 'ttyUSB0'), '');
  symlinkSync(join(folder, 'ttyUSB0'), join(folder, 'headset'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const soon = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

describe('watchPortFile()', () => {
  test.each(['ttyUSB0', 'headset'])('tells once that the port behind %s is gone', async (name) => {
    const gone = Promise.withResolvers<void>();
    let toldCount = 0;
    const stop = watchPortFile(join(folder, name), () => {
      toldCount += 1;
      gone.resolve();
    });
    await soon(60);
    expect(toldCount).toBe(0);
    rmSync(join(folder, 'ttyUSB0'));
    await gone.promise;
    await soon(120);
    expect(toldCount).toBe(1);
    stop();
  });

  test('is silent once it was ended, and where ports have no file', async () => {
    let toldCount = 0;
    watchPortFile(join(folder, 'ttyUSB0'), () => (toldCount += 1))();
    const stop = watchPortFile('COM3', () => (toldCount += 1), { platform: 'win32' });
    rmSync(join(folder, 'ttyUSB0'));
    await soon(120);
    expect(toldCount).toBe(0);
    stop();
  });
});
