import { describe, expect, test } from 'vitest';
import { createMemoryByteSource } from '../../../testing/index.ts';
import { openRecording } from '../open-recording.ts';
import { brainVision, openingOf } from '../sample-files.test-support.ts';

describe('openBrainVision()', () => {
  test.each([['MULTIPLEXED', 'INT_16'], ['VECTORIZED', 'INT_16'], ['MULTIPLEXED', 'INT_32'], ['VECTORIZED', 'IEEE_FLOAT_32']] as const)('%s %s', async (orientation, format) => {
    const file = brainVision({ orientation, format });
    await using reader = await openRecording(createMemoryByteSource(file.bytes, file.name), openingOf(file));
    const { info } = reader;
    expect(info).toMatchObject({ format: 'BrainVision', samplingRateHz: 250, sampleCount: 12, startMs: Date.UTC(2026, 0, 2, 3, 4, 5, 250), warnings: [] });
    expect(info.channels.map(({ name, unit }) => [name, unit])).toEqual([['Fp1', 'µV'], ['C3,1 left'.replace(',1', ','), 'µV'], ['Pulse', 'µV']]);
    const samples = await reader.read({ start: 2, end: 5 });
    expect([...samples[0]]).toEqual([10, 15, 20]);
    expect([...samples[1]]).toEqual([19, 29, 39]);
    expect([...samples[2]]).toEqual([18_000, 28_000, 38_000]);
    expect(info.annotations).toEqual([
      { onsetSeconds: 0, durationSeconds: 0.004, text: 'New Segment/' },
      { onsetSeconds: 0.008, durationSeconds: 0.004, text: 'Stimulus/S  1' },
      { onsetSeconds: 0.024, durationSeconds: 0.016, text: 'Comment/hello, world' },
    ]);
  });

  test('without its samples it says which file is missing', async () => {
    const file = brainVision();
    await expect(openRecording(createMemoryByteSource(file.bytes, file.name))).rejects.toMatchObject({ code: 'file-missing', message: expect.stringContaining('small.eeg') });
  });

  test('without its markers it is read and says so', async () => {
    const { name, bytes, siblings } = brainVision();
    const file = { name, bytes, siblings: { 'small.eeg': siblings?.['small.eeg'] ?? new Uint8Array() } };
    await using reader = await openRecording(createMemoryByteSource(bytes, name), openingOf(file));
    expect(reader.info.annotations).toEqual([]);
    expect(reader.info.warnings.join()).toContain('small.vmrk');
  });

  test('files that were renamed together are found by "$b" and by the own name', async () => {
    const { bytes, siblings } = brainVision();
    const data = siblings?.['small.eeg'] ?? new Uint8Array();
    for (const [said, warningCount] of [['$b.eeg', 0], ['other.eeg', 1]] as const) {
      const text = new TextDecoder().decode(bytes).replace('DataFile=small.eeg', `DataFile=${said}`).replace('MarkerFile=small.vmrk', '');
      await using reader = await openRecording(createMemoryByteSource(text, 'new.vhdr'), openingOf({ name: 'new.vhdr', bytes, siblings: { 'new.eeg': data } }));
      expect([reader.info.sampleCount, reader.info.warnings.length]).toEqual([12, warningCount]);
    }
  });

  test('a name in the header cannot lead to another folder', async () => {
    const asked: string[] = [];
    const text = new TextDecoder().decode(brainVision().bytes).replace('DataFile=small.eeg', 'DataFile=../../etc/passwd');
    await expect(openRecording(createMemoryByteSource(text, 'x.vhdr'), { openSibling: async (name) => void asked.push(name) })).rejects.toMatchObject({ code: 'file-missing' });
    expect(asked.every((name) => !/[\\/]/.test(name))).toBe(true);
  });
});
