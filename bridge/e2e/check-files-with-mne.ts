// Writes recordings of every kind, reads them back with MNE and with save2gdf (Debian's python3-mne and biosig-tools), and compares samples,
// names, annotations and starts; lets bids-validator judge a BIDS folder. Closes with one line that counts the cases.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { conversionTargetOf, convertRecording, createBdfWriter, createEdfWriter, cytonRange, findPosition, openRecording, rangeForValues, writeBidsFolder, type EdfWriterChannel, type RecordingReader } from '@iza/core/neuro';
import { createLocalByteFiles } from '@iza/node';
import { brainFlow, brainVision, muse, openBciSd, openBciV4, openBciV6, smallXdf } from '../../core/src/neuro/files/sample-files.test-support.ts';

interface MneAnswer {
  readonly error?: string;
  readonly sfreq: number;
  readonly n_times: number;
  readonly ch_names: readonly string[];
  readonly stim: readonly string[];
  readonly meas_date_ms: number | null;
  readonly annotations: readonly { onset: number; duration: number; description: string }[];
}

interface FileCase {
  readonly name: string;
  readonly path: string;
  /** MNE invents samples between those of a slow channel, and knows nothing of what fills a last record. */
  readonly compare?: { readonly channels?: readonly number[]; readonly samples?: number };
}

const PYTHON = process.env['IZA_PYTHON'] ?? '/usr/bin/python3';
const BIDS_VALIDATOR = 'bids-validator@1.15.0';
const eegData = process.env['IZA_EEG_DATA'] ?? join(import.meta.dirname, '../../../shared/data/eeg');
const folder = mkdtempSync(join(tmpdir(), 'iza-files-'));
const files = createLocalByteFiles({ currentFolder: folder });
const startMs = Date.UTC(2026, 0, 2, 3, 4, 5) + 394.531;
let passedCount = 0;
let failedCount = 0;
let skippedCount = 0;

try {
  const cases = await writeEverything();
  if (spawnSync(PYTHON, ['-c', 'import mne']).status === 0) await compareWithMne(cases);
  else skip(`${cases.length} files against MNE: python3-mne is not here`, cases.length);
  if (spawnSync('save2gdf', ['-h']).error === undefined) await compareWithBiosig(cases);
  else skip('headers and events against save2gdf: biosig-tools is not here', 1);
  await validateBids();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passedCount} passed, ${failedCount} failed, ${skippedCount} skipped`);
process.exitCode = failedCount > 0 ? 1 : 0;

async function withReader<Result>(path: string, use: (reader: RecordingReader) => Promise<Result>): Promise<Result> {
  const source = await files.open(path);
  if (!source) throw new Error(`${path} is not there`);
  const reader = await openRecording(source, { openSibling: (name) => files.open(join(dirname(path), name)) });
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

function channel(name: string, gain = 24): EdfWriterChannel {
  return { name, type: 'eeg', unit: 'µV', samplingRateHz: 250, range: cytonRange(gain) };
}

/** Full scale, single counts and noise, the same in every run. */
function signal(length: number, scaleUv: number, seed: number): Float64Array {
  const edges = [scaleUv, -scaleUv, 0, scaleUv / 8388607];
  return Float64Array.from({ length }, (_, index) => edges[index] ?? scaleUv * Math.sin(index * (0.05 + seed / 97)) * Math.cos(index * 0.0013 * (seed + 1)));
}

async function writeEverything(): Promise<FileCase[]> {
  const cases: FileCase[] = [];
  for (const gain of [1, 2, 4, 6, 8, 12, 24]) {
    const writer = await createBdfWriter(await files.create(`gain-${gain}.bdf`), { channels: ['Fp1', 'Fp2', 'C3'].map((name) => channel(name, gain)), startMs, sampleCount: 1250 });
    await writer.append([0, 1, 2].map((seed) => signal(1250, 4.5e6 / gain, seed)));
    await writer.close();
    cases.push({ name: `BDF+ of a Cyton at gain ${gain}`, path: `gain-${gain}.bdf` });
  }
  {
    const writer = await createBdfWriter(await files.create('annotations.bdf'), { channels: [channel('C3'), channel('C4')], startMs, patient: { code: 'S01', sex: 'F', birthday: '02-MAY-1951', name: 'Zoë Müller' }, equipment: { equipment: 'OpenBCI Cyton' } });
    for (let index = 0; index < 120; index += 1) writer.annotate({ onsetSeconds: index * 0.064, durationSeconds: index % 3 === 0 ? 0 : 0.125 * index, text: index % 5 === 0 ? `Reiz größer ${index} – ✓` : `stimulus/${index}` });
    await writer.append([signal(2000, 100, 1), signal(2000, 100, 2)]);
    await writer.close();
    cases.push({ name: 'more annotations than the records have room for, a start between two seconds', path: 'annotations.bdf', compare: { samples: 2000 } });
  }
  {
    const writer = await createBdfWriter(await files.create('lost.bdf'), { channels: [channel('C3'), channel('C4')], startMs, recordSeconds: 0.2 });
    const lost = (samples: Float64Array): Float64Array => samples.map((value, index) => (index >= 300 && index < 555 ? Number.NaN : value));
    await writer.append([lost(signal(1000, 100, 1)), lost(signal(1000, 100, 2))]);
    await writer.close();
    cases.push({ name: 'lost samples: the last good value stands, marked', path: 'lost.bdf' });
  }
  {
    const writer = await createBdfWriter(await files.create('torn.bdf'), { channels: [channel('C3')], startMs, recordSeconds: 0.2 });
    await writer.append([signal(777, 100, 1)]);
    await writer.flush();
    copyFileSync(join(folder, 'torn.bdf'), join(folder, 'killed.bdf'));
    await writer.close();
    cases.push({ name: 'a recording that was never closed (records = -1)', path: 'killed.bdf' });
    cases.push({ name: 'a last record that is not full', path: 'torn.bdf', compare: { samples: 777 } });
  }
  {
    const writer = await createEdfWriter(await files.create('sixteen.edf'), { channels: [{ ...channel('C3'), range: rangeForValues(-150, 250, 'EDF') }, { ...channel('C4'), range: { physicalMin: 8711, physicalMax: -8711, digitalMin: -32768, digitalMax: 32767 } }], startMs, sampleCount: 1000 });
    writer.annotate({ onsetSeconds: 1, durationSeconds: 0.5, text: 'blink' });
    await writer.append([signal(1000, 150, 1), signal(1000, 5000, 2)]);
    await writer.close();
    cases.push({ name: 'EDF+, one range inverted', path: 'sixteen.edf' });
  }
  {
    const writer = await createBdfWriter(await files.create('rates.bdf'), { channels: [channel('C3'), { name: 'Accel X', type: 'accelerometer', unit: 'g', samplingRateHz: 25, range: rangeForValues(-4, 4, 'BDF') }], startMs, sampleCount: 1000 });
    await writer.append([signal(1000, 150, 1), signal(1000, 4, 2)]);
    await writer.close();
    cases.push({ name: 'two rates in one file', path: 'rates.bdf', compare: { channels: [0] } });
  }
  const sources: Record<string, Uint8Array> = {
    'v6.txt': openBciV6({ rowCount: 700, skip: [300, 301, 302] }),
    'v4.txt': openBciV4({ rowCount: 530 }),
    'OBCI_01.TXT': openBciSd({ counts: Array.from({ length: 300 }, (_, row) => Array.from({ length: 8 }, (__, each) => (row === 7 ? 8388607 : row * 1000 - each))) }),
    'cyton.csv': brainFlow(24, { numbers: Array.from({ length: 500 }, (_, row) => row % 256), rateHz: 250 }),
    'daisy.csv': brainFlow(32, { numbers: Array.from({ length: 500 }, (_, row) => (row * 2) % 256), rateHz: 125 }),
    'ganglion.csv': brainFlow(15, { numbers: Array.from({ length: 500 }, (_, row) => (row >> 1) % 101), rateHz: 200 }),
    'muse.csv': muse({ rowCount: 512 }),
    'small.xdf': smallXdf(),
  };
  const vision = brainVision();
  for (const [name, bytes] of Object.entries({ ...sources, [vision.name]: vision.bytes, ...vision.siblings })) writeFileSync(join(folder, name), bytes);
  for (const source of [...Object.keys(sources), vision.name, 'rates.bdf', 'annotations.bdf']) {
    for (const extension of ['bdf', 'edf'] as const) {
      const path = `from-${source}.${extension}`;
      await withReader(source, async (reader) => convertRecording(reader, await files.create(path), { to: conversionTargetOf(path) ?? extension }));
      cases.push({ name: `${source} to ${extension}`, path, ...(source === 'rates.bdf' ? { compare: { channels: [0] } } : {}) });
    }
  }
  cases.push({ name: 'BrainVision of another writer', path: vision.name });
  for (const orientation of ['MULTIPLEXED', 'VECTORIZED'] as const) {
    for (const format of ['INT_32', 'IEEE_FLOAT_32'] as const) {
      const path = `${orientation}-${format}`.toLowerCase();
      const file = brainVision({ orientation, format });
      mkdirSync(join(folder, path));
      for (const [name, bytes] of Object.entries({ [file.name]: file.bytes, ...file.siblings })) writeFileSync(join(folder, path, name), bytes);
      // MNE reads samples one after the other as 16 bits only where the channels lie one after the other
      if (orientation === 'MULTIPLEXED') cases.push({ name: `BrainVision ${orientation} ${format}`, path: join(path, file.name) });
    }
  }
  if (existsSync(eegData)) {
    for (const group of ['eegmmidb', 'edfio']) {
      for (const name of readdirSync(join(eegData, group)).filter((each) => /\.(edf|bdf)$/.test(each) && !each.includes('Hypnogram'))) {
        copyFileSync(join(eegData, group, name), join(folder, name));
        cases.push({ name: `${group}/${name}`, path: name });
      }
    }
  } else skip(`the recordings of other programs: ${eegData} is not here (IZA_EEG_DATA)`, 1);
  return cases;
}

async function compareWithMne(cases: readonly FileCase[]): Promise<void> {
  writeFileSync(join(folder, 'jobs.json'), JSON.stringify(cases.map(({ path }) => ({ path: join(folder, path), kind: /\.(\w+)$/.exec(path)?.[1] }))));
  execFileSync(PYTHON, [join(import.meta.dirname, 'read-with-mne.py'), folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as MneAnswer[];
  for (const [index, each] of cases.entries()) await check(`MNE: ${each.name}`, () => compareFile(each, answers[index]));
}

async function compareFile({ path, compare = {} }: FileCase, answer: MneAnswer): Promise<void> {
  if (answer.error !== undefined) throw new Error(`MNE cannot read it: ${answer.error}`);
  const { info, samples } = await withReader(path, async (reader) => ({ info: reader.info, samples: await reader.read() }));
  const expectedCount = compare.samples ?? answer.n_times;
  equal('sampling rate', info.samplingRateHz, Number(answer.sfreq.toPrecision(12)));
  equal('samples', info.sampleCount, expectedCount);
  equal('names', info.channels.map(({ name }) => name), answer.ch_names);
  // MNE drops the part of a second
  if (answer.meas_date_ms !== null && info.startMs !== undefined && !path.endsWith('.vhdr')) equal('start', Math.floor(info.startMs / 1000) * 1000, answer.meas_date_ms);
  const bytes = readFileSync(join(folder, `${path}.mne.f64`));
  const theirs = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  for (const position of compare.channels ?? info.channels.map((_, index) => index)) {
    const values = theirs.subarray(position * answer.n_times, (position + 1) * answer.n_times);
    // MNE's volts: a trigger's plain number comes back a million times too large, and so does what is in no unit of voltage
    const factor = info.channels[position].unit === 'µV' ? 1 : 1e-6;
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value * factor)), 0);
    let lastGood = Number.NaN;
    for (let index = 0; index < expectedCount; index += 1) {
      const value = samples[position][index];
      // a lost sample is the last good one in the file
      if (!Number.isNaN(value)) lastGood = value;
      else if (Number.isNaN(lastGood)) continue;
      const difference = Math.abs(lastGood - values[index] * factor);
      if (!(difference <= 1e-9 * Math.abs(lastGood) + 1e-12 * scale)) throw new Error(`sample ${index} of ${info.channels[position].name}: ${lastGood} here, ${values[index] * factor} there`);
    }
  }
  const ours = info.annotations.map(({ onsetSeconds, durationSeconds, text }) => ({ onset: onsetSeconds, duration: durationSeconds, description: text }));
  // MNE leaves out what lies behind the last sample, and shortens what reaches over it
  const endSeconds = info.sampleCount / info.samplingRateHz;
  const within = ours.filter(({ onset }) => onset < endSeconds);
  const theirAnnotations = answer.annotations.filter(({ description }) => description !== 'BAD_padding');
  equal('annotations', within.map(({ description }) => description), theirAnnotations.map(({ description }) => description));
  for (const [index, { onset, duration }] of within.entries()) {
    const other = theirAnnotations[index];
    if (Math.abs(onset - other.onset) > 1e-6) throw new Error(`annotation ${index} begins at ${onset} s here, ${other.onset} s there`);
    const reaches = onset + duration > endSeconds - 1 / info.samplingRateHz;
    if (!reaches && Math.abs(duration - other.duration) > 1e-6) throw new Error(`annotation ${index} lasts ${duration} s here, ${other.duration} s there`);
  }
}

interface BiosigHeader {
  readonly TYPE: string;
  readonly Samplingrate: number;
  readonly NumberOfSamples?: number;
  readonly StartOfRecording?: string;
  readonly CHANNEL: readonly { readonly Label: string; readonly PhysicalUnit?: string; readonly Samplingrate?: number }[];
  readonly EVENT?: readonly { readonly POS: number; readonly Description?: string }[];
}

async function compareWithBiosig(cases: readonly FileCase[]): Promise<void> {
  for (const { name, path } of cases.filter((each) => /\.(bdf|edf)$/.test(each.path))) {
    await check(`save2gdf: ${name}`, async () => {
      const { stdout } = spawnSync('save2gdf', ['-JSON', join(folder, path)], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
      const header = JSON.parse(stdout.slice(stdout.indexOf('{')).replaceAll(/\bnan\b/gi, 'null')) as BiosigHeader;
      const info = await withReader(path, async (reader) => reader.info);
      const labels = header.CHANNEL.map(({ Label }) => Label).filter((label) => !/^[EB]DF Annotations$/.test(label));
      equal('names', labels, info.channels.map(({ name: each }) => each));
      equal('sampling rate', Number(header.Samplingrate.toPrecision(12)), info.samplingRateHz);
    });
  }
}

async function validateBids(): Promise<void> {
  for (const [subject, source] of [['01', 'v6.txt'], ['02', 'annotations.bdf']] as const) {
    await withReader(source, async (reader) => {
      const electrodes = reader.info.channels.flatMap(({ name }, index) => {
        const position = findPosition(name) ?? findPosition(['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2'][index] ?? '');
        return position ? [{ channelName: name, ...position }] : [];
      });
      await writeBidsFolder(reader, files, { folder: 'bids', subject, task: 'rest', lineFrequencyHz: 50, reference: 'SRB2', manufacturer: 'OpenBCI', electrodes, datasetName: 'Check' });
    });
  }
  const ran = spawnSync('npx', ['--yes', BIDS_VALIDATOR, join(folder, 'bids'), '--json'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 300_000 });
  const report = ran.stdout?.startsWith('{') || ran.stdout?.includes('"issues"') ? (JSON.parse(ran.stdout.slice(ran.stdout.indexOf('{'))) as { issues: { errors: readonly { key: string; reason: string; files?: readonly { file?: { relativePath?: string }; evidence?: string }[] }[]; warnings: readonly { key: string }[] } }) : undefined;
  if (!report) {
    skip(`the BIDS folder: ${BIDS_VALIDATOR} cannot be run here (${(ran.error?.message ?? ran.stderr ?? '').trim().slice(0, 200)})`, 1);
    return;
  }
  await check(`${BIDS_VALIDATOR} finds no error (warnings: ${report.issues.warnings.map(({ key }) => key).join(', ') || 'none'})`, async () => {
    equal('errors', report.issues.errors.map(({ key, reason, files: where }) => `${key}: ${reason} ${where?.map(({ file, evidence }) => `${file?.relativePath ?? ''} ${evidence ?? ''}`).join('; ') ?? ''}`), []);
  });
}

async function check(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
    passedCount += 1;
    console.log(`ok     ${name}`);
  } catch (error) {
    failedCount += 1;
    console.log(`FAILED ${name}\n       ${error instanceof Error ? error.message : String(error)}`);
  }
}

function skip(what: string, count: number): void {
  skippedCount += count;
  console.log(`SKIPPED ${what}`);
}

function equal(what: string, ours: unknown, theirs: unknown): void {
  const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
  if (left !== right) throw new Error(`${what}: ${left.slice(0, 300)} here, ${right.slice(0, 300)} there (${basename(folder)})`);
}
