import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMemoryByteSource } from '../../../testing/index.ts';
import { openRecording } from '../open-recording.ts';

const folder = process.env['IZA_EEG_DATA'] ?? join(import.meta.dirname, '../../../../../../shared/data/eeg');
const isThere = existsSync(join(folder, 'reference.json'));
if (!isThere) console.warn(`SKIPPED the recordings of other programs: ${folder} is not there (IZA_EEG_DATA)`); // oxlint-disable-line no-console -- reason: a skip must be seen

interface EdfReference {
  readonly sfreq: number;
  readonly n_times: number;
  readonly n_ch: number;
  readonly ch_names: readonly string[];
  readonly meas_date: string;
  readonly ch0_first20_V: readonly number[];
  readonly ch0_last5_V: readonly number[];
  readonly per_channel_mean: readonly number[];
  readonly per_channel_std: readonly number[];
  readonly annotations: readonly { onset: number; duration: number; description: string }[];
  readonly n_annotations: number;
}

const open = (path: string) => openRecording(createMemoryByteSource(readFileSync(join(folder, path)), path));
const closeTo = (actual: number, expected: number, absolute: number): void => expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + absolute);

describe.skipIf(!isThere)('openRecording() agrees with MNE 1.3.0', () => {
  const references = isThere ? (JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')) as { edf: Record<string, EdfReference> }).edf : {};

  test.each(Object.entries(references).filter(([, { sfreq }]) => sfreq !== undefined))('%s', async (path, reference) => {
    await using reader = await open(path);
    const { info } = reader;
    expect(info.warnings).toEqual([]);
    expect([info.samplingRateHz, info.sampleCount, info.channels.length]).toEqual([reference.sfreq, reference.n_times, reference.n_ch]);
    expect(info.channels.slice(0, reference.ch_names.length).map(({ name }) => name)).toEqual(reference.ch_names);
    // MNE drops the part of the second that the first record tells
    expect(Math.floor((info.startMs ?? 0) / 1000) * 1000).toBe(Date.parse(reference.meas_date.replace(' ', 'T')));
    const samples = await reader.read();
    reference.ch0_first20_V.forEach((volts, index) => closeTo(samples[0][index], volts * 1e6, 1e-9));
    reference.ch0_last5_V.forEach((volts, index) => closeTo(samples[0][reference.n_times - 5 + index], volts * 1e6, 1e-9));
    reference.per_channel_mean.forEach((volts, index) => closeTo(mean(samples[index]), volts * 1e6, 1e-9));
    reference.per_channel_std.forEach((volts, index) => closeTo(standardDeviation(samples[index]), volts * 1e6, 1e-9));
    expect(info.annotations.length).toBe(reference.n_annotations);
    for (const [index, { onset, duration, description }] of reference.annotations.entries()) {
      const { onsetSeconds, durationSeconds, text } = info.annotations[index];
      expect([text, durationSeconds]).toEqual([description, duration]);
      expect(Math.abs(onsetSeconds - onset)).toBeLessThan(1e-6);
    }
  });

  test('a hypnogram has annotations and no channels', async () => {
    await using reader = await open('edfio/SC4001EC-Hypnogram.edf');
    const { info } = reader;
    expect([info.channels.length, info.sampleCount, info.annotations.length]).toEqual([0, 0, 154]);
    expect(info.annotations.at(-1)).toEqual({ onsetSeconds: 79500, durationSeconds: 6900, text: 'Sleep stage ?' });
    expect(await reader.read()).toEqual([]);
  });

  test('a start between two seconds is kept', async () => {
    await using reader = await open('edfio/test_subsecond.edf');
    expect(reader.info.startMs).toBe(Date.UTC(2020, 0, 24, 4, 5, 56) + 394.531);
  });

  test('any range is a part of the whole', async () => {
    await using reader = await open('eegmmidb/S001R04.edf');
    const whole = await reader.read({ channels: [9] });
    for (const [start, end] of [[0, 1], [159, 161], [7999, 12345], [19990, 30000]]) {
      const [part] = await reader.read({ channels: [9], start, end });
      expect(part).toEqual(whole[0].slice(start, end));
    }
  });
});

const mean = (samples: Float64Array): number => samples.reduce((sum, value) => sum + value, 0) / samples.length;
function standardDeviation(samples: Float64Array): number {
  const middle = mean(samples);
  return Math.sqrt(samples.reduce((sum, value) => sum + (value - middle) ** 2, 0) / samples.length);
}
