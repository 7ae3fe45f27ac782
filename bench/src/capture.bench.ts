import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { openRecording } from '@iza/core/neuro';
import type { HeadsetPort, SampleBlock } from '@iza/core/ports';
import { createLocalByteFiles } from '@iza/node';
import { systemClock } from '@iza/node/worker';
import { createHeadsetService } from '../../bridge/src/headset/index.ts';
import { countAt, elapsedMs, UV_PER_COUNT } from './capture-signal.ts';
import { type Bench, type BenchRow, checkAnswer, median } from './harness.ts';

const RATE_HZ = 250;
const SUBSCRIBERS = 10;
/** Compiling and the first buffers come before memory is watched. */
const WARM_SECONDS = 2;
const GROWTH_MB = 4;
const HIGH_MB = 400;

export const bench: Bench = {
  name: 'capture',
  target: '16 channels × 250 Hz for 10 min beside a busy core, recorded, ten subscribers: no lost sample, memory flat, median latency ≤ 5 ms',
  async run({ small }) {
    const seconds = small ? 5 : 600;
    const folder = await mkdtemp(join(tmpdir(), 'iza-bench-capture-'));
    const emulator = spawn(process.execPath, ['--no-warnings', fileURLToPath(new URL('capture-emulator.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
    const burner = new Worker('for (;;) Math.sqrt(Math.random());', { eval: true });
    try {
      const [port] = (await once(emulator.stdout, 'data')) as [Buffer];
      const files = createLocalByteFiles({ currentFolder: folder });
      const service = createHeadsetService({ clock: systemClock, files, recordingsFolder: () => folder });
      const session = await service.start({ deviceId: `tcp:127.0.0.1:${String(port).trim()}`, boardId: 'cyton-daisy-wifi', lineFrequencyHz: 50, recording: { path: 'capture.bdf' } });
      const subscribers = Array.from({ length: SUBSCRIBERS }, (_, index) => follow(service, session.id, index === 0));
      const memory = watchMemory();
      while (service.sessions()[0].sampleCount < seconds * RATE_HZ) await new Promise((resolve) => setTimeout(resolve, 250));
      const { highMb, growthMb } = memory.read();
      const report = await service.stop(session.id);
      const followed = await Promise.all(subscribers);

      checkAnswer(`samples were lost: ${report.session.lostCount}`, report.session.lostCount === 0);
      for (const { sampleCount, wrongCount, skippedCount } of followed) {
        checkAnswer(`a subscriber got ${sampleCount} of ${report.session.sampleCount} samples, ${wrongCount} wrong, ${skippedCount} events skipped`, sampleCount === report.session.sampleCount && wrongCount === 0 && skippedCount === 0);
      }
      checkAnswer('the recording differs from what was sent', await isRecorded(join(folder, 'capture.bdf'), report.session.sampleCount));
      checkAnswer(`memory grew by ${growthMb.toFixed(1)} MB, to ${highMb.toFixed(0)} MB`, growthMb < GROWTH_MB && highMb < HIGH_MB);
      const latencies = followed[0].latenciesMs.toSorted((a, b) => a - b);
      checkAnswer(`the median latency is ${median(latencies).toFixed(2)} ms`, median(latencies) <= 5);
      return [row(latencies, `${report.session.sampleCount} samples × 16, none lost, to ${SUBSCRIBERS} subscribers and the disk; p99 ${latencies[Math.floor(latencies.length * 0.99)].toFixed(1)} ms; at most ${highMb.toFixed(0)} MB resident, what is held grew ${growthMb.toFixed(1)} MB`)];
    } finally {
      emulator.kill();
      await burner.terminate();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function row(sortedMs: readonly number[], note: string): BenchRow {
  return { bench: 'capture', side: 'from the board’s write to a subscriber', medianMs: median(sortedMs), minMs: sortedMs[0], maxMs: sortedMs[sortedMs.length - 1], ratioToFirst: 1, note };
}

/** Follows a session to its end, checks every sample, and times one in 25. */
async function follow(service: HeadsetPort, sessionId: string, isTimed: boolean) {
  const latenciesMs: number[] = [];
  let sampleCount = 0;
  let wrongCount = 0;
  let skippedCount = 0;
  for await (const event of service.follow(sessionId)) {
    if (event.type === 'skipped') skippedCount += event.eventCount;
    if (event.type !== 'samples') continue;
    const { block } = event;
    if (isTimed && Math.floor(block.firstSampleIndex / 25) !== Math.floor((block.firstSampleIndex + block.sampleCount) / 25)) latenciesMs.push(elapsedMs(Math.round(block.samples[block.sampleCount - 1] / UV_PER_COUNT)));
    sampleCount += block.sampleCount;
    wrongCount += countWrong(block);
  }
  return { latenciesMs, sampleCount, wrongCount, skippedCount };
}

function countWrong({ samples, sampleCount, firstSampleIndex }: SampleBlock): number {
  let wrongCount = 0;
  // The first channel holds the time.
  for (let at = sampleCount; at < samples.length; at += 1) {
    if (Math.round(samples[at] / UV_PER_COUNT) !== countAt(firstSampleIndex + (at % sampleCount), Math.floor(at / sampleCount))) wrongCount += 1;
  }
  return wrongCount;
}

async function isRecorded(path: string, sampleCount: number): Promise<boolean> {
  const file = await createLocalByteFiles({ currentFolder: '/' }).open(path);
  const recording = await openRecording(file!);
  if (recording.info.sampleCount !== sampleCount) return false;
  const channels = await recording.read({ channels: Array.from({ length: 15 }, (_, index) => index + 1) });
  await recording.close();
  return channels.every((samples, index) => samples.every((value, sample) => Math.round(value / UV_PER_COUNT) === countAt(sample, index + 1)));
}

/** What is held after collecting garbage, once warm and at the end: what a leak would add to. Resident memory besides, as it goes up and down. */
function watchMemory() {
  let highMb = 0;
  let warmMb: number | undefined;
  const startedMs = performance.now();
  const timer = setInterval(() => {
    highMb = Math.max(highMb, process.memoryUsage().rss / 1e6);
    if (warmMb === undefined && performance.now() - startedMs > WARM_SECONDS * 1000) warmMb = heldMb();
  }, 200);
  return {
    read() {
      clearInterval(timer);
      return { highMb, growthMb: heldMb() - (warmMb ?? Number.NaN) };
    },
  };
}

function heldMb(): number {
  setFlagsFromString('--expose-gc');
  // reason: the flag adds a function that only a new context sees
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}
