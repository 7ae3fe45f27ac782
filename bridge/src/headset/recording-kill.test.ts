import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCytonEmulator, openRecording, type CytonEmulator } from '@iza/core/neuro';
import { createLocalByteFiles } from '@iza/node';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Kills of a real process: a few here, as each lives for a second or two; IZA_KILLS=100 in .ci/run. */
const killCount = Number(process.env['IZA_KILLS'] ?? 4);
/** What may be missing at the end: the record that was not whole, and what was on its way. */
const LOST_AT_MOST_SECONDS = 1;

/** Records until it is killed. */
const victim = `
import { createHeadsetService } from './src/headset/index.ts';
import { createLocalByteFiles } from '@iza/node';
import { systemClock } from '@iza/node/worker';
const [deviceId, path] = process.argv.slice(1);
const service = createHeadsetService({ clock: systemClock, files: createLocalByteFiles({ currentFolder: '.' }), recordingsFolder: () => '.' });
const { id } = await service.start({ deviceId, boardId: 'cyton', lineFrequencyHz: 50, recording: { path } });
setTimeout(() => void service.mark(id, 'half a second'), 500);
process.stdout.write('recording\\n');
`;

/** Counts that no other sample has, over the whole range of the converter. */
const countAt = (sample: number, channel: number): number => (((sample * 8 + channel) * 92_821) % 16_000_000) - 8_000_000;
const UV_PER_COUNT = 4.5e6 / 24 / 8_388_607;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'iza-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A board on a TCP port that sends known counts. */
async function serveKnownBoard(): Promise<{ port: number; emulator: CytonEmulator; close: () => void }> {
  let sample = 0;
  const emulator = createCytonEmulator({
    signal: {
      nextUv(out) {
        for (let channel = 0; channel < out.length; channel += 1) out[channel] = countAt(sample, channel) * UV_PER_COUNT;
        sample += 1;
      },
    },
  });
  const startMs = performance.now();
  const now = (): number => performance.now() - startMs;
  const server = createServer((socket) => {
    socket.setNoDelay(true).on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(emulator.receive(bytes, now())));
    const timer = setInterval(() => socket.write(emulator.packetsUntil(now())), 4);
    socket.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, emulator, close: () => server.close() };
}

function startVictim(port: number, path: string): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', '--input-type=module-typescript', '-e', victim, `tcp:127.0.0.1:${port}`, path], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test.concurrent.each(Array.from({ length: killCount }, (_, number) => [number]))('a recording that is killed is a file that opens, with everything but the last moment (kill %d)', async (number) => {
  const board = await serveKnownBoard();
  const path = join(folder, `${number}.bdf`);
  const process_ = startVictim(board.port, path);
  await Promise.race([once(process_.stdout!, 'data'), once(process_, 'exit').then(() => expect.fail('The recording process ended before it recorded'))]);
  await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 1200));
  process_.kill('SIGKILL');
  await once(process_, 'exit');
  const sentCount = board.emulator.ledger().packetCounts[0];
  board.close();

  const file = await createLocalByteFiles({ currentFolder: folder }).open(path);
  await using recording = await openRecording(file!);
  const { sampleCount, samplingRateHz, lost, annotations } = recording.info;
  expect(lost).toEqual([]);
  expect(sampleCount).toBeLessThanOrEqual(sentCount);
  expect(sampleCount).toBeGreaterThan(sentCount - LOST_AT_MOST_SECONDS * samplingRateHz);
  if (sampleCount > 250) expect(annotations.map(({ text }) => text)).toContain('half a second');
  const channels = await recording.read({ channels: [0, 1, 2, 3, 4, 5, 6, 7] });
  let wrongCount = 0;
  for (const [channel, samples] of channels.entries()) {
    for (const [sample, value] of samples.entries()) if (Math.round(value / UV_PER_COUNT) !== countAt(sample, channel)) wrongCount += 1;
  }
  expect(wrongCount).toBe(0);
});
