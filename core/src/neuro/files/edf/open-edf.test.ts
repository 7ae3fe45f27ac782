import { describe, expect, test } from 'vitest';
import { createMemoryByteFiles, createMemoryByteSource } from '../../../testing/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { openRecording } from '../open-recording.ts';
import { createBdfWriter } from './create-edf-writer.ts';
import { cytonRange } from './edf-ranges.ts';

const open = (bytes: Uint8Array): Promise<RecordingReader> => openRecording(createMemoryByteSource(bytes, 'x.bdf'));

/** Two channels at 100 Hz, records of 0.5 s: sample n of channel c is n + 1000 c. */
async function fourRecords(): Promise<Uint8Array<ArrayBuffer>> {
  const files = createMemoryByteFiles();
  const writer = await createBdfWriter(await files.create('x'), { channels: ['C3', 'C4'].map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz: 100, range: cytonRange(24) })), startMs: Date.UTC(2026, 0, 1), recordSeconds: 0.5, annotationBytesPerRecord: 60 });
  writer.annotate({ onsetSeconds: 0.25, durationSeconds: 0, text: 'go' });
  await writer.append([0, 1].map((channel) => Float64Array.from({ length: 200 }, (_, index) => index + 1000 * channel)));
  await writer.close();
  return files.contents.get('x') ?? new Uint8Array();
}

function patch(bytes: Uint8Array, changes: readonly (readonly [offsetBytes: number, text: string])[]): Uint8Array {
  const patched = bytes.slice();
  for (const [offsetBytes, text] of changes) patched.set(Uint8Array.from(text, (character) => character.charCodeAt(0)), offsetBytes);
  return patched;
}

const HEADER_BYTES = 256 * 4;
const RECORD_BYTES = 2 * 50 * 3 + 60;
const timeOf = (record: number): number => HEADER_BYTES + record * RECORD_BYTES + 300;
const list = (onset: string): string => `${onset}\x14\x14\0`.padEnd(28, '\0');

describe('a discontinuous file', () => {
  test('keeps its gaps: lost samples, and annotations where they belong', async () => {
    const bytes = patch(await fourRecords(), [[192, 'BDF+D'], [timeOf(2), list('+2.75')], [timeOf(3), list('+3.25')]]);
    const reader = await open(bytes);
    expect(reader.info).toMatchObject({ format: 'BDF+D', sampleCount: 375, lost: [{ start: 100, end: 275 }], warnings: [] });
    const [samples] = await reader.read({ channels: [1], start: 98, end: 278 });
    expect([...samples.subarray(0, 3)].map(Math.round)).toEqual([1098, 1099, Number.NaN]);
    expect([...samples.subarray(176)].map(Math.round)).toEqual([Number.NaN, 1100, 1101, 1102]);
    expect(samples.filter(Number.isNaN).length).toBe(175);
  });

  test('a gap of one sample is one', async () => {
    const bytes = patch(await fourRecords(), [[192, 'BDF+D'], [timeOf(1), list('+0.51')], [timeOf(2), list('+1.01')], [timeOf(3), list('+1.51')]]);
    expect((await open(bytes)).info).toMatchObject({ sampleCount: 201, lost: [{ start: 50, end: 51 }] });
  });

  test('without gaps is as a continuous one, also with times of few digits', async () => {
    const bytes = patch(await fourRecords(), [[192, 'BDF+D']]);
    expect((await open(bytes)).info).toMatchObject({ sampleCount: 200, lost: [], warnings: [] });
  });

  test('records that go back in time follow one another, and that is said', async () => {
    const bytes = patch(await fourRecords(), [[192, 'BDF+D'], [timeOf(2), list('+0.1')]]);
    const { info } = await open(bytes);
    expect(info.sampleCount).toBe(200);
    expect(info.warnings.join()).toMatch(/Record 2, at byte \d+, says it began before/);
  });

  test('a gap of years is no gap but damage', async () => {
    const bytes = patch(await fourRecords(), [[192, 'BDF+D'], [timeOf(3), list('+99999999')]]);
    await expect(open(bytes)).rejects.toMatchObject({ code: 'recording-corrupt', message: expect.stringMatching(/at byte \d+, record 3/) });
  });
});

describe('a header that lies', () => {
  test('about the count of records: what is there is read, and said', async () => {
    const bytes = await fourRecords();
    for (const [said, warning] of [['9', 'says 9 records; the file holds 4'], ['2', 'says 2 records; the file holds 4'], ['-1', 'never closed']] as const) {
      const { info } = await open(patch(bytes, [[236, said.padEnd(8)]]));
      expect(info.sampleCount).toBe(200);
      expect(info.warnings.join()).toContain(warning);
    }
    const cut = (await open(bytes.subarray(0, -10))).info;
    expect(cut.sampleCount).toBe(150);
    expect(cut.warnings.join()).toMatch(/The last \d+ bytes, from byte \d+ on/);
  });

  test.each([
    ['the number of signals', 252, '0   ', /at byte 252/],
    ['more signals than the file has room for', 252, '9999', /the file ends inside the header of the signals/],
    ['a record that lasts no time', 244, '0       ', /at byte 244/],
    ['a record that lasts less than none', 244, '-1      ', /at byte 244/],
    ['a rate that no amplifier has', 244, '1e-30   ', /no amplifier/],
    ['words for numbers', 236, 'many    ', /at byte 236/],
    ['NaN', 244, 'NaN     ', /at byte 244/],
    ['Infinity', 256 + 3 * 104, 'Infinity', /physical minimum of "C3" is "Infinity"/],
  ])('%s', async (_, offsetBytes, text, message) => {
    await expect(open(patch(await fourRecords(), [[offsetBytes, text]]))).rejects.toMatchObject({ code: 'recording-corrupt', message: expect.stringMatching(message) });
  });

  test('about a range: the plain integers are given, and said', async () => {
    const { info } = await open(patch(await fourRecords(), [[256 + 3 * 104, '5       '], [256 + 3 * 112, '5       ']]));
    expect(info.channels[0]).toMatchObject({ type: 'misc', unit: '' });
    expect(info.warnings.join()).toContain('"C3" has no usable range');
  });

  test('about the date: there is none, and that is said', async () => {
    const { info } = await open(patch(await fourRecords(), [[88, 'Startdate 31-FEB-2026']]));
    expect(info.startMs).toBeUndefined();
    expect(info.warnings.join()).toContain('is no date');
  });
});

test.each([['mV', 1000], ['V', 1e6], ['nV', 1e-3], ['uV', 1], ['\u00b5V', 1]])('values in %s become µV', async (unit, factor) => {
  const reader = await open(patch(await fourRecords(), [[256 + 3 * 96, unit.padEnd(8)]]));
  expect(reader.info.channels[0].unit).toBe('µV');
  const [samples] = await reader.read({ channels: [0], start: 7, end: 8 });
  expect(samples[0] / factor).toBeCloseTo(7, 1);
});

test('other units stay, and channels of one name are numbered', async () => {
  const { info } = await open(patch(await fourRecords(), [[256 + 3 * 96, 'Ohm     '], [256 + 16, 'C3              ']]));
  expect(info.channels.map(({ name, unit }) => [name, unit])).toEqual([['C3-0', 'Ohm'], ['C3-1', 'µV']]);
});
