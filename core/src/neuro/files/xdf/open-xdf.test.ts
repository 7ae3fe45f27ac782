import { describe, expect, test } from 'vitest';
import { createMemoryByteSource } from '../../../testing/index.ts';
import { openRecording } from '../open-recording.ts';
import { smallXdf, xdf } from '../sample-files.test-support.ts';
import { createClockSync } from './synchronize-clock.ts';

describe('openXdf()', () => {
  test('reads the EEG stream in µV and places events of another clock on it', async () => {
    await using reader = await openRecording(createMemoryByteSource(smallXdf(), 'x.xdf'));
    const { info } = reader;
    expect(info).toMatchObject({ format: 'XDF', samplingRateHz: 100, sampleCount: 20, startMs: Date.UTC(2026, 0, 2, 3, 4, 5), lost: [], warnings: [] });
    expect(info.channels.map(({ name, unit, type }) => [name, unit, type])).toEqual([['C3', 'µV', 'eeg'], ['C4', 'µV', 'eeg']]);
    // the stream's clock is 0.25 s behind the recorder's, the markers' is the recorder's
    expect(info.annotations).toEqual([{ onsetSeconds: 0.05, durationSeconds: 0, text: 'go' }, { onsetSeconds: 0.1, durationSeconds: 0, text: 'stop – now' }]);
    const [first, second] = await reader.read({ start: 3, end: 6 });
    expect([...first]).toEqual([3, 4, 5]);
    second.forEach((value, index) => expect(value).toBeCloseTo(3 + index, 5));
    expect(info.details['streams of events']).toContain('Markers & more');
  });

  test('a hole in the times is lost', async () => {
    await using reader = await openRecording(createMemoryByteSource(smallXdf({ hole: 8 }), 'x.xdf'));
    expect(reader.info).toMatchObject({ sampleCount: 820, lost: [{ start: 10, end: 810 }] });
    const [samples] = await reader.read({ channels: [0], start: 805, end: 813 });
    expect([...samples]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 10, 11, 12]);
  });

  test('samples without a time follow the one before', async () => {
    const header = '<info><name>A</name><type>EEG</type><channel_count>1</channel_count><nominal_srate>50</nominal_srate><channel_format>float32</channel_format></info>';
    const bytes = xdf([{ id: 1, header, format: 'float32', samples: Array.from({ length: 11 }, (_, index) => (index % 5 === 0 ? { timeSeconds: 3 + index / 50, values: [index] } : { values: [index] })) }]);
    await using reader = await openRecording(createMemoryByteSource(bytes, 'x.xdf'));
    expect(reader.info).toMatchObject({ sampleCount: 11, channels: [{ name: 'Channel 1', unit: 'µV' }] });
    expect(reader.info.warnings.join()).toContain('µV is taken');
  });

  test('a file without a stream of steady samples is refused', async () => {
    const header = '<info><name>M</name><type>Markers</type><channel_count>1</channel_count><nominal_srate>0</nominal_srate><channel_format>string</channel_format></info>';
    const bytes = xdf([{ id: 1, header, format: 'string', samples: [{ timeSeconds: 1, values: ['a'] }] }]);
    await expect(openRecording(createMemoryByteSource(bytes, 'x.xdf'))).rejects.toMatchObject({ code: 'recording-corrupt' });
  });
});

describe('createClockSync()', () => {
  test('no measurement changes nothing', () => expect(createClockSync([])(5)).toBe(5));

  test('follows an even drift through outliers', () => {
    const offsets = Array.from({ length: 60 }, (_, index) => ({ timeSeconds: index * 5, valueSeconds: 100 + 1e-5 * index * 5 + (index % 10 === 3 ? 0.4 : 0) }));
    const synchronize = createClockSync(offsets);
    for (const time of [0, 100, 295, 1000]) expect(synchronize(time)).toBeCloseTo(time + 100 + 1e-5 * time, 6);
  });

  test('a restarted clock has offsets of its own', () => {
    const synchronize = createClockSync([...[0, 5, 10].map((timeSeconds) => ({ timeSeconds: 653_000 + timeSeconds, valueSeconds: -652_340 })), ...[0, 5, 10].map((timeSeconds) => ({ timeSeconds: 200 + timeSeconds, valueSeconds: 1121 }))]);
    expect(synchronize(653_004)).toBeCloseTo(664, 6);
    expect(synchronize(204)).toBeCloseTo(1325, 6);
  });
});
