import { describe, expect, test } from 'vitest';
import { openRecording } from '../../../neuro/index.ts';
import type { EmulatedDevice, EmulatorPort, ServeDeviceOptions } from '../../../ports/index.ts';
import { createMemoryByteFiles } from '../../../testing/index.ts';
import type { CapabilityContext } from '../../capability.ts';
import { createIza } from '../../create-iza.ts';
import type { HostPorts } from '../../host-ports.ts';
import { settingsSchema } from '../../settings.ts';

/** A clock that a test moves by sleeping on it. */
function createSteppedClock() {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    async sleep(durationMs: number, { signal }: { signal?: AbortSignal } = {}) {
      await Promise.resolve();
      if (!signal?.aborted) nowMs += durationMs;
    },
  };
}

/** A port that lets a test be the client. */
function createRecordingPort(play: (device: EmulatedDevice) => 'unplugged' | 'forever') {
  const served: ServeDeviceOptions[] = [];
  let closeCount = 0;
  const port: EmulatorPort = {
    async serve(device, options) {
      served.push(options);
      const end = play(device);
      const close = async (): Promise<void> => {
        closeCount += 1;
      };
      const ended = end === 'forever' ? new Promise<'closed'>(() => undefined) : Promise.resolve(end);
      return { ptyPath: options.pty ? '/dev/pts/9' : undefined, tcpAddress: options.tcpPort === undefined ? undefined : '127.0.0.1:6677', ended, close, [Symbol.asyncDispose]: close };
    },
  };
  return { port, served, closeCount: () => closeCount };
}

async function simulate(input: object, ports: Partial<HostPorts> = {}, context: CapabilityContext = {}): Promise<unknown> {
  await using iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createSteppedClock(), fetch, ...ports });
  return iza.call('headset.simulate', input, context);
}

const START = Uint8Array.of(0x62);

describe('headset.simulate on a wire', () => {
  test('tells where the board is before anything else, runs for its time and reports what it sent', async () => {
    const { port, served, closeCount } = createRecordingPort((device) => {
      device.receive(START, 0);
      expect(device.packetsUntil(4000)).toHaveLength(1000 * 33);
      return 'forever';
    });
    const lines: unknown[] = [];
    const messages: string[] = [];
    const output = await simulate({ seconds: 3, tcp: 0, pty: true, latency: 16 }, { emulator: port }, { onDelta: (line) => lines.push(JSON.parse(line)), onProgress: ({ message }) => messages.push(message) });
    expect(served).toEqual([{ pty: true, tcpPort: 0, latencyTimerMs: 16 }]);
    expect(lines).toEqual([{ type: 'emulator-ready', board: 'cyton', ptyPath: '/dev/pts/9', tcpAddress: '127.0.0.1:6677' }]);
    expect(messages).toEqual(Array(3).fill('/dev/pts/9, 127.0.0.1:6677: streaming, 1000 packets, 0 lost on purpose'));
    expect(output).toMatchObject({ ended: 'stopped', packetCount: 1000, lostPacketCount: 0, samplingRateHz: 250, channelNames: ['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2'] });
    expect(closeCount()).toBe(1);
  });

  test('faults are flags, and what they did is reported', async () => {
    const { port } = createRecordingPort((device) => {
      device.receive(START, 0);
      device.packetsUntil(60_000);
      expect(device.unplugged).toBe(true);
      return 'unplugged';
    });
    const output = await simulate({ drop: 0.1, garbage: 0.1, unplugAfter: 8, board: 'cyton-daisy' }, { emulator: port });
    expect(output).toMatchObject({ ended: 'unplugged', packetCount: 2000, samplingRateHz: 125, channelNames: expect.objectContaining({ length: 16 }) });
    const { lostPacketCount, strayByteCount } = output as { lostPacketCount: number; strayByteCount: number };
    expect(lostPacketCount).toBeGreaterThan(150);
    expect(lostPacketCount).toBeLessThan(250);
    expect(strayByteCount).toBeGreaterThan(500);
  });

  test('a serial port is what it makes when nothing is said; the caller’s signal ends it without failing', async () => {
    const { port, served } = createRecordingPort(() => 'forever');
    const stop = new AbortController();
    const output = await simulate({}, { emulator: port }, { signal: stop.signal, onDelta: () => stop.abort() });
    expect(served).toEqual([{ pty: true, tcpPort: undefined, latencyTimerMs: 1 }]);
    expect(output).toMatchObject({ ended: 'stopped', packetCount: 0 });
  });

  test.each([
    [{}, {}, 'unsupported', 'no ports'],
    [{ channels: ['Cz'] }, { emulator: createRecordingPort(() => 'forever').port }, 'bad-input', '1 electrodes on a board of 8'],
    [{ channels: ['A', 'B'] }, { emulator: createRecordingPort(() => 'forever').port }, 'bad-input', 'Cannot simulate A, B'],
    [{ drop: 2 }, {}, 'bad-input', 'drop'],
  ])('%j without a way to do it is refused', async (input, ports, code, words) => {
    await expect(simulate(input, ports)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('headset.simulate --out', () => {
  test('writes a recording that says the same each time, in whole counts, with the markers of its task', async () => {
    const write = async (seed: string, byteFiles = createMemoryByteFiles()): Promise<Uint8Array | undefined> => {
      const output = await simulate({ out: 'a.bdf', seconds: 12, task: 'p300', board: 'cyton-daisy', seed }, { byteFiles });
      expect(output).toMatchObject({ sampleCount: 1500, samplingRateHz: 125, warnings: [] });
      return byteFiles.contents.get('a.bdf');
    };
    const byteFiles = createMemoryByteFiles();
    const bytes = await write('1', byteFiles);
    expect(await write('1')).toEqual(bytes);
    expect(await write('2')).not.toEqual(bytes);
    await using reader = await openRecording((await byteFiles.open('a.bdf'))!);
    expect(reader.info).toMatchObject({ samplingRateHz: 125, sampleCount: 1500, startMs: Date.UTC(2026, 0, 1) });
    expect(reader.info.annotations.filter(({ text }) => text === 'standard' || text === 'target').length).toBeGreaterThan(8);
    const uvPerCount = (4.5 / 24 / (2 ** 23 - 1)) * 1e6;
    const [fp1] = await reader.read({ channels: [0] });
    for (const value of fp1) expect(Math.abs(value / uvPerCount - Math.round(value / uvPerCount))).toBeLessThan(1e-6);
  });

  test.each([
    [{ out: 'a.png' }, 'bad-input', 'names no format'],
    [{ out: 'a.bdf', pty: true }, 'bad-input', 'at once'],
    [{ out: 'a.bdf', channels: ['EXG'] }, 'bad-input', 'Cannot simulate EXG'],
  ])('%j is refused', async (input, code, words) => {
    await expect(simulate(input, { byteFiles: createMemoryByteFiles() })).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });

  test('a file that is there is not written over unless asked', async () => {
    const byteFiles = createMemoryByteFiles();
    await simulate({ out: 'a.f64', seconds: 1 }, { byteFiles });
    await expect(simulate({ out: 'a.f64', seconds: 1 }, { byteFiles })).rejects.toMatchObject({ code: 'file-exists' });
    await simulate({ out: 'a.f64', seconds: 1, replace: true }, { byteFiles });
  });
});
