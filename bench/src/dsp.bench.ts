import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeededRandom } from '@iza/core/foundation';
import { designFir, designIir, designNotchFir, filterFir, filterForwardBackward, resample, welchPsd } from '@iza/core/neuro';
import { checkAnswer, median, type Bench, type BenchRow } from './harness.ts';
import { findPython, startPythonPeer, type PythonPeer } from './python-peer.ts';

const SAMPLING_RATE_HZ = 250;
const ENGINES = ['wasm-simd', 'typescript'] as const;
type Engine = (typeof ENGINES)[number];

/** The same work by both: ours with either engine, the peer's by its name in dsp-peer.py. */
interface Work {
  readonly name: string;
  readonly peerRun: string;
  /** Greatest difference allowed, as a part of the result's standard deviation (of its greatest value for spectra). */
  readonly tolerance: number;
  readonly engines: readonly Engine[];
  run(channels: readonly Float64Array[], engine: Engine): Float64Array[];
}

const firTaps = designFir({ samplingRateHz: SAMPLING_RATE_HZ, lowHz: 1, highHz: 40 });
const notchTaps = designNotchFir({ samplingRateHz: SAMPLING_RATE_HZ, frequenciesHz: [50] });
const sections = designIir({ kind: 'butterworth', order: 4, samplingRateHz: SAMPLING_RATE_HZ, lowHz: 1, highHz: 40 });
const welch = (convention: 'mne' | 'scipy') => (channels: readonly Float64Array[], engine: Engine) => channels.map((samples) => welchPsd(samples, { samplingRateHz: SAMPLING_RATE_HZ, convention, engine }).density);

const WORKS: readonly Work[] = [
  { name: 'FIR 1-40 Hz, zero phase', peerRun: 'fir', tolerance: 1e-9, engines: ENGINES, run: (channels, engine) => filterFir(channels, firTaps, { engine }) },
  { name: 'notch 50 Hz', peerRun: 'notch', tolerance: 1e-9, engines: ENGINES, run: (channels, engine) => filterFir(channels, notchTaps, { engine }) },
  { name: 'Butterworth forward-backward, MNE padding', peerRun: 'iir-mne', tolerance: 1e-8, engines: ENGINES, run: (channels, engine) => filterForwardBackward(channels, sections, { padding: 'mne', engine }) },
  { name: 'Butterworth forward-backward, SciPy padding', peerRun: 'iir-scipy', tolerance: 1e-8, engines: ENGINES, run: (channels, engine) => filterForwardBackward(channels, sections, { padding: 'scipy', engine }) },
  { name: 'Welch, 256 samples, no overlap', peerRun: 'welch-mne', tolerance: 1e-9, engines: ENGINES, run: welch('mne') },
  { name: 'Welch, 2 s, half overlapping', peerRun: 'welch-scipy', tolerance: 1e-9, engines: ENGINES, run: welch('scipy') },
  { name: 'resample 250 to 128 Hz', peerRun: 'resample', tolerance: 1e-9, engines: ['typescript'], run: (channels) => resample(channels, { fromHz: SAMPLING_RATE_HZ, toHz: 128 }) },
];

/** The first side is MNE or SciPy, so a ratio below 1 is faster than they are. Processor time of one thread each (ours with its collector's), in turn: a busy machine then disturbs less. */
export const bench: Bench = {
  name: 'dsp',
  target: '16 ch × 60 min at 250 Hz against MNE and SciPy, one thread: FIR in TypeScript < 1×, by SIMD ≤ 0.5×, the same samples to 1e-9; notch, forward-backward, Welch < 1×',
  async run({ small, only }) {
    const python = findPython(['mne', 'scipy.signal']);
    if (python === undefined) {
      console.error('  SKIPPED: no Python here has mne to compare with');
      return [];
    }
    const folder = mkdtempSync(join(tmpdir(), 'iza-bench-dsp-'));
    try {
      const channels = makeChannels(small ? { channelCount: 3, sampleCount: 20_000 } : { channelCount: 16, sampleCount: 900_000 });
      const samplesPath = join(folder, 'samples.f64');
      writeFileSync(samplesPath, Buffer.concat(channels.map((samples) => Buffer.from(samples.buffer))));
      const peer = startPythonPeer(python, 'dsp-peer.py', [samplesPath, String(channels.length)]);
      const versions = await peer.ask<{ mne: string; scipy: string }>({});
      console.error(`  against MNE ${versions.mne}, SciPy ${versions.scipy}`);
      const rows: BenchRow[] = [];
      for (const work of WORKS) {
        if (only !== undefined && !work.name.includes(only)) continue;
        await checkSame(work, channels, peer, join(folder, 'result.f64'));
        rows.push(...(await compare(work, channels, peer, small ? 1 : 7)));
      }
      peer.close();
      return rows;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Noise with a drift and an electrode's offset, µV. */
function makeChannels({ channelCount, sampleCount }: { channelCount: number; sampleCount: number }): Float64Array[] {
  const random = createSeededRandom('dsp bench');
  return Array.from({ length: channelCount }, (_, channel) => {
    let drift = 0;
    return Float64Array.from({ length: sampleCount }, (__, index) => {
      drift = 0.999 * drift + random.normal();
      return 1000 * channel + 5 * drift + 10 * random.normal() + 20 * Math.sin((2 * Math.PI * 10 * index) / SAMPLING_RATE_HZ);
    });
  });
}

async function checkSame(work: Work, channels: readonly Float64Array[], peer: PythonPeer, path: string): Promise<void> {
  await peer.ask({ run: work.peerRun, save: path });
  const bytes = readFileSync(path);
  const expected = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  const length = expected.length / channels.length;
  const isSpectrum = work.peerRun.startsWith('welch');
  for (const engine of work.engines) {
    const worst = work.run(channels, engine).reduce((greatest, values, channel) => {
      checkAnswer(`${work.name}: ${values.length} values, not ${length}`, values.length === length);
      const part = expected.subarray(channel * length, (channel + 1) * length);
      return Math.max(greatest, greatestDifference(values, part) / (isSpectrum ? greatestOf(part) : deviationOf(part)));
    }, 0);
    console.error(`  ${work.name}, ${engine}: differs by ${worst.toExponential(1)}`);
    checkAnswer(`${work.name} by ${engine} differs by ${worst}`, worst <= work.tolerance);
  }
}

async function compare(work: Work, channels: readonly Float64Array[], peer: PythonPeer, rounds: number): Promise<BenchRow[]> {
  const peerTimes: number[] = [];
  const times = work.engines.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    const { cpuMs } = await peer.ask<{ cpuMs: number }>({ run: work.peerRun });
    if (round >= 0) peerTimes.push(cpuMs);
    for (const [index, engine] of work.engines.entries()) {
      const before = process.cpuUsage();
      const result = work.run(channels, engine);
      const { user, system } = process.cpuUsage(before);
      // Read, so that no engine may drop the work.
      checkAnswer(`${work.name} gave NaN`, !Number.isNaN(result.at(-1)!.at(-1)));
      if (round >= 0) times[index].push((user + system) / 1000);
    }
  }
  const peerMedian = median(peerTimes);
  const row = (side: string, values: number[]): BenchRow => ({
    bench: `dsp, ${work.name}`,
    side,
    medianMs: median(values),
    minMs: Math.min(...values),
    maxMs: Math.max(...values),
    ratioToFirst: median(values) / peerMedian,
    note: undefined,
  });
  return [row(`${work.name}: ${work.peerRun.endsWith('scipy') ? 'SciPy' : 'MNE'}`, peerTimes), ...work.engines.map((engine, index) => row(`  IZA, ${engine}`, times[index]))];
}

function greatestDifference(left: Float64Array, right: Float64Array): number {
  let greatest = 0;
  for (let index = 0; index < left.length; index++) greatest = Math.max(greatest, Math.abs(left[index] - right[index]));
  return greatest;
}

const greatestOf = (values: Float64Array): number => values.reduce((greatest, value) => Math.max(greatest, value), 0);

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
