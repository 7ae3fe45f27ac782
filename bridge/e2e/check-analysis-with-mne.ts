// Runs `iza recordings filter`, `spectrum`, `epochs` and `classify` as a person does, and holds what they write to MNE, SciPy and scikit-learn
// on the same file (Debian's python3-mne and python3-sklearn). Closes with one line that counts the cases.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeededRandom } from '@iza/core/foundation';
import { createBdfWriter, cytonRange } from '@iza/core/neuro';
import { createLocalByteFiles } from '@iza/node';

const PYTHON = process.env['IZA_PYTHON'] ?? '/usr/bin/python3';
const samplingRateHz = 250;
const seconds = 62;
const names = ['Fp1', 'C3', 'Cz', 'C4', 'Oz', 'Pz'];
const chosen = ['C3', 'C4', 'Oz'];
const folder = mkdtempSync(join(tmpdir(), 'iza-analysis-'));
const file = join(folder, 'a.bdf');
let passedCount = 0;
let failedCount = 0;

/** Noise that wanders as an electrode does, mains, alpha, and a side that is louder after each annotation. */
async function writeRecording(): Promise<void> {
  const random = createSeededRandom('analysis');
  const writer = await createBdfWriter(await createLocalByteFiles({ currentFolder: folder }).create(file), {
    channels: names.map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz, range: cytonRange(24) })),
    startMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  });
  for (let trial = 0; trial < 20; trial += 1) writer.annotate({ onsetSeconds: 1 + trial * 3, durationSeconds: 0, text: trial % 2 === 0 ? 'left' : 'right' });
  const samples = names.map((name, channel) => {
    let drift = 20_000 * (channel + 1);
    return Float64Array.from({ length: seconds * samplingRateHz }, (_, index) => {
      const time = index / samplingRateHz;
      drift += (random.next() - 0.5) * 4;
      const side = Math.floor((time - 1) / 3) % 2 === 0 ? 'C3' : 'C4';
      return drift + (random.next() - 0.5) * (name === side ? 50 : 35) + 15 * Math.sin(2 * Math.PI * 50 * time) + (name === 'Oz' ? 20 : 4) * Math.sin(2 * Math.PI * 10 * time + channel);
    });
  });
  await writer.append(samples);
  await writer.close();
}

const filterCases = [
  { name: 'FIR 1-40 Hz', flags: ['--bandpass', '1,40'], mne: { band: [1, 40] } },
  { name: 'FIR 8-13 Hz', flags: ['--bandpass', '8,13'], mne: { band: [8, 13] } },
  { name: 'FIR high-pass 0.5 Hz', flags: ['--highpass', '0.5'], mne: { band: [0.5, null] } },
  { name: 'FIR low-pass 30 Hz', flags: ['--lowpass', '30'], mne: { band: [null, 30] } },
  { name: 'notch 50, 100 Hz', flags: ['--notch', '50,100'], mne: { notch: [50, 100] } },
  { name: 'FIR 1-40 Hz, then notch 50 Hz', flags: ['--bandpass', '1,40', '--notch', '50'], mne: { band: [1, 40], notch: [50] } },
  { name: 'Butterworth 1-40 Hz', flags: ['--bandpass', '1,40', '--method', 'butterworth'], mne: { band: [1, 40], method: 'butterworth' } },
] as const;
/** Parts of the filtered signal's deviation. An electrode's offset is a thousand times that, and rounding counts from it. */
const FILTER_TOLERANCE = 1e-8;

try {
  await writeRecording();
  if (spawnSync(PYTHON, ['-c', 'import mne, sklearn']).status === 0) checkAll();
  else console.log(`0 passed, 0 failed, ${filterCases.length + 4} skipped`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function checkAll(): void {
  const answers = askMne([
    ...filterCases.map(({ mne }, index) => ({ kind: 'filter', out: join(folder, `mne-${index}.f64`), ...mne })),
    { kind: 'spectrum', method: 'welch-scipy' },
    { kind: 'spectrum', method: 'welch-mne' },
    { kind: 'epochs', labels: ['left', 'right'], tmin: -0.2, tmax: 0.8, reject: 113 },
    { kind: 'classify', labels: ['left', 'right'], tmin: 0, tmax: 2 },
  ]);
  for (const [index, { name, flags }] of filterCases.entries()) {
    const out = join(folder, `iza-${index}.f64`);
    iza('filter', [file, ...flags, '--channels', chosen.join(','), '--out', out]);
    report(name, largestDifference(floatsOf(out), floatsOf(join(folder, `mne-${index}.f64`))) / Math.min(...(answers[index] as { std: number[] }).std), FILTER_TOLERANCE);
  }
  for (const [index, method] of ['welch-scipy', 'welch-mne'].entries()) {
    const own = iza('spectrum', [file, '--method', method, '--channels', chosen.join(',')]) as { frequenciesHz: number[]; densityUv2PerHz: number[][] };
    const peer = answers[filterCases.length + index] as { frequencies: number[]; density: number[][] };
    report(`spectrum by ${method}`, Math.max(largestRatio(own.frequenciesHz.slice(1), peer.frequencies.slice(1)), ...own.densityUv2PerHz.map((density, channel) => largestRatio(density.slice(2), peer.density[channel].slice(2)))), 1e-6);
  }
  const epochs = iza('epochs', [file, '--labels', 'left,right', '--reject', '113', '--channels', chosen.join(',')]) as { labels: { label: string; keptCount: number }[]; averages: { label: string; meanUv: number[][] }[] };
  const peerEpochs = answers[filterCases.length + 2] as Record<string, { kept: number; mean: number[][] }>;
  const sameCount = epochs.labels.every(({ label, keptCount }) => peerEpochs[label].kept === keptCount);
  report('epochs and averages', sameCount ? Math.max(...epochs.averages.flatMap(({ label, meanUv }) => meanUv.map((mean, channel) => largestDifference(mean, peerEpochs[label].mean[channel])))) : Infinity, 1e-6);
  const classified = iza('classify', [file, '--labels', 'left,right', '--tmin', '0', '--tmax', '2', '--no-baseline-correction', '--folds', '5', '--channels', chosen.join(',')]) as { foldAccuracies: number[] };
  report('CSP and LDA, fold by fold', largestDifference(classified.foldAccuracies, (answers[filterCases.length + 3] as { folds: number[] }).folds), 1e-12);
  console.log(`${passedCount} passed, ${failedCount} failed, 0 skipped`);
  process.exitCode = failedCount > 0 ? 1 : 0;
}

function askMne(cases: readonly object[]): unknown[] {
  const answer = execFileSync(PYTHON, [join(import.meta.dirname, 'analyse-with-mne.py')], { input: JSON.stringify({ file, channels: chosen, cases }), maxBuffer: 1e9, env: { ...process.env, OMP_NUM_THREADS: '1' } });
  return JSON.parse(answer.toString('utf8')) as unknown[];
}

function iza(verb: string, args: readonly string[]): unknown {
  return JSON.parse(execFileSync(join(import.meta.dirname, '../../iza'), ['recordings', verb, ...args, '--json'], { maxBuffer: 1e9 }).toString('utf8'));
}

function floatsOf(path: string): Float64Array {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Infinity where the lengths differ or a value is no number. */
function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length || left.length === 0) return Infinity;
  let largest = 0;
  for (let index = 0; index < left.length; index += 1) {
    const difference = Math.abs(left[index] - right[index]);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

function largestRatio(left: readonly number[], right: readonly number[]): number {
  return left.length === right.length ? Math.max(...left.map((value, index) => Math.abs(value / right[index] - 1))) : Infinity;
}

function report(name: string, difference: number, tolerance: number): void {
  const isGood = difference <= tolerance;
  if (isGood) passedCount += 1;
  else failedCount += 1;
  console.log(`${isGood ? '✓' : '✗'} ${name}: off by ${difference.toExponential(1)}, at most ${tolerance} allowed`);
}
