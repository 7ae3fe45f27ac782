import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ByteSource } from '../ports/index.ts';
import { openRecording } from './files/index.ts';
import type { Recording } from './recording/index.ts';

const repository = join(import.meta.dirname, '../../..');
const folder = process.env['IZA_EEG_DATA'] ?? join(repository, '../shared/data/eeg');

/** Whether the development recordings are on this machine: tests that need them are skipped without. */
export const hasEegData = existsSync(join(folder, 'reference.json'));
// oxlint-disable-next-line no-console -- reason: tests that are skipped for want of data must be seen to be
if (!hasEegData) console.warn(`SKIPPED the tests on real recordings: ${folder} is not there (IZA_EEG_DATA)`);

export const eegDataPath = (path: string): string => join(folder, path);

/** Numbers of MNE 1.3.0, SciPy 1.10.1 and scikit-learn 1.2.1 that came with the recordings; volts unless a key says µV. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- reason: the caller states the shape of a file that a script of ours wrote
export const readReference = <Shape>(): Shape => readJson<Shape>(eegDataPath('reference.json'));

/** Numbers of fixtures/eeg, each beside the script that wrote it. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- reason: as above
export const readFixture = <Shape>(name: string): Shape => readJson<Shape>(join(repository, 'fixtures/eeg', name));

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- reason: as above
function readJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, 'utf8')) as Shape;
}

/** A whole development recording in memory. */
export async function readDevelopmentRecording(path: string): Promise<Recording> {
  await using reader = await openRecording(sourceOf(eegDataPath(path)));
  const { channels, samplingRateHz, annotations, startMs } = reader.info;
  return { channels, samplingRateHz, annotations, startMs, samples: await reader.read() };
}

/** A table of numbers: comma-separated, lines without a leading number left out. */
export function readColumns(path: string): Float64Array[] {
  const rows = readFileSync(eegDataPath(path), 'utf8')
    .split('\n')
    .filter((line) => /^\s*-?\d/.test(line))
    .map((line) => line.split(',').map(Number));
  return rows[0].map((_, column) => Float64Array.from(rows, (row) => row[column]));
}

function sourceOf(path: string): ByteSource {
  const bytes = new Uint8Array(readFileSync(path));
  return {
    name: basename(path),
    sizeBytes: bytes.length,
    read: async (startBytes, lengthBytes) => bytes.slice(startBytes, startBytes + lengthBytes),
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}
