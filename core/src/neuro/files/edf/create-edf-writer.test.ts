import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../ports/index.ts';
import { createMemoryByteFiles, createMemoryByteSource } from '../../../testing/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { openRecording } from '../open-recording.ts';
import { createBdfWriter, createEdfWriter, type EdfWriter, type EdfWriterChannel, type EdfWriterOptions } from './create-edf-writer.ts';
import { cytonRange } from './edf-ranges.ts';

const GAINS = [1, 2, 4, 6, 8, 12, 24];
const channel = (name: string, gain = 24, samplingRateHz = 250): EdfWriterChannel => ({ name, type: 'eeg', unit: 'µV', samplingRateHz, range: cytonRange(gain) });
const startMs = Date.UTC(2026, 0, 2, 3, 4, 5) + 394.531;

async function write(options: EdfWriterOptions, fill: (writer: EdfWriter) => Promise<void> | void, create = createBdfWriter): Promise<{ bytes: Uint8Array<ArrayBuffer>; warnings: readonly string[] }> {
  const files = createMemoryByteFiles();
  const writer = await create(await files.create('out'), options);
  await fill(writer);
  await writer.close();
  return { bytes: files.contents.get('out') ?? new Uint8Array(), warnings: writer.warnings };
}

const read = (bytes: Uint8Array): Promise<RecordingReader> => openRecording(createMemoryByteSource(bytes));
const ascii = (bytes: Uint8Array, start: number, length: number): string => String.fromCharCode(...bytes.subarray(start, start + length));

describe('createBdfWriter()', () => {
  test.each(GAINS)('holds every count of a Cyton at gain %i exactly', async (gain) => {
    const countUv = (4.5 / gain / (2 ** 23 - 1)) * 1e6;
    const edges = [-8388607, -8388606, -1, 0, 1, 2, 4194304, 8388606, 8388607];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -8388607, max: 8388607 }), { minLength: 1, maxLength: 40 }), async (drawn) => {
        const counts = [...edges, ...drawn];
        const { bytes, warnings } = await write({ channels: [channel('C3', gain)], startMs }, (writer) => writer.append([Float64Array.from(counts, (count) => count * countUv)]));
        expect(warnings).toEqual([]);
        const [samples] = await (await read(bytes)).read();
        expect(Array.from(samples, (value) => Math.round(value / countUv))).toEqual(counts);
        samples.forEach((value, index) => expect(Math.abs(value - counts[index] * countUv)).toBeLessThanOrEqual(1e-14 * Math.abs(value)));
      }),
      { numRuns: 10 },
    );
  });

  test('is a valid file from its first byte on: records = -1 until it is closed', async () => {
    const files = createMemoryByteFiles();
    const writer = await createBdfWriter(await files.create('out'), { channels: [channel('C3')], startMs, recordSeconds: 0.2 });
    const half = Float64Array.from({ length: 125 }, (_, index) => index);
    await writer.append([half]);
    await writer.flush();
    const torn = files.contents.get('out') ?? new Uint8Array();
    expect(ascii(torn, 236, 8)).toBe('-1      ');
    const reader = await read(torn);
    expect(reader.info.sampleCount).toBe(100);
    expect(reader.info.warnings.join()).toContain('never closed');
    expect((await reader.read())[0][99]).toBeCloseTo(99, 1);
    await writer.close();
    const whole = files.contents.get('out') ?? new Uint8Array();
    expect(ascii(whole, 236, 8)).toBe('3       ');
    expect((await read(whole)).info).toMatchObject({ sampleCount: 125, warnings: [] });
  });

  test('a crash at any byte leaves every whole record', async () => {
    const { bytes } = await write({ channels: [channel('C3'), channel('C4')], startMs, recordSeconds: 0.1 }, (writer) => writer.append([new Float64Array(75).fill(5), new Float64Array(75).fill(6)]));
    const headerBytes = 256 * 4;
    const recordBytes = (bytes.length - headerBytes) / 3;
    for (let length = headerBytes; length < bytes.length; length += 7) {
      const { info } = await read(bytes.subarray(0, length));
      expect(info.sampleCount).toBe(25 * Math.floor((length - headerBytes) / recordBytes));
    }
  });

  test('samples may come in any pieces', async () => {
    const samples = Float64Array.from({ length: 1000 }, (_, index) => Math.sin(index) * 100);
    const options = { channels: [channel('C3')], startMs };
    const whole = await write(options, (writer) => writer.append([samples]));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((left, right) => left - right), 1000];
        const pieces = await write(options, async (writer) => {
          for (const [index, end] of places.slice(1).entries()) await writer.append([samples.subarray(places[index], end)]);
        });
        expect(pieces.bytes).toEqual(whole.bytes);
      }),
      { numRuns: 20 },
    );
  });

  test('a lost stretch holds the last good value, is marked, and comes back as NaN', async () => {
    const samples = Float64Array.from({ length: 600 }, (_, index) => (index >= 100 && index < 430 ? Number.NaN : index));
    const { bytes } = await write({ channels: [channel('C3'), channel('C4')], startMs, recordSeconds: 0.2 }, (writer) => writer.append([samples, samples]));
    const { info } = await read(bytes);
    expect(info.lost).toEqual([{ start: 100, end: 430 }]);
    expect(info.sampleCount).toBe(600);
    const [back] = await (await read(bytes)).read({ channels: [1], start: 98, end: 432 });
    expect(back.findIndex(Number.isNaN)).toBe(2);
    expect(back.findLastIndex(Number.isNaN)).toBe(331);
    const other = await write({ channels: [channel('C3')], startMs, marksLostPerRecord: false }, (writer) => writer.append([samples]));
    expect((await read(other.bytes)).info.annotations).toEqual([{ onsetSeconds: 0.4, durationSeconds: 1.32, text: 'BAD_lost' }]);
  });

  test('what is lost of one channel alone is lost of that channel alone', async () => {
    const holey = Float64Array.from({ length: 250 }, (_, index) => (index < 10 ? Number.NaN : 1));
    const { bytes } = await write({ channels: [channel('C3'), channel('C4')], startMs }, (writer) => writer.append([new Float64Array(250).fill(7), holey]));
    const reader = await read(bytes);
    expect(reader.info.lost).toEqual([]);
    const [first, second] = await reader.read();
    expect(first.some(Number.isNaN)).toBe(false);
    expect(second.findLastIndex(Number.isNaN)).toBe(9);
  });

  test('annotations that do not fit wait for later records, and none is lost', async () => {
    const annotation = fc.record({
      onsetSeconds: fc.integer({ min: 0, max: 4000 }).map((ticks) => ticks / 1000),
      durationSeconds: fc.integer({ min: 0, max: 9999 }).map((ticks) => ticks / 1000),
      text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => [...text].every((character) => character >= ' ') && !/[\ud800-\udfff]/.test(text) && !text.startsWith('BAD_')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(annotation, { maxLength: 60 }), async (annotations) => {
        const { bytes, warnings } = await write({ channels: [channel('C3')], startMs }, async (writer) => {
          for (const each of annotations) writer.annotate(each);
          await writer.append([new Float64Array(1000)]);
        });
        expect(warnings).toEqual([]);
        const { info } = await read(bytes);
        expect(info.sampleCount).toBe(1000);
        const sorted = (list: readonly Annotation[]) => list.map(({ onsetSeconds, durationSeconds, text }) => `${onsetSeconds.toFixed(6)} ${durationSeconds} ${text}`).toSorted();
        expect(sorted(info.annotations)).toEqual(sorted(annotations));
      }),
      { numRuns: 30 },
    );
  });

  test('slower channels keep their own samples', async () => {
    const fast = Float64Array.from({ length: 500 }, (_, index) => index);
    const slow = Float64Array.from({ length: 500 }, (_, index) => Math.floor((index * 25) / 250));
    const { bytes } = await write({ channels: [channel('C3'), { ...channel('Accel X', 24, 25), type: 'accelerometer', unit: 'g', range: { physicalMin: -100, physicalMax: 100, digitalMin: -1000000, digitalMax: 1000000 } }], startMs }, (writer) => writer.append([fast, slow]));
    const reader = await read(bytes);
    expect(reader.info.channels.map(({ samplingRateHz, unit }) => [samplingRateHz, unit])).toEqual([[250, 'µV'], [25, 'g']]);
    expect((await reader.read({ channels: [1] }))[0]).toEqual(slow);
  });

  test('the start, the patient and the equipment are in their fields', async () => {
    const { bytes } = await write(
      { channels: [channel('C3')], startMs, patient: { code: 'S 01', sex: 'F', birthday: '02-MAY-1951', name: 'Zoë Müller' }, equipment: { equipment: 'OpenBCI Cyton' } },
      (writer) => writer.append([new Float64Array(250)]),
    );
    expect(ascii(bytes, 8, 80).trimEnd()).toBe('S_01 F 02-MAY-1951 Zoe_Muller');
    expect(ascii(bytes, 88, 80).trimEnd()).toBe('Startdate 02-JAN-2026 X X OpenBCI_Cyton');
    expect(ascii(bytes, 168, 16)).toBe('02.01.2603.04.05');
    expect((await read(bytes)).info.startMs).toBe(startMs);
    expect(bytes.subarray(1, 768).every((byte) => byte >= 0x20 && byte < 0x7f)).toBe(true);
  });

  test('a recording without a start has none when it is read', async () => {
    const { bytes } = await write({ channels: [channel('C3')], startMs: undefined }, (writer) => writer.append([new Float64Array(250)]));
    expect((await read(bytes)).info).toMatchObject({ startMs: undefined, warnings: [] });
  });

  test('values beyond the range are cut to it and counted', async () => {
    const { bytes, warnings } = await write({ channels: [channel('C3')], startMs }, (writer) => writer.append([Float64Array.of(1e9, -1e9, Number.POSITIVE_INFINITY, 0)]));
    expect(warnings).toEqual(['3 samples of "C3" lie outside its range and are cut to it.']);
    expect([...(await (await read(bytes)).read())[0]]).toEqual([187500, -187500, 187500, 0]);
  });

  test('names that a header cannot hold are changed, and said', async () => {
    const { bytes, warnings } = await write({ channels: [channel('Eléctrode number one'), channel('Eléctrode number two')], startMs }, (writer) => writer.append([new Float64Array(250), new Float64Array(250)]));
    const names = (await read(bytes)).info.channels.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    expect(names.every((name) => name.length <= 16)).toBe(true);
    expect(warnings[0]).toContain('Eléctrode number one');
  });

  test.each([
    ['a range that no 8 characters hold', { range: { ...cytonRange(24), physicalMin: -187500.123 } }],
    ['an empty range', { range: { ...cytonRange(24), physicalMax: -187500 } }],
    ['integers of more than 24 bits', { range: { ...cytonRange(24), digitalMax: 8388608 } }],
    ['no rate', { samplingRateHz: 0 }],
  ])('refuses %s', async (_, change) => {
    await expect(write({ channels: [{ ...channel('C3'), ...change }], startMs }, () => undefined)).rejects.toThrow(RangeError);
  });

  test('a known count of samples makes the last record full', async () => {
    const { bytes } = await write({ channels: [channel('C3')], startMs, sampleCount: 22490 }, (writer) => writer.append([new Float64Array(22490)]));
    const recordCount = Number(ascii(bytes, 236, 8));
    expect(recordCount * Math.round(Number(ascii(bytes, 244, 8)) * 250)).toBe(22490);
  });
});

test('createEdfWriter() keeps 16 bits', async () => {
  const range = { physicalMin: -3276.8, physicalMax: 3276.7, digitalMin: -32768, digitalMax: 32767 };
  const values = Float64Array.of(-3276.8, -0.1, 0, 0.1, 1234.5, 3276.7);
  const { bytes } = await write({ channels: [{ ...channel('C3'), range }], startMs, sampleCount: 6 }, (writer) => writer.append([values]), createEdfWriter);
  const reader = await read(bytes);
  expect(reader.info.format).toBe('EDF+C');
  (await reader.read())[0].forEach((value, index) => expect(value).toBeCloseTo(values[index], 9));
});
