import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../ports/index.ts';
import { createMemoryByteFiles, createMemoryByteSource } from '../../../testing/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { openRecording } from '../open-recording.ts';
import { brainFlow, lyingEdf, muse, openBciV6, smallEdf, smallXdf } from '../sample-files.test-support.ts';
import { conversionTargetOf, convertRecording, type ConversionTarget } from './convert-recording.ts';

const open = (bytes: Uint8Array): Promise<RecordingReader> => openRecording(createMemoryByteSource(bytes, 'x'));

async function convert(bytes: Uint8Array, to: ConversionTarget, channels?: readonly number[]): Promise<{ bytes: Uint8Array<ArrayBuffer>; warnings: readonly string[] }> {
  const files = createMemoryByteFiles();
  const reader = await open(bytes);
  const { warnings } = await convertRecording(reader, await files.create('out'), { to, channels });
  return { bytes: files.contents.get('out') ?? new Uint8Array(), warnings };
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test.each([['a/b.BDF', 'bdf'], ['x.edf', 'edf'], ['x.f64', 'f64'], ['x.csv', 'csv'], ['x.brainflow.csv', 'brainflow-csv'], ['x.txt', undefined], ['bdf', undefined]])('conversionTargetOf(%s)', (path, target) => {
  expect(conversionTargetOf(path)).toBe(target);
});

describe('convertRecording() to BDF+', () => {
  test('keeps samples, lost stretches, annotations and the start of an OpenBCI text', async () => {
    const source = openBciV6({ rowCount: 701, skip: [5, 300, 301, 302] });
    const { bytes, warnings } = await convert(source, 'bdf');
    const [before, after] = [await open(source), await open(bytes)];
    expect(after.info.channels).toEqual(before.info.channels);
    expect(after.info).toMatchObject({ sampleCount: 701, samplingRateHz: 250, startMs: before.info.startMs, lost: before.info.lost, warnings: [] });
    expect(after.info.annotations.filter(({ text }) => text !== 'BAD_lost')).toEqual(before.info.annotations);
    const [left, right] = [await before.read(), await after.read()];
    // half a count of a Cyton at gain 24
    for (let channel = 0; channel < 8; channel += 1) left[channel].forEach((value, index) => expect(Number.isNaN(value) ? Number.isNaN(right[channel][index]) : Math.abs(value - right[channel][index]) <= 187500 / 8388607 / 2 + 1e-9).toBe(true));
    expect(warnings.filter((warning) => warning.includes('EXG'))).toEqual([]);
  });

  test('of a BDF is exact, integer for integer', async () => {
    const source = await smallEdf('BDF');
    const once = await open((await convert(source, 'bdf')).bytes);
    const original = await open(source);
    expect(await once.read()).toEqual(await original.read());
    expect(once.info.integerRanges).toEqual(original.info.integerRanges);
    expect(once.info.annotations).toEqual(original.info.annotations);
    expect(once.info.startMs).toBe(original.info.startMs);
  });

  test('of an EDF is exact too: 24 bits hold 16', async () => {
    const source = await smallEdf('EDF');
    expect(await (await open((await convert(source, 'bdf')).bytes)).read()).toEqual(await (await open(source)).read());
  });

  test.each(['bdf', 'edf'] as const)('samples beyond the range of a lying header are not cut (%s)', async (to) => {
    const source = lyingEdf([0, 100, -206, 50, 2463, -2300, 7]);
    const [before, { bytes, warnings }] = [await open(source), await convert(source, to)];
    const after = await open(bytes);
    expect((await before.read())[0].slice(0, 6)).toEqual(Float64Array.of(0, 100, -206, 50, 2463, -2300));
    expect(await after.read()).toEqual(await before.read());
    expect(warnings).toEqual([]);
  });

  test.each([['Muse', muse()], ['XDF', smallXdf({ hole: 2 })], ['BrainFlow', brainFlow(24, { numbers: [0, 1, 2, 5, 6, 7], rateHz: 250 })]])('of %s keeps what it can and says what it cannot', async (_, source) => {
    const { bytes } = await convert(source, 'bdf');
    const [before, after] = [await open(source), await open(bytes)];
    expect(after.info).toMatchObject({ sampleCount: before.info.sampleCount, samplingRateHz: before.info.samplingRateHz, lost: before.info.lost, startMs: before.info.startMs });
    const text = ({ onsetSeconds, text: said }: Annotation): string => `${onsetSeconds.toFixed(6)} ${said}`;
    expect(after.info.annotations.filter((each) => each.text !== 'BAD_lost').map(text)).toEqual(before.info.annotations.map(text));
  });

  test('chosen channels alone', async () => {
    const { bytes } = await convert(openBciV6(), 'bdf', [4, 1]);
    expect((await open(bytes)).info.channels.map(({ name }) => name)).toEqual(['EXG Channel 4', 'EXG Channel 1']);
  });
});

test('convertRecording() to EDF+ takes the finest range of 16 bits that holds the data, and says the step', async () => {
  const source = openBciV6({ rowCount: 250 });
  const { bytes, warnings } = await convert(source, 'edf');
  const [before, after] = [await open(source), await open(bytes)];
  expect(after.info.format).toBe('EDF+C');
  expect(warnings.find((warning) => warning.includes('"EXG Channel 0"'))).toMatch(/steps of 0\.003\d+ µV \(in the source 0\.02235 µV\)/);
  const [left, right] = [await before.read({ channels: [0] }), await after.read({ channels: [0] })];
  left[0].forEach((value, index) => expect(Math.abs(value - right[0][index])).toBeLessThanOrEqual(201 / 65535 / 2));
});

describe('convertRecording() to .f64', () => {
  test('is little-endian float64, channel after channel, NaN where lost', async () => {
    const { bytes, warnings } = await convert(openBciV6({ rowCount: 60, skip: [7] }), 'f64', [2, 0]);
    const samples = await (await open(openBciV6({ rowCount: 60, skip: [7] }))).read({ channels: [2, 0] });
    expect(bytes.length).toBe(2 * 60 * 8);
    const view = new DataView(bytes.buffer);
    for (const [channel, values] of samples.entries()) values.forEach((value, index) => expect(view.getFloat64((channel * 60 + index) * 8, true)).toBe(value));
    expect(view.getFloat64(7 * 8, true)).toBeNaN();
    expect(warnings.join()).toContain('1 annotations');
  });
});

describe('convertRecording() to CSV', () => {
  test('has times, units, annotations, and empty cells where lost', async () => {
    const lines = textOf((await convert(openBciV6({ rowCount: 12, skip: [3] }), 'csv', [0, 1])).bytes).split('\n');
    expect(lines[0]).toBe('time,EXG Channel 0 (µV),EXG Channel 1 (µV),annotation');
    expect(lines[2]).toBe(`0.004,${(Math.sin(1 / 7) * 100).toFixed(2)},${Number((Math.sin(1 / 7 + 1) * 100 - 1).toFixed(2))},`);
    expect(lines[4]).toBe('0.012,,,');
    expect(lines[9].endsWith(',3')).toBe(true);
    expect(lines.length).toBe(14);
  });
});

describe("convertRecording() to BrainFlow's table", () => {
  test('is read back: samples to six decimals, markers, times, losses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 298 }), { maxLength: 20 }), async (skip) => {
        const source = openBciV6({ rowCount: 300, skip });
        const { bytes, warnings } = await convert(source, 'brainflow-csv');
        const [before, after] = [await open(source), await open(bytes)];
        expect(after.info).toMatchObject({ format: 'BrainFlow CSV', sampleCount: 300, samplingRateHz: 250, startMs: before.info.startMs, lost: before.info.lost, annotations: before.info.annotations });
        const channels = [0, 1, 2, 3, 4, 5, 6, 7];
        expect(await after.read({ channels })).toEqual(await before.read({ channels }));
        expect(warnings.join()).toContain('Accel Channel 0');
      }),
      { numRuns: 8 },
    );
  });

  test('numbers the markers that are texts', async () => {
    const { warnings } = await convert(await smallEdf('BDF'), 'brainflow-csv');
    expect(warnings.join()).toContain('1 = "blink"');
  });
});

test('an abort stops a conversion and leaves a file that opens', async () => {
  const files = createMemoryByteFiles();
  const reader = await open(openBciV6());
  await expect(convertRecording(reader, await files.create('out'), { to: 'bdf', signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
});
