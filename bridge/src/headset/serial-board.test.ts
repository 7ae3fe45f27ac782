import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCytonEmulator, openRecording } from '@iza/core/neuro';
import type { HeadsetEvent, HeadsetPort } from '@iza/core/ports';
import { createLocalByteFiles } from '@iza/node';
import { systemClock } from '@iza/node/worker';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulatorPort } from '../emulator/index.ts';
import { createHeadsetService } from './index.ts';

let folder: string;
let service: HeadsetPort;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-serial-'));
  service = createHeadsetService({ clock: systemClock, files: createLocalByteFiles({ currentFolder: folder }), recordingsFolder: () => folder });
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The emulated board on a pseudo terminal; `undefined` where this machine has none. */
async function serve() {
  try {
    const emulator = createCytonEmulator();
    const served = await createEmulatorPort().serve(emulator, { pty: true, tcpPort: undefined, latencyTimerMs: 1 });
    return { emulator, served, deviceId: `serial:${served.ptyPath}` };
  } catch {
    return undefined;
  }
}

async function until(sessionId: string, holds: (event: HeadsetEvent) => boolean): Promise<void> {
  for await (const event of service.follow(sessionId)) if (holds(event)) return;
}

const here = await serve();
await here?.served.close();
if (!here) console.warn('SKIPPED: no pseudo terminal on this machine'); // oxlint-disable-line no-console -- reason: a skip must be seen

describe.skipIf(!here)('a board at a serial port', () => {
  test('is found, recorded, and its loss is noticed; what was recorded stays whole', async () => {
    const board = (await serve())!;
    const session = await service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, recording: { path: 'a.bdf' } });
    expect(session).toMatchObject({ boardId: 'cyton', state: 'streaming' });
    await until(session.id, (event) => event.type === 'samples' && event.block.firstSampleIndex > 150);
    const noticed = until(session.id, (event) => event.type === 'session-change' && event.session.state === 'reconnecting');
    const pulledMs = performance.now();
    await board.served.close();
    await noticed;
    // The port's close is noticed at once, silence after a second; which of the two a pseudo terminal gives depends on the system.
    expect(performance.now() - pulledMs).toBeLessThan(5000);
    const report = await service.stop(session.id);
    expect(report.warnings.join(' ')).toMatch(/went away after/);
    expect(report.session.lostCount).toBe(0);
    const recording = await openRecording((await createLocalByteFiles({ currentFolder: folder }).open('a.bdf'))!);
    expect(recording.info.sampleCount).toBe(report.session.sampleCount);
    await recording.close();
  });

  test('that is a dongle without a board says so', async () => {
    const served = await createEmulatorPort().serve(createCytonEmulator({ boardOff: true }), { pty: true, tcpPort: undefined, latencyTimerMs: 1 });
    await expect(service.start({ deviceId: `serial:${served.ptyPath}`, lineFrequencyHz: 50 })).rejects.toMatchObject({ code: 'headset-silent', message: expect.stringContaining('finds no board') });
    await served.close();
  });
});
