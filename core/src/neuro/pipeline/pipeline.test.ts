import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IzaError } from '../../foundation/index.ts';
import type { Channel, SampleBlock } from '../../ports/index.ts';
import type { Recording } from '../recording/index.ts';
import { findChannels } from './find-channels.ts';
import { createLivePipeline } from './live-pipeline.ts';
import { checkPipeline, parsePipeline, pipelineJsonSchema, PIPELINE_VERSION, type Pipeline } from './parse-pipeline.ts';
import { runPipeline } from './run-pipeline.ts';
import { pipelineSteps } from './step-registry.ts';

const samplingRateHz = 100;
const channel = (name: string, type: Channel['type'] = 'eeg'): Channel => ({ name, type, unit: type === 'eeg' ? 'µV' : '', samplingRateHz });
const wave = (count: number, frequencyHz: number, amplitude = 10): Float64Array => Float64Array.from({ length: count }, (_, index) => amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / samplingRateHz));

function recordingOf(overrides: Partial<Recording> = {}): Recording {
  return {
    channels: [channel('C3..'), channel('EEG C4-REF'), channel('Oz'), channel('STATUS', 'trigger')],
    samplingRateHz,
    samples: [wave(3000, 10), wave(3000, 10, 20), wave(3000, 20), wave(3000, 1)],
    annotations: Array.from({ length: 12 }, (_, index) => ({ onsetSeconds: 2 + index * 2, durationSeconds: 0, text: index % 2 === 0 ? 'left' : 'right' })),
    startMs: undefined,
    ...overrides,
  };
}

const options = { izaVersion: '1.2.3', input: { name: 'a.edf', format: 'EDF', sha256: 'ff' } };
const pipelineOf = (...steps: readonly unknown[]): Pipeline => checkPipeline({ version: PIPELINE_VERSION, name: 'test', steps }, { origin: 'test' });
const run = (recording: Recording, ...steps: readonly unknown[]) => runPipeline(pipelineOf(...steps), recording, options);

const text = `# Resting state
version: iza.pipeline/1
name: resting
steps:
  - step: filter
    lowHz: 1
    highHz: 40
  - step: spectrum
    highHz: 45
`;

describe('parsePipeline()', () => {
  test('reads YAML, fills in what was left to defaults, and knows the lines', () => {
    const { name, steps } = parsePipeline(text, { origin: 'rest.yaml' });
    expect(name).toBe('resting');
    expect(steps).toEqual([
      { step: 'filter', line: 5, parameters: { lowHz: 1, highHz: 40, method: 'fir', order: 4 } },
      { step: 'spectrum', line: 8, parameters: expect.objectContaining({ highHz: 45, method: 'welch-scipy' }) },
    ]);
  });

  test('reads the same from JSON', () => {
    const json = JSON.stringify({ version: PIPELINE_VERSION, name: 'resting', steps: [{ step: 'filter', lowHz: 1, highHz: 40 }] });
    expect(parsePipeline(json, { origin: 'rest.json' }).steps[0]?.parameters).toMatchObject({ lowHz: 1, highHz: 40 });
  });

  test.each<[string, string, RegExp]>([
    ['an unknown step', text.replace('spectrum', 'spektrum'), /rest\.yaml, step 2 \(spektrum\), line 8: there is no step "spektrum"\. Did you mean "spectrum"\?/],
    ['a wrong parameter', text.replace('lowHz: 1', 'lowHz: slow'), /step 1 \(filter\), line 6: lowHz: .*expected number/],
    ['an unknown parameter', text.replace('lowHz', 'lowHzz'), /step 1 \(filter\), line 6: .*lowHzz.*Did you mean "lowHz"\?/],
    ['another version', text.replace('pipeline/1', 'pipeline/9'), /line 2: version: expected iza\.pipeline\/1/],
    ['no step', 'version: iza.pipeline/1\nname: a\nsteps: []\n', /line 3: steps: /],
    ['broken YAML', 'version: [1\nname: {', /rest\.yaml, line \d: /],
    ['no mapping', 'just words', /rest\.yaml/],
  ])('names step and line of %s', (_name, source, message) => {
    expect(() => parsePipeline(source, { origin: 'rest.yaml' })).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(message) }));
  });

  test('answers anything with a pipeline or with an error of its own', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat(text.length).chain((at) => fc.string({ maxLength: 3 }).map((change) => text.slice(0, at) + change + text.slice(at + 2)))), (source) => {
        try {
          parsePipeline(source, { origin: 'x' });
        } catch (error) {
          expect(error).toBeInstanceOf(IzaError);
          expect(error).toMatchObject({ code: 'bad-input' });
        }
      }),
    );
  });

  test('an alias bomb is refused', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 8 }, (_, level) => `${'bcdefghi'[level]}: &${'bcdefghi'[level]} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[level]}`).join(',')}]`)].join('\n');
    expect(() => parsePipeline(bomb, { origin: 'x' })).toThrow(IzaError);
  });
});

test('pipelineJsonSchema() describes every step', () => {
  const schema = JSON.stringify(pipelineJsonSchema());
  for (const { name, description } of pipelineSteps) {
    expect(schema).toContain(`"const":"${name}"`);
    expect(schema).toContain(JSON.stringify(description).slice(1, -1));
  }
});

describe('findChannels()', () => {
  const { channels } = recordingOf();

  test('finds by name, by case and by the site that is meant', () => {
    expect(findChannels(channels, ['Oz', 'oz', 'C3', 'c4', 'STATUS'])).toEqual([2, 2, 0, 1, 3]);
  });

  test('says what is nearest', () => {
    expect(() => findChannels(channels, ['C33'])).toThrow(/no channel "C33"\. Did you mean "C3"\?/);
    expect(() => findChannels(channels, ['nothing like it'])).toThrow(/The recording has C3\.\., EEG C4-REF, Oz, STATUS/);
  });
});

describe('runPipeline()', () => {
  test('filters electrodes and leaves the trigger alone', async () => {
    const recording = recordingOf();
    const { state } = await run(recording, { step: 'filter', highHz: 15 });
    expect(state.recording.samples[3]).toBe(recording.samples[3]);
    expect(Math.max(...state.recording.samples[2].subarray(500, 2500).map(Math.abs))).toBeLessThan(0.1);
    expect(Math.max(...state.recording.samples[0].subarray(500, 2500))).toBeCloseTo(10 * Math.sin(0.4 * Math.PI), 1);
  });

  test('does not change what it was given', async () => {
    const recording = recordingOf();
    const copies = recording.samples.map((samples) => samples.slice());
    await run(recording, { step: 'crop', startSeconds: 1 }, { step: 'filter', lowHz: 2, method: 'butterworth' }, { step: 'notch', frequenciesHz: [20] }, { step: 'epochs' }, { step: 'average' });
    expect(recording.samples).toEqual(copies);
  });

  test('tells in its provenance what was done with which parameters to which file', async () => {
    const { provenance } = await run(recordingOf(), { step: 'filter', lowHz: 1, highHz: 40 });
    expect(provenance).toEqual({
      izaVersion: '1.2.3',
      pipeline: { version: PIPELINE_VERSION, name: 'test' },
      input: { name: 'a.edf', format: 'EDF', sha256: 'ff', channelCount: 4, samplingRateHz, sampleCount: 3000 },
      steps: [{ step: 'filter', parameters: { lowHz: 1, highHz: 40, method: 'fir', order: 4 }, resolved: { tapCount: 331, window: 'hamming', phase: 'zero', channelCount: 3 } }],
      warnings: [],
    });
  });

  test('keeps lost samples lost and says so', async () => {
    const recording = recordingOf({ samples: recordingOf().samples.map((samples) => samples.slice().fill(Number.NaN, 1000, 1100)) });
    const { state, provenance } = await run(recording, { step: 'filter', lowHz: 1, highHz: 40, method: 'butterworth' });
    expect(state.recording.samples[0].slice(995, 1105).map((value) => Number(Number.isNaN(value)))).toEqual(Float64Array.from({ length: 110 }, (_, index) => Number(index >= 5 && index < 105)));
    expect(provenance.warnings[0]).toMatch(/^100 samples \(1\.00 s\) in 1 gap were lost/);
  });

  test('crops samples, annotations and the start alike', async () => {
    const { state } = await run(recordingOf({ startMs: 1000 }), { step: 'crop', startSeconds: 3, endSeconds: 7 });
    expect(state.recording.samples[0]).toHaveLength(400);
    expect(state.recording.annotations.map(({ onsetSeconds }) => onsetSeconds)).toEqual([1, 3]);
    expect(state.recording.startMs).toBe(4000);
  });

  test('cuts, averages and counts epochs', async () => {
    const { results } = await run(recordingOf(), { step: 'epochs', startSeconds: -0.1, endSeconds: 0.5 }, { step: 'average' });
    expect(results[0]).toMatchObject({ type: 'epochs', labels: [{ label: 'left', keptCount: 6, droppedCount: 0 }, { label: 'right', keptCount: 6 }] });
    expect(results[1]).toMatchObject({ type: 'average', averages: [{ label: 'left', epochCount: 6 }, { label: 'right', epochCount: 6 }] });
  });

  test('peaks where the waves are', async () => {
    const { results } = await run(recordingOf(), { step: 'mark-bad', channels: ['C4'] }, { step: 'spectrum' });
    const [spectrum] = results;
    if (spectrum?.type !== 'spectrum') throw new Error('no spectrum');
    expect(spectrum.channelNames).toEqual(['C3..', 'Oz']);
    const peaks = spectrum.densityUv2PerHz.map((density) => spectrum.frequenciesHz[density.indexOf(Math.max(...density))]);
    expect(peaks).toEqual([10, 20]);
  });

  test('tells where a rhythm falls after an event', async () => {
    // 10 Hz that halves its amplitude for a second after every event: a quarter of the power is left.
    const falling = recordingOf().samples.map((samples) => samples.map((value, index) => (index >= 200 && (index - 200) % 200 < 100 ? value / 2 : value)));
    const { results } = await run(recordingOf({ samples: falling }), { step: 'epochs', startSeconds: -0.9, endSeconds: 1, baselineSeconds: null }, { step: 'erd', channels: ['C3'], bands: [{ name: 'mu', lowHz: 9, highHz: 11 }], baselineSeconds: [-0.6, -0.3] });
    const erd = results.at(-1);
    if (erd?.type !== 'erd') throw new Error('no erd');
    const at = erd.timesSeconds.findIndex((time) => time >= 0.5);
    for (const { changePercent } of erd.labels) expect(changePercent[0][0][at]).toBeCloseTo(-75, -1);
  });

  test('tells epochs apart that differ, and warns of luck where they do not', async () => {
    const random = (seed: number) => () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
    const noise = recordingOf().samples.map((_, index) => Float64Array.from({ length: 3000 }, random(index + 7)));
    const steps = [{ step: 'epochs', startSeconds: 0, endSeconds: 1 }, { step: 'classify', foldCount: 3, componentCount: 2 }];
    const told = recordingOf({ samples: noise.map((samples, row) => samples.map((value, index) => (row === 0 && Math.floor((index - 200) / 200) % 2 === 0 ? value * 9 : value))) });
    expect((await run(told, ...steps)).results.at(-1)).toMatchObject({ type: 'classification', accuracy: 1, chance: 0.5 });
    expect((await run(recordingOf({ samples: noise }), ...steps)).provenance.warnings.join()).toMatch(/may be chance \(50 %\)/);
  });

  test.each<[string, readonly unknown[], RegExp]>([
    ['an unknown channel', [{ step: 'select-channels', channels: ['C33'] }], /step 1 \(select-channels\) of the pipeline test: there is no channel "C33"/],
    ['a band that does not fit', [{ step: 'crop' }, { step: 'filter', highHz: 80 }], /step 2 \(filter\) .*half the sampling rate/],
    ['no epochs', [{ step: 'average' }], /Put a step "epochs" before it/],
    ['an unknown label', [{ step: 'epochs', labels: ['lft'] }], /no annotation is called "lft"\. Did you mean "left"\?/],
    ['a part that is not there', [{ step: 'crop', startSeconds: 99 }], /the recording lasts 30 s/],
  ])('names the step for %s', async (_name, steps, message) => {
    await expect(run(recordingOf(), ...steps)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) });
  });

  test('stops between steps', async () => {
    await expect(runPipeline(pipelineOf({ step: 'crop' }), recordingOf(), { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('createLivePipeline()', () => {
  const stream = { channels: recordingOf().channels, samplingRateHz, izaVersion: '1', inputName: 'session' };
  const blockOf = (rows: readonly Float64Array[], firstSampleIndex = 0): SampleBlock => ({ firstSampleIndex, sampleCount: rows[0].length, samples: Float64Array.from(rows.flatMap((row) => [...row])), startMs: 0, lostCount: 0 });

  test('gives the same however the stream is cut into blocks, and leaves what it was given', () => {
    const rows = recordingOf().samples;
    const steps = [{ step: 'select-channels', channels: ['C3', 'STATUS'] }, { step: 'filter', lowHz: 2, highHz: 30 }, { step: 'notch', frequenciesHz: [20] }] as const;
    const whole = createLivePipeline(pipelineOf(...steps), stream).process(blockOf(rows)).samples;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2999 }), { maxLength: 4 }), (cuts) => {
        const live = createLivePipeline(pipelineOf(...steps), stream);
        const ends = [...new Set([...cuts, 3000])].sort((a, b) => a - b);
        const filtered: number[] = [];
        const trigger: number[] = [];
        let start = 0;
        for (const end of ends) {
          const block = blockOf(rows.map((row) => row.subarray(start, end)), start);
          const before = block.samples.slice();
          const { samples, sampleCount } = live.process(block);
          expect(block.samples).toEqual(before);
          filtered.push(...samples.subarray(0, sampleCount));
          trigger.push(...samples.subarray(sampleCount));
          start = end;
        }
        expect(Float64Array.from([...filtered, ...trigger])).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  test('says in its provenance that a live filter is another one', () => {
    const { provenance, channels } = createLivePipeline(pipelineOf({ step: 'select-channels', types: ['eeg'] }, { step: 'filter', highHz: 30 }), stream);
    expect(channels).toHaveLength(3);
    expect(provenance.steps.map(({ resolved }) => resolved['live'])).toEqual(['the same as on a recording', expect.stringMatching(/causal Butterworth \(in place of the FIR filter\)/)]);
  });

  test('refuses a step that needs the whole recording, by its name and line', () => {
    const pipeline = parsePipeline(text, { origin: 'rest.yaml' });
    expect(() => createLivePipeline(pipeline, stream)).toThrow(expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(/step 2 \(spectrum, line 8\) of the pipeline resting on a live stream/) }));
    expect(() => createLivePipeline(pipelineOf({ step: 'filter', highHz: 80 }), stream)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});
