import { beforeAll, describe, expect, test } from 'vitest';
import { createSeededRandom, createSha256 } from '../../../foundation/index.ts';
import { convertRecording, designFir, filterFir, type Recording } from '../../../neuro/index.ts';
import { createManualClock, createMemoryByteFiles, type MemoryByteFiles } from '../../../testing/index.ts';
import { capabilities } from '../../capability-registry.ts';
import { createIza } from '../../create-iza.ts';
import type { HostPorts } from '../../host-ports.ts';
import { settingsSchema } from '../../settings.ts';
import { readerOfRecording } from './recording-in-memory.ts';

const samplingRateHz = 100;
const sampleCount = 4000;
const names = ['Fp1', 'Fp2', 'C3', 'C4', 'Pz', 'O1', 'O2', 'Oz'];

/** Eight electrodes: noise everywhere, alpha at the back, a blink every five seconds in front, left and right in turn. */
function simulated(): Recording {
  const random = createSeededRandom('recordings');
  const blink = (seconds: number): number => 150 * Math.exp(-((((seconds % 5) - 2.5) / 0.1) ** 2));
  // What every electrode hears: without it each would look like none of the others.
  const common = Float64Array.from({ length: sampleCount }, () => (random.next() - 0.5) * 30);
  const samples = names.map((name) =>
    Float64Array.from({ length: sampleCount }, (_, index) => {
      const seconds = index / samplingRateHz;
      const side = Math.floor((seconds - 1) / 2) % 2 === 0 ? 'C3' : 'C4';
      const rhythm = name.startsWith('O') ? 20 * Math.sin(2 * Math.PI * 10 * seconds) : 0;
      return (random.next() - 0.5) * (name === side ? 60 : 20) + common[index] + rhythm + (name.startsWith('Fp') ? blink(seconds) : 0);
    }),
  );
  return {
    channels: names.map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz })),
    samplingRateHz,
    samples,
    annotations: Array.from({ length: 18 }, (_, index) => ({ onsetSeconds: 1 + index * 2, durationSeconds: 0, text: index % 2 === 0 ? 'left' : 'right' })),
    startMs: Date.UTC(2026, 1, 3, 4, 5, 6),
  };
}

let bdf: Uint8Array;
beforeAll(async () => {
  const files = createMemoryByteFiles();
  const recording = simulated();
  const info = { format: 'memory', channels: recording.channels, samplingRateHz, sampleCount, startMs: recording.startMs, annotations: recording.annotations, lost: [], warnings: [], details: {} };
  await convertRecording(readerOfRecording(recording, info), await files.create('a.bdf'), { to: 'bdf' });
  bdf = files.contents.get('a.bdf')!;
});

// oxlint-disable-next-line typescript/no-explicit-any -- reason: a test reads whatever a capability gives
type Output = Record<string, any>;

/** Runs a capability on files in memory; its output is held to its own schema. */
async function open(ports: Partial<HostPorts> = {}, files: MemoryByteFiles = createMemoryByteFiles({ 'in/a.bdf': bdf })) {
  const iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createManualClock(), byteFiles: files, fetch, ...ports });
  const call = async (id: string, input: unknown): Promise<Output> => {
    const output = await iza.call(id, input);
    return capabilities.find((capability) => capability.id === id)!.output.parse(output) as Output;
  };
  return { call, files, textOf: (path: string) => new TextDecoder().decode(files.contents.get(path)) };
}

const floatsOf = (bytes: Uint8Array | undefined): Float64Array => new Float64Array(bytes!.slice().buffer);

describe('recordings.info', () => {
  test('tells what the file says', async () => {
    const { call } = await open();
    expect(await call('recordings.info', { file: 'in/a.bdf' })).toMatchObject({ format: 'BDF+C', channelNames: names, samplingRateHz, sampleCount, durationSeconds: 40, startTime: '2026-02-03T04:05:06.000Z', lost: 0, lostStretches: [] });
    expect((await call('recordings.info', { file: 'in/a.bdf' }))['annotations'].slice(0, 2)).toEqual([{ onsetSeconds: 1, durationSeconds: 0, text: 'left' }, { onsetSeconds: 3, durationSeconds: 0, text: 'right' }]);
  });

  test.each([
    ['absent.edf', 'file-missing', /absent\.edf: there is no such file/],
    ['notes.txt', 'file-unreadable', /notes\.txt/],
  ])('refuses %s', async (file, code, message) => {
    const { call } = await open({}, createMemoryByteFiles({ 'notes.txt': 'just words' }));
    await expect(call('recordings.info', { file })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('needs a host that opens files', async () => {
    const iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createManualClock(), fetch });
    await expect(iza.call('recordings.info', { file: 'a.bdf' })).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('recordings.convert', () => {
  test.each(['b.edf', 'b.bdf', 'b.csv', 'b.brainflow.csv'])('writes %s', async (out) => {
    const { call, files } = await open();
    expect(await call('recordings.convert', { file: 'in/a.bdf', out })).toMatchObject({ sampleCount, channelNames: names });
    expect(files.contents.get(out)!.length).toBeGreaterThan(sampleCount * names.length);
  });

  test('writes raw samples channel after channel, of the named ones in their order', async () => {
    const { call, files } = await open();
    await call('recordings.convert', { file: 'in/a.bdf', out: 'b.f64', channels: ['Oz', 'c3'] });
    const floats = floatsOf(files.contents.get('b.f64'));
    const [oz, c3] = ['Oz', 'C3'].map((name) => simulated().samples[names.indexOf(name)]);
    expect(floats).toHaveLength(2 * sampleCount);
    // A 24-bit converter's step over these ranges is far below a hundredth of a microvolt.
    for (const at of [0, 777, sampleCount - 1]) {
      expect(floats[at]).toBeCloseTo(oz[at], 3);
      expect(floats[sampleCount + at]).toBeCloseTo(c3[at], 3);
    }
  });

  test('writes a BIDS folder where the name has no extension', async () => {
    const { call, files } = await open();
    expect(await call('recordings.convert', { file: 'in/a.bdf', out: 'study/', subject: '07', task: 'hands' })).toMatchObject({ format: 'bids' });
    expect([...files.contents.keys()]).toEqual(expect.arrayContaining(['study/dataset_description.json', 'study/sub-07/eeg/sub-07_task-hands_eeg.bdf', 'study/sub-07/eeg/sub-07_electrodes.tsv']));
  });

  test('leaves what exists as it is, unless it is empty or to be replaced', async () => {
    const { call, files } = await open();
    files.put('full.f64', 'precious');
    files.put('empty.f64', '');
    await expect(call('recordings.convert', { file: 'in/a.bdf', out: 'full.f64' })).rejects.toMatchObject({ code: 'file-exists', message: expect.stringMatching(/--replace/) });
    expect(new TextDecoder().decode(files.contents.get('full.f64'))).toBe('precious');
    await call('recordings.convert', { file: 'in/a.bdf', out: 'empty.f64' });
    await call('recordings.convert', { file: 'in/a.bdf', out: 'full.f64', replace: true });
    expect(files.contents.get('full.f64')).toHaveLength(8 * sampleCount * names.length);
  });

  test('refuses an extension that is no format', async () => {
    await expect((await open()).call('recordings.convert', { file: 'in/a.bdf', out: 'b.mp3' })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/\.bdf, \.edf/) });
  });
});

describe('recordings.filter', () => {
  test('writes what the filter gives, with its provenance', async () => {
    const { call, files } = await open();
    await call('recordings.convert', { file: 'in/a.bdf', out: 'raw.f64', channels: ['C3', 'Oz'] });
    const output = await call('recordings.filter', { file: 'in/a.bdf', bandpass: [1, 30], channels: ['C3', 'Oz'], out: 'b.f64' });
    const raw = floatsOf(files.contents.get('raw.f64'));
    const expected = filterFir([raw.subarray(0, sampleCount), raw.subarray(sampleCount)], designFir({ samplingRateHz, lowHz: 1, highHz: 30 }));
    expect(floatsOf(files.contents.get('b.f64'))).toEqual(Float64Array.from([...expected[0], ...expected[1]]));
    expect(output['provenance'].steps).toEqual([{ step: 'filter', parameters: { lowHz: 1, highHz: 30, method: 'fir', order: 4, channels: ['C3', 'Oz'] }, resolved: expect.objectContaining({ tapCount: 331, phase: 'zero' }) }]);
  });

  test('writes other formats too, and takes every filter together', async () => {
    const { call } = await open();
    const output = await call('recordings.filter', { file: 'in/a.bdf', highpass: 2, notch: [40], method: 'butterworth', out: 'b.bdf' });
    expect(output['provenance'].steps.map(({ step }: { step: string }) => step)).toEqual(['filter', 'notch']);
    expect(await call('recordings.info', { file: 'b.bdf' })).toMatchObject({ channelNames: names, sampleCount, startTime: '2026-02-03T04:05:06.000Z' });
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['no band', {}, /Give --bandpass/],
    ['two bands', { bandpass: [1, 30], lowpass: 20 }, /at once/],
    ['a band above what was sampled', { bandpass: [1, 70] }, /step 1 \(filter\).*half the sampling rate/],
    ['a band the wrong way round', { bandpass: [30, 1] }, /lowHz must be below highHz/],
    ['an unknown channel', { bandpass: [1, 30], channels: ['C33'] }, /no channel "C33"\. Did you mean "C3"\?/],
    ['an unknown format', { bandpass: [1, 30], out: 'b.xyz' }, /names no format/],
  ])('refuses %s and writes nothing', async (_name, input, message) => {
    const { call, files } = await open();
    await expect(call('recordings.filter', { file: 'in/a.bdf', out: 'b.f64', ...input })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) });
    expect([...files.contents.keys()]).toEqual(['in/a.bdf']);
  });
});

describe('recordings.spectrum', () => {
  test.each(['welch-scipy', 'welch-mne', 'multitaper'])('by %s finds the rhythm at the back', async (method) => {
    const { call } = await open();
    const output = await call('recordings.spectrum', { file: 'in/a.bdf', method, bandwidthHz: 1, channels: ['Oz', 'C3'], endSeconds: 20 });
    const density: number[] = output['densityUv2PerHz'][0];
    expect(output['frequenciesHz'][density.indexOf(Math.max(...density))]).toBeCloseTo(10, 0);
    const alpha = output['bands'].findIndex(({ name }: { name: string }) => name === 'alpha');
    const [oz, c3] = output['channels'];
    // A sine of 20 µV has 200 µV².
    expect(oz.powerUv2[alpha]).toBeGreaterThan(150);
    expect(oz.relativePower[alpha]).toBeGreaterThan(2 * c3.relativePower[alpha]);
    expect(oz.relativePower.reduce((sum: number, part: number) => sum + part, 0)).toBeCloseTo(1, 9);
    expect(oz.peakAlphaHz).toBeCloseTo(10, 0);
  });
});

describe('recordings.epochs', () => {
  test('counts, averages and writes', async () => {
    const { call, files } = await open();
    const output = await call('recordings.epochs', { file: 'in/a.bdf', tmin: 0, tmax: 0.5, reject: 130, out: 'e.f64' });
    const kept = output['labels'].reduce((sum: number, { keptCount }: { keptCount: number }) => sum + keptCount, 0);
    expect(kept + output['dropped'].length).toBe(18);
    expect(output['dropped'][0].reason).toMatch(/^too large in Fp1/);
    expect(files.contents.get('e.f64')).toHaveLength(kept * names.length * 51 * 8);
    expect(output['averages'].map(({ label }: { label: string }) => label).toSorted()).toEqual(['left', 'right']);
  });

  test('tells when none is left', async () => {
    const output = await (await open()).call('recordings.epochs', { file: 'in/a.bdf', reject: 1 });
    expect(output['averages']).toEqual([]);
    expect(output['warnings'].join()).toMatch(/nothing to average/);
  });

  test('names the nearest label', async () => {
    await expect((await open()).call('recordings.epochs', { file: 'in/a.bdf', labels: ['rigt'] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/Did you mean "right"\?/) });
  });
});

describe('recordings.classify', () => {
  test('tells epochs apart whose power differs, over several files', async () => {
    const { call, files } = await open();
    files.put('in/b.bdf', bdf);
    const output = await call('recordings.classify', { file: 'in/a.bdf', also: ['in/b.bdf'], tmin: 0, tmax: 1.5, folds: 6, baselineCorrection: false });
    expect(output).toMatchObject({ labels: ['left', 'right'], epochCounts: [18, 18], accuracy: 1, chance: 0.5 });
    expect(output['confidence'][0]).toBeGreaterThan(0.85);
    expect(output['provenance'].steps.map(({ step }: { step: string }) => step)).toEqual(['filter', 'epochs', 'classify']);
  });

  test('refuses files whose channels differ', async () => {
    const { call } = await open();
    await call('recordings.convert', { file: 'in/a.bdf', out: 'b.bdf', channels: ['C3', 'C4'] });
    await expect(call('recordings.classify', { file: 'in/a.bdf', also: ['b.bdf'] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/b\.bdf together/) });
  });
});

describe('recordings.components', () => {
  test('finds the blinks and takes them out', async () => {
    const { call, files } = await open();
    const output = await call('recordings.components', { file: 'in/a.bdf', components: 6, out: 'clean.f64' });
    expect(output['removed']).toHaveLength(1);
    const removed = output['components'].find((component: { removed: boolean }) => component.removed);
    expect(Math.abs(removed.eyeCorrelation)).toBeGreaterThan(0.7);
    const clean = floatsOf(files.contents.get('clean.f64'));
    const spanOf = (samples: Float64Array): number => Math.max(...samples) - Math.min(...samples);
    expect(spanOf(clean.subarray(0, sampleCount))).toBeLessThan(spanOf(simulated().samples[0]) / 2);
  });

  test('refuses to take out what was not found', async () => {
    await expect((await open()).call('recordings.components', { file: 'in/a.bdf', components: 3, remove: [9] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/no component 9: 3 were found/) });
  });
});

describe('recordings.plot', () => {
  test.each(['traces', 'overview', 'spectrum', 'spectrogram', 'topography', 'erp'])('draws %s', async (kind) => {
    const { call, textOf } = await open();
    const { title } = await call('recordings.plot', { file: 'in/a.bdf', out: 'p.svg', kind, bandpass: [1, 30] });
    expect(textOf('p.svg')).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(textOf('p.svg')).toContain(`<title>${title}</title>`);
  });

  test('has a PNG drawn by the host, light unless told', async () => {
    const drawn: string[] = [];
    const { call, files } = await open({ rasterizeSvg: async (svg, { widthPx }) => (drawn.push(svg), Uint8Array.of(widthPx & 255)) });
    await call('recordings.plot', { file: 'in/a.bdf', out: 'p.png', widthPx: 257 });
    expect(files.contents.get('p.png')).toEqual(Uint8Array.of(1));
    expect(drawn[0]).not.toContain('@media');
    await expect((await open()).call('recordings.plot', { file: 'in/a.bdf', out: 'p.png' })).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('says why there is no head to draw', async () => {
    await expect((await open()).call('recordings.plot', { file: 'in/a.bdf', out: 'p.svg', kind: 'topography', channels: ['C3', 'C4'] })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(/fewer than four/) });
  });
});

describe('recordings.analyze', () => {
  test('writes a report, its plots and every number', async () => {
    const { call, files, textOf } = await open();
    const output = await call('recordings.analyze', { file: 'in/a.bdf' });
    expect(output).toMatchObject({ report: 'in/a-analysis/report.md', pipeline: 'event-related' });
    const report = textOf('in/a-analysis/report.md');
    for (const [, path] of report.matchAll(/\]\((plots\/[^)]+)\)/g)) expect(files.contents.has(`in/a-analysis/${path}`)).toBe(true);
    for (const part of ['# Analysis of a.bdf', '## Findings', '## Band powers', '## How it was made', 'The alpha peak is at 10 Hz', 'epochs were kept']) expect(report).toContain(part);
    const results = JSON.parse(textOf('in/a-analysis/results.json')) as { provenance: { input: { sha256: string } }; results: { type: string }[] };
    const hash = createSha256();
    hash.update(bdf);
    expect(results.provenance.input.sha256).toBe(hash.digestHex());
    expect(results.results.map(({ type }) => type)).toEqual(['quality', 'blinks', 'spectrum', 'band-power', 'epochs', 'average']);
  });

  test('gives the same again, and only over the last one when asked', async () => {
    const { call, textOf } = await open();
    await call('recordings.analyze', { file: 'in/a.bdf', out: 'r', pipeline: 'resting-state' });
    const first = textOf('r/results.json');
    await expect(call('recordings.analyze', { file: 'in/a.bdf', out: 'r' })).rejects.toMatchObject({ code: 'file-exists' });
    await call('recordings.analyze', { file: 'in/a.bdf', out: 'r', pipeline: 'resting-state', replace: true });
    expect(textOf('r/results.json')).toBe(first);
  });

  test('follows a pipeline of a person’s own', async () => {
    const { call, files } = await open();
    files.put('mine.yaml', 'version: iza.pipeline/1\nname: mine\nsteps:\n  - step: select-channels\n    channels: [C3, C4]\n  - step: connectivity\n    measure: coherence\n');
    const output = await call('recordings.analyze', { file: 'in/a.bdf', out: 'r', pipeline: 'mine.yaml' });
    expect(output['summary']).toEqual([expect.stringMatching(/^Strongest coherence from 8 to 13 Hz: C4 and C3, 0\.\d\d\.$/)]);
  });

  test.each<[string, string, string, RegExp]>([
    ['a wrong step', 'version: iza.pipeline/1\nname: a\nsteps:\n  - step: filtr\n', 'bad-input', /mine\.yaml, step 1 \(filtr\), line 4: there is no step "filtr"\. Did you mean "filter"\?/],
    ['a step that does not fit', 'version: iza.pipeline/1\nname: a\nsteps:\n  - step: crop\n  - step: filter\n    highHz: 60\n', 'bad-input', /step 2 \(filter, line 5\)/],
  ])('names the line of %s', async (_name, text, code, message) => {
    const { call, files } = await open();
    files.put('mine.yaml', text);
    await expect(call('recordings.analyze', { file: 'in/a.bdf', out: 'r', pipeline: 'mine.yaml' })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect([...files.contents.keys()].filter((path) => path.startsWith('r/'))).toEqual([]);
  });

  test('finds a pipeline by a name that is nearly right', async () => {
    await expect((await open()).call('recordings.analyze', { file: 'in/a.bdf', pipeline: 'resting-stat' })).rejects.toMatchObject({ code: 'file-missing', message: expect.stringMatching(/Did you mean resting-state\?/) });
  });

  test('lets nothing of a file become Markdown of its own', async () => {
    const { call, files, textOf } = await open();
    files.put('in/[x](evil) <b>.bdf', bdf);
    await call('recordings.analyze', { file: 'in/[x](evil) <b>.bdf', out: 'r', pipeline: 'as-recorded' });
    const [, , body] = textOf('r/report.md').split(/^---$/m);
    expect(body).toContain('# Analysis of ');
    expect(body).not.toMatch(/(?<!\\)\[x|(?<!\\)<b>/);
  });
});
