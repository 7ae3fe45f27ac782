import { expect, test } from 'vitest';
import { createMemoryByteFiles, createMemoryByteSource, type MemoryByteFiles } from '../../../testing/index.ts';
import { openRecording } from '../open-recording.ts';
import { openBciV6 } from '../sample-files.test-support.ts';
import { writeBidsFolder, type BidsFolderOptions } from './write-bids-folder.ts';

const write = async (files: MemoryByteFiles, options: Partial<BidsFolderOptions> = {}) =>
  writeBidsFolder(await openRecording(createMemoryByteSource(openBciV6({ rowCount: 100, skip: [50] }), 'x.txt')), files, { folder: 'data', subject: '01', task: 'rest', ...options });
const textOf = (files: MemoryByteFiles, path: string): string => new TextDecoder().decode(files.contents.get(path));

test('writeBidsFolder() writes what the standard asks for', async () => {
  const files = createMemoryByteFiles();
  const { path, paths } = await write(files, { lineFrequencyHz: 50, reference: 'SRB2', electrodes: [{ channelName: 'EXG Channel 0', xMm: 1, yMm: 2.5, zMm: 3 }] });
  expect(path).toBe('data/sub-01/eeg/sub-01_task-rest_eeg.bdf');
  expect([...files.contents.keys()].toSorted()).toEqual(
    [
      'README',
      'dataset_description.json',
      'participants.tsv',
      'sub-01/sub-01_scans.tsv',
      ...['coordsystem.json', 'electrodes.tsv', 'task-rest_channels.tsv', 'task-rest_eeg.bdf', 'task-rest_eeg.json', 'task-rest_events.json', 'task-rest_events.tsv'].map((end) => `sub-01/eeg/sub-01_${end}`),
    ]
      .map((each) => `data/${each}`)
      .toSorted(),
  );
  expect(new Set(paths)).toEqual(new Set(files.contents.keys()));
  expect(JSON.parse(textOf(files, 'data/sub-01/eeg/sub-01_task-rest_eeg.json'))).toMatchObject({ TaskName: 'rest', EEGReference: 'SRB2', SamplingFrequency: 250, PowerLineFrequency: 50, SoftwareFilters: 'n/a', EEGChannelCount: 8, MiscChannelCount: 3, RecordingDuration: 0.4 });
  expect(textOf(files, 'data/sub-01/eeg/sub-01_task-rest_channels.tsv').split('\n').slice(0, 2)).toEqual(['name\ttype\tunits\tsampling_frequency\tdescription', 'EXG Channel 0\tEEG\tuV\t250\tn/a']);
  expect(textOf(files, 'data/sub-01/eeg/sub-01_task-rest_events.tsv')).toBe('onset\tduration\ttrial_type\n0.032\t0\t3\n0.2\t0.004\tBAD_lost\n');
  expect(textOf(files, 'data/sub-01/eeg/sub-01_electrodes.tsv').split('\n').slice(0, 3)).toEqual(['name\tx\ty\tz', 'EXG Channel 0\t1\t2.5\t3', 'EXG Channel 1\tn/a\tn/a\tn/a']);
  expect(textOf(files, 'data/sub-01/sub-01_scans.tsv')).toContain('eeg/sub-01_task-rest_eeg.bdf\t2020-09-13T12:26:40.000');
  expect((await openRecording(createMemoryByteSource(files.contents.get(path) ?? '', 'x.bdf'))).info).toMatchObject({ sampleCount: 100, lost: [{ start: 50, end: 51 }] });
});

test('writeBidsFolder() adds to a dataset and keeps what others wrote into it', async () => {
  const files = createMemoryByteFiles({ 'data/participants.tsv': 'participant_id\tage\nsub-07\t31\n', 'data/README': 'mine' });
  await write(files);
  await write(files, { subject: '02', session: 'a', run: 1 });
  expect(textOf(files, 'data/participants.tsv')).toBe('participant_id\tage\nsub-01\tn/a\nsub-02\tn/a\nsub-07\t31\n');
  expect(textOf(files, 'data/README')).toBe('mine');
  expect([...files.contents.keys()]).toContain('data/sub-02/ses-a/eeg/sub-02_ses-a_task-rest_run-01_eeg.bdf');
  await expect(write(files)).rejects.toMatchObject({ code: 'file-exists' });
  await write(files, { replace: true });
});

test('writeBidsFolder() refuses labels that BIDS cannot hold', async () => {
  for (const options of [{ subject: 'a-b' }, { task: 'my task' }, { session: '../x' }]) await expect(write(createMemoryByteFiles(), options)).rejects.toThrow(RangeError);
});
