// Ten subscribers on the bridge's live stream while it records 16 channels at 250 Hz, beside a busy machine.
// `node bridge/e2e/live-soak.ts [seconds] [--busy]` prints what was lost, the latency from the sample clock to each subscriber, and the bridge's memory.
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeLiveFrame, LIVE_PATH, LIVE_SUBPROTOCOL } from '@iza/core/protocol';
import { WebSocket } from 'ws';
import { startBridge } from './bridge-process.ts';
import { writeSampleVault } from './sample-vault.ts';

const SUBSCRIBERS = 10;
const DEVICE = 'simulated:synthetic';
const seconds = Number(process.argv[2] ?? 60);

if (process.argv[2] === '--burn') {
  // The busy machine: a process that does nothing but count.
  for (;;) Math.sqrt(Math.random());
}

const folder = mkdtempSync(join(tmpdir(), 'iza-soak-'));
writeSampleVault(join(folder, 'vault'));
const bridge = await startBridge(['--vault', join(folder, 'vault'), '--port', '0'], { stateFolder: join(folder, 'state') });
const burner = process.argv.includes('--busy') ? fork(import.meta.filename, ['--burn']) : undefined;
let failedCount = 0;
const check = (name: string, holds: boolean): void => {
  if (!holds) failedCount += 1;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${name}`);
};

try {
  const { origin, hash } = new URL(bridge.url);
  const token = hash.slice('#token='.length);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-iza': '1' };
  const call = async (name: string, body: object): Promise<unknown> => (await fetch(`${origin}/v1/headset/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  const { session } = (await call('record', { device: DEVICE, wait: false, out: join(folder, 'soak.bdf') })) as { session: { id: string; samplingRateHz: number; channelNames: string[] } };
  const readers = Array.from({ length: SUBSCRIBERS }, () => follow(`${origin.replace('http', 'ws')}${LIVE_PATH}?session=${session.id}`, token, session.samplingRateHz));
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const firstBytes = residentBytes(bridge.processId);
  for (const reader of readers) reader.begin();
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  const lastBytes = residentBytes(bridge.processId);
  const { report } = (await call('stop', { session: session.id })) as { report: { durationSeconds: number; session: { sampleCount: number; lostCount: number } } };
  await Promise.all(readers.map(({ closed }) => closed));

  console.log(`${session.channelNames.length} channels at ${session.samplingRateHz} Hz for ${report.durationSeconds.toFixed(1)} s, ${SUBSCRIBERS} subscribers${burner ? ', one core kept busy' : ''}`);
  check(`no sample was lost: ${report.session.lostCount} of ${report.session.sampleCount}`, report.session.lostCount === 0);
  check(`every subscriber got every sample without a gap`, readers.every(({ counts }) => counts.gapCount === 0 && counts.skippedCount === 0 && counts.nextIndex === report.session.sampleCount));
  const latencies = readers.flatMap(({ latenciesMs }) => latenciesMs).sort((a, b) => a - b);
  const at = (part: number): string => latencies[Math.floor(part * (latencies.length - 1))].toFixed(2);
  console.log(`       latency from the newest sample's time to its arrival: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms, most ${at(1)} ms (${latencies.length} frames)`);
  if (firstBytes !== undefined && lastBytes !== undefined) {
    console.log(`       memory of the bridge: ${(firstBytes / 1e6).toFixed(0)} MB after 5 s, ${(lastBytes / 1e6).toFixed(0)} MB at the end`);
  }
} finally {
  burner?.kill('SIGKILL');
  await bridge.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${failedCount === 0 ? 2 : 2 - failedCount} passed, ${failedCount} failed`);
process.exitCode = failedCount > 0 ? 1 : 0;

function follow(url: string, token: string, samplingRateHz: number) {
  const socket = new WebSocket(url, [LIVE_SUBPROTOCOL, `bearer.${token}`], { perMessageDeflate: false });
  socket.binaryType = 'arraybuffer';
  const latenciesMs: number[] = [];
  const counts = { nextIndex: undefined as number | undefined, gapCount: 0, skippedCount: 0 };
  let isCounting = false;
  socket.on('message', (data: ArrayBuffer, isBinary: boolean) => {
    const arrivalMs = performance.timeOrigin + performance.now();
    const bytes = new Uint8Array(data);
    const message = decodeLiveFrame(isBinary ? bytes : new TextDecoder().decode(bytes));
    if (message.type === 'skipped') counts.skippedCount += message.eventCount;
    if (message.type !== 'samples') return;
    if (counts.nextIndex !== undefined && message.firstSampleIndex !== counts.nextIndex) counts.gapCount += 1;
    counts.nextIndex = message.firstSampleIndex + message.sampleCount;
    if (isCounting) latenciesMs.push(arrivalMs - (message.startMs + (1000 * (message.sampleCount - 1)) / samplingRateHz));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { latenciesMs, counts, closed, begin: () => void (isCounting = true) };
}

/** Linux tells a process's memory in a file; elsewhere it is left out. */
function residentBytes(processId: number): number | undefined {
  const file = `/proc/${processId}/statm`;
  return existsSync(file) ? 4096 * Number(readFileSync(file, 'utf8').split(' ')[1]) : undefined;
}
