import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCytonEmulator, openRecording, syntheticSampleUv, type CytonEmulatorOptions } from '@iza/core/neuro';
import { IzaError } from '@iza/core/foundation';
import type { ByteFiles, HeadsetEvent, HeadsetPort } from '@iza/core/ports';
import { createLocalByteFiles } from '@iza/node';
import { systemClock } from '@iza/node/worker';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startWifiShieldDouble } from '../transports/wifi-shield-double.test-support.ts';
import { createHeadsetService, type HeadsetServiceOptions } from './headset-service.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

let folder: string;
const closers: (() => PromiseLike<unknown> | void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-headset-'));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

const none = { listSerial: async () => [], discoverWifi: async () => [] };
function createService(over: Partial<HeadsetServiceOptions> = {}): HeadsetPort {
  const service = createHeadsetService({ clock: systemClock, files: createLocalByteFiles({ currentFolder: folder }), recordingsFolder: () => join(folder, 'Recordings'), finders: none, ...over });
  closers.push(() => service[Symbol.asyncDispose]());
  return service;
}

/** An emulated board behind a TCP port that can be cut and comes back on the same port. */
async function serveBoard(options: CytonEmulatorOptions = {}) {
  let sockets: Socket[] = [];
  const server = createServer((socket) => {
    const emulator = createCytonEmulator(options);
    sockets.push(socket);
    const startMs = performance.now();
    const now = (): number => performance.now() - startMs;
    socket.setNoDelay(true).on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(emulator.receive(bytes, now())));
    const timer = setInterval(() => socket.write(emulator.packetsUntil(now())), 4);
    socket.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  };
  const close = (): void => {
    cut();
    server.close();
  };
  closers.push(close);
  return { deviceId: `tcp:127.0.0.1:${port}`, cut, close };
}

async function take(service: HeadsetPort, sessionId: string, isEnough: (events: readonly HeadsetEvent[]) => boolean): Promise<HeadsetEvent[]> {
  const events: HeadsetEvent[] = [];
  for await (const event of service.follow(sessionId)) {
    events.push(event);
    if (isEnough(events)) break;
  }
  return events;
}
const sampleCountOf = (events: readonly HeadsetEvent[]): number => events.reduce((sum, event) => sum + (event.type === 'samples' ? event.block.sampleCount : 0), 0);

async function readRecording(path: string) {
  const file = await createLocalByteFiles({ currentFolder: folder }).open(path);
  return openRecording(file!);
}

describe('createHeadsetService()', () => {
  test('records a simulated Cyton: every sample that was streamed is in the file, and a note beside it', async () => {
    const service = createService();
    const session = await service.start({ deviceId: 'simulated:cyton', lineFrequencyHz: 50, recording: { task: 'eyes closed' }, simulation: { seed: 'a', task: 'p300' } });
    expect(session).toMatchObject({ boardId: 'cyton', title: 'Simulated OpenBCI Cyton', samplingRateHz: 250, state: 'streaming', firmware: expect.stringMatching(/^v3/) });
    const following = take(service, session.id, () => false);
    await vi.waitFor(() => expect(service.sessions()[0].sampleCount).toBeGreaterThan(600), { timeout: 10_000 });
    const mark = await service.mark(session.id, 'blink now');
    const report = await service.stop(session.id);
    const events = await following;

    expect(events.at(-1)).toEqual({ type: 'session-end', report });
    expect(report.session).toMatchObject({ state: 'ended', lostCount: 0, gapCount: 0 });
    const blocks = events.filter((event) => event.type === 'samples').map(({ block }) => block);
    const recording = await readRecording(report.recordingPath!);
    expect(recording.info.sampleCount).toBe(report.session.sampleCount);
    expect(recording.info.channels.map(({ name }) => name)).toEqual(['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2', 'Acceleration x', 'Acceleration y', 'Acceleration z']);
    const inFile = await recording.read();
    for (const { firstSampleIndex, sampleCount, samples } of blocks) {
      for (let channel = 0; channel < 8; channel += 1) {
        const streamed = samples.subarray(channel * sampleCount, (channel + 1) * sampleCount);
        expect([...inFile[channel].subarray(firstSampleIndex, firstSampleIndex + sampleCount)].every((value, index) => Math.abs(value - streamed[index]) < 1e-9)).toBe(true);
      }
    }
    // 1 g on one axis of a board that lies still.
    expect(Math.hypot(inFile[8][500], inFile[9][500], inFile[10][500])).toBeGreaterThan(0.5);
    expect(recording.info.annotations.map(({ text }) => text)).toEqual(expect.arrayContaining(['blink now']));
    expect(recording.info.annotations.find(({ text }) => text === 'blink now')!.onsetSeconds).toBeCloseTo(mark.onsetSeconds, 6);

    expect(events.some(({ type }) => type === 'quality')).toBe(true);
    expect(events.some(({ type }) => type === 'band-powers')).toBe(true);
    const note = readFileSync(report.notePath!, 'utf8');
    expect(note).toMatch(/^---\ntype: "eeg-session"\n/);
    expect(note).toContain('blink now');
    expect(readdirSync(join(folder, 'Recordings')).map((name) => name.replace(/^[\d.-]+ [\d.]+ /, '')).sort()).toEqual(['eyes closed spectrum.svg', 'eyes closed topography.svg', 'eyes closed traces.svg', 'eyes closed.bdf', 'eyes closed.md']);
    await recording.close();
  });

  test('gives the synthetic board’s known samples', async () => {
    const service = createService();
    const session = await service.start({ deviceId: 'simulated:synthetic', lineFrequencyHz: 50 });
    const events = await take(service, session.id, (seen) => sampleCountOf(seen) > 250);
    await service.stop(session.id);
    for (const event of events) {
      if (event.type !== 'samples') continue;
      const { firstSampleIndex, sampleCount, samples } = event.block;
      for (const [at, value] of samples.entries()) expect(Math.abs(value - syntheticSampleUv(Math.floor(at / sampleCount), firstSampleIndex + (at % sampleCount)))).toBeLessThanOrEqual(0.005 + 1e-9);
    }
  });

  test('replays recorded bytes as the board sent them, to their end', async () => {
    const emulator = createCytonEmulator({ seed: 'replayed' });
    emulator.receive(new TextEncoder().encode('b'), 0);
    writeFileSync(join(folder, 'bytes.bin'), emulator.packetsUntil(800));
    const service = createService();
    const session = await service.start({ deviceId: `replay:${join(folder, 'bytes.bin')}`, lineFrequencyHz: 50, recording: { path: 'replayed.bdf' } });
    const events = await take(service, session.id, () => false);
    expect(events.at(-1)).toMatchObject({ type: 'session-end', report: { session: { sampleCount: 200, lostCount: 0 } } });
    await expect(service.start({ deviceId: 'replay:missing.bin', lineFrequencyHz: 50 })).rejects.toMatchObject({ code: 'file-missing' });
  });

  test('does not take a recording for the bytes of a board', async () => {
    writeFileSync(join(folder, 'rest.bdf'), `\xFFBIOSEMI${' '.repeat(2000)}`, 'latin1');
    const service = createService();
    const session = await service.start({ deviceId: `replay:${join(folder, 'rest.bdf')}`, lineFrequencyHz: 50 });
    const events = await take(service, session.id, () => false);
    expect(events.at(-1)).toMatchObject({ type: 'session-end', report: { failure: expect.stringContaining('holds no packet of the OpenBCI Cyton') } });
  });

  test.each([[['C3', 'Foo'], 'Cannot simulate "Foo"'], [['C3', 'C4'], 'it has 8, received 2 names']])('simulates no electrodes %j', async (channelNames, message) => {
    const service = createService();
    await expect(service.start({ deviceId: 'simulated:cyton', lineFrequencyHz: 50, channelNames })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining(message) });
  });

  test('finds out by itself that a Daisy is there', async () => {
    const board = await serveBoard({ daisy: true });
    const service = createService();
    const session = await service.start({ deviceId: board.deviceId, lineFrequencyHz: 60 });
    expect(session).toMatchObject({ boardId: 'cyton-daisy', samplingRateHz: 125 });
    expect(session.channels.length).toBe(16);
    await take(service, session.id, (events) => sampleCountOf(events) > 20);
    await service.stop(session.id);
  });

  test('goes on after the connection broke, with the time between marked as lost', async () => {
    const board = await serveBoard();
    const service = createService();
    const session = await service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, recording: { path: 'away.bdf' } });
    await take(service, session.id, (events) => sampleCountOf(events) > 200);
    const noticed = take(service, session.id, (events) => events.some((event) => event.type === 'session-change' && event.session.state === 'reconnecting'));
    const cutMs = performance.now();
    board.cut();
    await noticed;
    expect(performance.now() - cutMs).toBeLessThan(1000);
    const before = service.sessions()[0].sampleCount;
    await take(service, session.id, (events) => events.some((event) => event.type === 'samples' && event.block.lostCount === 0 && event.block.firstSampleIndex > before));
    await take(service, session.id, (events) => sampleCountOf(events) > 200);
    const report = await service.stop(session.id);
    expect(report.session.gapCount).toBe(1);
    const recording = await readRecording(report.recordingPath!);
    expect(recording.info.lost).toHaveLength(1);
    const [{ start, end }] = recording.info.lost;
    expect(end - start).toBe(report.session.lostCount);
    expect(report.annotations).toEqual([{ onsetSeconds: start / 250, durationSeconds: (end - start) / 250, text: 'BAD_lost' }]);
    expect(report.failure).toBeUndefined();
    expect(report.warnings.join('\n')).toMatch(/went away[\s\S]+came back[\s\S]+samples were lost/);
    await recording.close();
  }, 30_000);

  test('ends with what it has when the headset stays away', async () => {
    const board = await serveBoard();
    const service = createService({ reconnectForMs: 300 });
    const session = await service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, recording: { path: 'gone.bdf' } });
    await take(service, session.id, (events) => sampleCountOf(events) > 100);
    const ending = take(service, session.id, () => false);
    board.close();
    const last = (await ending).at(-1)!;
    expect(last).toMatchObject({ type: 'session-end', report: { failure: expect.stringContaining('did not come back') } });
    expect(service.sessions()).toEqual([]);
    expect(await service.stop(session.id)).toMatchObject({ recordingPath: join(folder, 'gone.bdf') });
  });

  test('ends when its disk is full, with a recording that opens and a reason', async () => {
    const files = createLocalByteFiles({ currentFolder: folder });
    const small: ByteFiles = {
      ...files,
      async create(path, options) {
        const sink = await files.create(path, options);
        let roomBytes = 12_000;
        return {
          ...sink,
          async append(bytes) {
            roomBytes -= bytes.length;
            if (roomBytes < 0) throw new IzaError('storage-full', `Cannot write ${path}: the disk is full.`);
            await sink.append(bytes);
          },
        };
      },
    };
    const service = createService({ files: small });
    const session = await service.start({ deviceId: 'simulated:cyton', lineFrequencyHz: 50, recording: { path: 'full.bdf' } });
    const last = (await take(service, session.id, () => false)).at(-1)!;
    expect(last).toMatchObject({ type: 'session-end', report: { failure: expect.stringMatching(/disk is full.*ends there and can be opened/) } });
    const recording = await readRecording(join(folder, 'full.bdf'));
    expect(recording.info.sampleCount).toBeGreaterThan(100);
    await recording.close();
  });

  test('lets a device be used once, and says by whom', async () => {
    const board = await serveBoard();
    const service = createService();
    const session = await service.start({ deviceId: board.deviceId, lineFrequencyHz: 50 });
    await expect(service.start({ deviceId: board.deviceId, lineFrequencyHz: 50 })).rejects.toMatchObject({ code: 'headset-busy', message: expect.stringContaining(session.id) });
    expect(await service.list()).toContainEqual(expect.objectContaining({ id: board.deviceId, sessionId: session.id }));
    await service.stop(session.id);
    const again = await service.start({ deviceId: board.deviceId, lineFrequencyHz: 50 });
    expect(again.id).not.toBe(session.id);
    await service.stop(again.id);
  });

  test('does not begin what it cannot write, and gives the port back', async () => {
    const board = await serveBoard();
    const service = createService();
    const first = await service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, recording: { path: 'a.bdf' } });
    await service.stop(first.id);
    await expect(service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, recording: { path: 'a.bdf' } })).rejects.toMatchObject({ code: 'file-exists' });
    await expect(service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, recording: { path: 'a.edf' } })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, channelNames: ['Cz'], boardId: 'cyton' })).rejects.toMatchObject({ code: 'bad-input' });
    await service.stop((await service.start({ deviceId: board.deviceId, lineFrequencyHz: 50, recording: { path: 'a.bdf', replace: true } })).id);
  }, 30_000);

  test('says that the dongle is there and the board is not', async () => {
    const board = await serveBoard({ boardOff: true });
    await expect(createService().start({ deviceId: board.deviceId, lineFrequencyHz: 50 })).rejects.toMatchObject({ code: 'headset-silent', message: expect.stringContaining('Switch the board on') });
  });

  test('stops opening when it is told to', async () => {
    const service = createService();
    const board = await serveBoard({ boardOff: true });
    const controller = new AbortController();
    const starting = service.start({ deviceId: board.deviceId, lineFrequencyHz: 50 }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(starting).rejects.toMatchObject({ code: 'aborted' });
    expect(service.sessions()).toEqual([]);
  });

  test('measures the impedance of each electrode', async () => {
    const impedancesOhm = [1000, 5000, 20_000, 100_000, 0, 50_000, 7500, 300_000];
    const board = await serveBoard({ impedancesOhm });
    const seen: number[] = [];
    const measured = await createService().measureImpedance({ deviceId: board.deviceId, boardId: 'cyton', electrodes: ['C4'] }, { onElectrode: (doneCount) => seen.push(doneCount) });
    expect(measured.map(({ channelName, impedanceOhm }) => [channelName, Math.round(impedanceOhm / 200) * 200])).toEqual([['C4', 100_000]]);
    expect(seen).toEqual([0, 1]);
    await expect(createService().measureImpedance({ deviceId: board.deviceId, electrodes: ['Cz'] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('Fp1') });
  }, 60_000);

  test('takes back what a Daisy’s mean of two conversions leaves of the test current', async () => {
    const board = await serveBoard({ daisy: true, impedancesOhm: Array.from({ length: 16 }, (_, index) => 5000 * (index + 1)) });
    const [measured] = await createService().measureImpedance({ deviceId: board.deviceId, electrodes: ['F7'] });
    expect(measured.channelName).toBe('F7');
    expect(Math.abs(measured.impedanceOhm - 45_000)).toBeLessThan(600);
  });

  test('records through a WiFi shield, and finds out which board is on it', async () => {
    const emulator = createCytonEmulator({ signal: { nextUv: (out) => out.fill(100) } });
    const startMs = performance.now();
    const now = (): number => performance.now() - startMs;
    const shield = await startWifiShieldDouble({
      command: (text) => latin1(emulator.receive(bytesOf(text), now())),
      stream(send) {
        emulator.receive(bytesOf('b'), now());
        const timer = setInterval(() => send(emulator.packetsUntil(now())), 10);
        return () => {
          clearInterval(timer);
          emulator.receive(bytesOf('s'), now());
        };
      },
    });
    closers.push(() => shield[Symbol.asyncDispose]());
    const service = createService({ finders: { ...none, discoverWifi: async () => [{ host: '127.0.0.1', port: shield.port, board: { isConnected: true, boardType: 'cyton', channelCount: 8 } }] } });
    const [device] = await service.list();
    expect(device).toMatchObject({ id: `wifi:127.0.0.1:${shield.port}`, kind: 'wifi', isLikely: true, boards: ['cyton-wifi'] });
    const session = await service.start({ deviceId: device.id, lineFrequencyHz: 50, recording: { path: 'wifi.bdf' } });
    expect(session).toMatchObject({ boardId: 'cyton-wifi', firmware: expect.stringMatching(/^v3/), samplingRateHz: 250 });
    const events = await take(service, session.id, (seen) => sampleCountOf(seen) > 100);
    for (const event of events) if (event.type === 'samples') for (const value of event.block.samples) expect(Math.abs(value - 100)).toBeLessThan(0.02);
    expect((await service.stop(session.id)).session.lostCount).toBe(0);
  });

  test('says which sessions there are when another is asked for', async () => {
    const service = createService();
    expect(() => service.follow('cyton-9')).toThrow(expect.objectContaining({ code: 'session-missing' }));
    await expect(service.stop('cyton-9')).rejects.toMatchObject({ message: expect.stringContaining('iza headset stream') });
  });

  test('names recordings that begin within one second apart', async () => {
    const service = createService();
    const start = () => service.start({ deviceId: 'simulated:synthetic', lineFrequencyHz: 50, recording: { folder: 'many', task: 'a' } });
    const sessions = [await start(), await start(), await start()];
    for (const { id } of sessions) await service.stop(id);
    expect(new Set(sessions.map(({ recordingPath }) => recordingPath)).size).toBe(3);
    expect(readdirSync(join(folder, 'many')).filter((name) => name.endsWith('.bdf'))).toHaveLength(3);
  });

  test('closes every recording when it is closed', async () => {
    const service = createService();
    const session = await service.start({ deviceId: 'simulated:cyton', lineFrequencyHz: 50, recording: { path: 'closed.bdf' } });
    await take(service, session.id, (events) => sampleCountOf(events) > 50);
    await service[Symbol.asyncDispose]();
    const recording = await readRecording(join(folder, 'closed.bdf'));
    expect(recording.info.sampleCount).toBeGreaterThan(50);
    expect(recording.info.warnings).toEqual([]);
    await recording.close();
  });
});
