import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryByteSource } from '../../../testing/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { openRecording } from '../open-recording.ts';
import { brainFlow, muse, openBciSd, openBciV1, openBciV4, openBciV6, utf8 } from '../sample-files.test-support.ts';
import { parseDecimal } from './parse-decimal.ts';

const open = (bytes: Uint8Array, name = 'x.txt'): Promise<RecordingReader> => openRecording(createMemoryByteSource(bytes, name));
const parse = (text: string): number => parseDecimal(utf8(text), 0, utf8(text).length, 0x2e);

describe('parseDecimal()', () => {
  test('gives the nearest double of every decimal number, as the platform does', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Object.is(parse(String(value)), Number(String(value)))));
    fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat({ max: 8 }), (whole, decimals) => Object.is(parse((whole / 10 ** decimals).toFixed(decimals)), Number((whole / 10 ** decimals).toFixed(decimals)))));
    fc.assert(fc.property(fc.stringMatching(/^-?\d{1,25}\.\d{1,30}$/), (text) => Object.is(parse(text), Number(text))));
  });

  test.each(['', ' ', '-', '.', '1.2.3', '0x10', 'nan', 'inf', 'Infinity', '-Infinity', '1e999', '1 2', '1e', '--1', '1,5', '٣'])('%j is no number', (text) => {
    expect(parse(text)).toBeNaN();
  });

  test.each([[' 1.5 ', 1.5], ['+2', 2], ['-0.25\r', -0.25], ['1e3', 1000], ['.5', 0.5], ['5.', 5]])('%j is %f', (text, value) => {
    expect(parse(text)).toBe(value);
  });
});

describe('OpenBCI GUI text', () => {
  test('v6: named columns, times in milliseconds, a marker', async () => {
    const { info } = await open(openBciV6());
    expect(info).toMatchObject({ format: 'OpenBCI GUI text', samplingRateHz: 250, sampleCount: 40, startMs: 1_600_000_000_000, lost: [], warnings: [] });
    expect(info.channels.map(({ name }) => name).slice(0, 9)).toEqual([...[0, 1, 2, 3, 4, 5, 6, 7].map((channel) => `EXG Channel ${channel}`), 'Accel Channel 0']);
    expect(info.channels.length).toBe(11);
    expect(info.annotations).toEqual([{ onsetSeconds: 0.032, durationSeconds: 0, text: '3' }]);
    const [samples] = await (await open(openBciV6())).read({ channels: [2], start: 3, end: 5 });
    expect([...samples]).toEqual([3, 4].map((row) => Number((Math.sin(row / 7 + 2) * 100 - 2).toFixed(2))));
  });

  test('times in seconds, the names missing, a row of zeros in their place, the last line cut', async () => {
    expect((await open(openBciV6({ seconds: true }))).info).toMatchObject({ startMs: 1_600_000_000_000, sampleCount: 40, warnings: [] });
    expect((await open(openBciV6({ names: false }))).info).toMatchObject({ sampleCount: 40, channels: { length: 11 }, annotations: [{ text: '3' }] });
    const zeros = (await open(openBciV6({ names: false, zeroRow: true }))).info;
    expect(zeros).toMatchObject({ sampleCount: 40, startMs: 1_600_000_000_000, lost: [] });
    expect(zeros.warnings.join()).toContain('row of zeros');
    const cut = (await open(openBciV6({ cut: true }))).info;
    expect(cut.sampleCount).toBe(39);
    expect(cut.warnings.join()).toMatch(/last line, at byte \d+, is cut off/);
  });

  test('v4: a clock and its milliseconds; decimals behind a comma', async () => {
    const plain = await open(openBciV4());
    expect(plain.info).toMatchObject({ sampleCount: 40, startMs: 1_557_936_053_329, samplingRateHz: 250, warnings: [] });
    const local = await open(openBciV4({ decimalComma: true }));
    expect(local.info.warnings).toEqual(['Decimals are written behind a comma.']);
    expect(await local.read()).toEqual(await plain.read());
  });

  test('v1: no times, the last line cut off', async () => {
    const { info } = await open(openBciV1());
    expect(info).toMatchObject({ sampleCount: 39, startMs: undefined, channels: { length: 8 } });
    expect(info.warnings.join()).toContain('no times');
  });

  test('every lost packet is a lost sample, at any place of the counter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 598 }), { maxLength: 60 }), async (skip) => {
        const reader = await open(openBciV6({ rowCount: 600, skip }));
        const { info } = reader;
        expect(info.sampleCount).toBe(600);
        const lost = info.lost.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index));
        expect(lost).toEqual(skip.toSorted((left, right) => left - right));
        const [samples] = await reader.read({ channels: [0] });
        samples.forEach((value, row) => expect(Number.isNaN(value)).toBe(skip.includes(row)));
        expect(samples[599]).toBe(Number((Math.sin(599 / 7) * 100).toFixed(2)));
      }),
      { numRuns: 25 },
    );
  });

  test('a loss of whole turns of the counter shows in the times', async () => {
    for (const lostCount of [256, 512, 300, 256 * 5 + 3]) {
      const skip = Array.from({ length: lostCount }, (_, index) => 900 + index);
      const { info } = await open(openBciV6({ rowCount: 900 + lostCount + 900, skip }));
      expect(info.sampleCount).toBe(1800 + lostCount);
      expect(info.lost).toEqual([{ start: 900, end: 900 + lostCount }]);
    }
  });

  test('rows that arrive late after a pause of the computer are no loss', async () => {
    const lines = new TextDecoder().decode(openBciV6({ rowCount: 2000 })).split('\n');
    const stalled = lines.map((line) => {
      const time = /(16000000\d{5})/.exec(line);
      const ms = time ? Number(time[1]) : 0;
      // nothing is delivered for 3 s; then everything at once
      return time && ms > 1_600_000_002_000 && ms < 1_600_000_005_000 ? line.replace(time[1], '1600000005000') : line;
    });
    expect((await open(utf8(stalled.join('\n')))).info).toMatchObject({ sampleCount: 2000, lost: [] });
  });

  test('a line that cannot be read is a lost sample, and said', async () => {
    const lines = new TextDecoder().decode(openBciV6()).split('\n');
    lines[20] = lines[20].replace('.', 'x');
    const { info } = await open(utf8(lines.join('\n')));
    expect(info.sampleCount).toBe(40);
    expect(info.lost).toEqual([{ start: 15, end: 16 }]);
    expect(info.warnings.join()).toMatch(/1 lines cannot be read, the first at byte \d+/);
  });

  test('infinities are no samples', async () => {
    const lines = new TextDecoder().decode(openBciV6()).split('\n');
    lines[20] = lines[20].replace(/, -?[\d.]+/, ', Infinity');
    expect((await open(utf8(lines.join('\n')))).info.lost).toEqual([{ start: 15, end: 16 }]);
  });
});

describe('OpenBCI SD card', () => {
  test('24-bit counts at the edges are exact', async () => {
    const reader = await open(openBciSd({ counts: [[0, 1, -1, 8388607, -8388608, 100, 200, 300], [0, 0, 0, 0, 0, 0, 0, 0]] }));
    const samples = await reader.read();
    expect(samples.map((channel) => Math.round((channel[0] * 8388607) / 187500))).toEqual([0, 1, -1, 8388607, -8388608, 100, 200, 300]);
    expect(reader.info).toMatchObject({ samplingRateHz: 250, sampleCount: 2, startMs: undefined });
    expect(reader.info.warnings.join()).toContain('gain');
  });

  test('16 channels, and numbers that are missing', async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index).filter((index) => index !== 255 && index !== 256 && index !== 10);
    const reader = await open(openBciSd({ numbers, counts: numbers.map((number) => Array.from({ length: 16 }, (_, channel) => number * 100 + channel)) }));
    expect(reader.info.channels.length).toBe(16);
    expect(reader.info.sampleCount).toBe(300);
    expect(reader.info.lost).toEqual([{ start: 10, end: 11 }, { start: 255, end: 257 }]);
  });
});

describe('BrainFlow CSV', () => {
  const upTo = (count: number, step = 1): number[] => Array.from({ length: count }, (_, index) => (index * step) % 256);

  test('Cyton: 24 columns', async () => {
    const reader = await open(brainFlow(24, { numbers: upTo(600), rateHz: 250 }));
    expect(reader.info).toMatchObject({ format: 'BrainFlow CSV', sampleCount: 600, samplingRateHz: 250, startMs: 1_600_000_000_000, lost: [], warnings: [] });
    expect(reader.info.annotations).toEqual([{ onsetSeconds: 0.02, durationSeconds: 0, text: '2' }]);
    expect((await reader.read({ channels: [7], start: 599 }))[0][0]).toBe(5997.125);
  });

  test('Daisy: 32 columns, numbers two apart, pairs', async () => {
    const numbers = upTo(400, 2).filter((_, index) => index !== 100 && index !== 101);
    const reader = await open(brainFlow(32, { numbers, rateHz: 125 }));
    expect(reader.info).toMatchObject({ samplingRateHz: 125, sampleCount: 400, lost: [{ start: 100, end: 102 }] });
    expect(reader.info.channels.filter(({ type }) => type === 'eeg').length).toBe(16);
  });

  test("Daisy: a row of two halves that do not belong together, as BrainFlow makes it after a lost packet, is lost and said", async () => {
    const numbers = upTo(400, 2);
    numbers[100] = numbers[99];
    const reader = await open(brainFlow(32, { numbers, rateHz: 125 }));
    expect(reader.info).toMatchObject({ sampleCount: 400, lost: [{ start: 100, end: 101 }] });
    expect(reader.info.warnings.join()).toContain('halves');
    expect((await reader.read({ channels: [15], start: 99, end: 102 }))[0]).toEqual(Float64Array.of(1005.125, Number.NaN, 1025.125));
  });

  test('Ganglion: 15 columns, two rows a number', async () => {
    const numbers = Array.from({ length: 450 }, (_, index) => Math.floor(index / 2) % 101).filter((_, index) => index !== 40 && index !== 41 && index !== 203);
    const reader = await open(brainFlow(15, { numbers, rateHz: 200 }));
    expect(reader.info).toMatchObject({ samplingRateHz: 200, sampleCount: 450 });
    expect(reader.info.lost).toEqual([{ start: 40, end: 42 }, { start: 203, end: 204 }]);
  });

  test('the synthetic board has 32 columns too', async () => {
    const reader = await open(brainFlow(32, { numbers: upTo(500), rateHz: 250, isDaisy: false }));
    expect(reader.info).toMatchObject({ samplingRateHz: 250, sampleCount: 500, details: { board: 'synthetic' } });
  });

  test('a value that is "nan" is missing, its row is not', async () => {
    const text = new TextDecoder().decode(brainFlow(24, { numbers: upTo(50), rateHz: 250 })).replace('100.125000', 'nan');
    const reader = await open(utf8(text));
    expect(reader.info.lost).toEqual([]);
    const samples = await reader.read({ start: 10, end: 11 });
    expect([samples[0][0], samples[1][0]]).toEqual([Number.NaN, 101.125]);
  });
});

describe('Muse CSV', () => {
  test('five electrodes at 256 Hz with markers', async () => {
    const { info } = await open(muse());
    expect(info).toMatchObject({ format: 'Muse CSV', samplingRateHz: 256, sampleCount: 300, startMs: 1_486_223_115_483, lost: [] });
    expect(info.channels.map(({ name }) => name)).toEqual(['TP9', 'AF7', 'AF8', 'TP10', 'Right AUX']);
    expect(info.annotations).toEqual([{ onsetSeconds: 20 / 256, durationSeconds: 0, text: '1' }]);
  });

  test('a long hole in the times is lost', async () => {
    const { info } = await open(muse({ rowCount: 1000, holeAt: 400, holeSeconds: 2 }));
    expect(info).toMatchObject({ sampleCount: 1512, lost: [{ start: 400, end: 912 }] });
  });
});

test('any part of a table is the same as that part of the whole', async () => {
  const bytes = openBciV6({ rowCount: 1500, skip: [3, 256, 257, 258, 1000] });
  const reader = await open(bytes);
  const whole = await reader.read({ channels: [1] });
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 1500 }), fc.nat({ max: 400 }), async (start, length) => {
      const [part] = await reader.read({ channels: [1], start, end: start + length });
      expect(part).toEqual(whole[0].slice(start, start + length));
    }),
    { numRuns: 60 },
  );
});
