import type { ByteFiles } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import { convertRecording } from '../convert/convert-recording.ts';
import { fitEdfLabels } from '../edf/edf-labels.ts';
import { LOST_ANNOTATION } from '../lost-ranges.ts';
import { bidsTypeOf, channelsTable, electrodesTable, eventsTable, parseTable, table, type BidsElectrode } from './bids-tables.ts';

export interface BidsFolderOptions {
  /** The dataset; made when it is not there, else the recording is added to it. */
  readonly folder: string;
  /** Letters and digits: `01`. */
  readonly subject: string;
  /** Letters and digits: `rest`. */
  readonly task: string;
  readonly session?: string | undefined;
  readonly run?: number | undefined;
  readonly datasetName?: string | undefined;
  /** Mains frequency at the place of the recording, 50 or 60; n/a when absent. */
  readonly lineFrequencyHz?: number | undefined;
  /** `SRB2, right ear`; n/a when absent. */
  readonly reference?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly electrodes?: readonly BidsElectrode[] | undefined;
  readonly replace?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((doneCount: number, totalCount: number) => void) | undefined;
}

export interface BidsReport {
  /** Of the data file. */
  readonly path: string;
  readonly paths: readonly string[];
  readonly warnings: readonly string[];
}

const BIDS_VERSION = '1.8.0';
const README = `# EEG recordings

This dataset follows the Brain Imaging Data Structure (https://bids.neuroimaging.io). Recordings are BDF+, 24 bits.
Lost samples hold the last good value and are marked ${LOST_ANNOTATION} in the events and in the recording itself.
`;

/**
 * Writes a recording as a BIDS-EEG dataset, or adds it to one.
 * @throws RangeError for a label that is not of letters and digits
 * @throws IzaError `file-exists` unless `replace`; what the reader and the files throw
 * @see https://bids-specification.readthedocs.io/en/v1.8.0/04-modality-specific-files/03-electroencephalography.html
 */
export async function writeBidsFolder(reader: RecordingReader, files: ByteFiles, options: BidsFolderOptions): Promise<BidsReport> {
  const { folder, subject, task, session, run, replace = false } = options;
  for (const [what, label] of [['subject', subject], ['task', task], ['session', session]] as const) {
    if (label !== undefined && !/^[A-Za-z0-9]+$/.test(label)) throw new RangeError(`Cannot write the ${what} "${label}" as BIDS: it must be of letters and digits alone`);
  }
  const { info } = reader;
  const subjectFolder = `sub-${subject}${session === undefined ? '' : `/ses-${session}`}`;
  const stem = [`sub-${subject}`, session === undefined ? undefined : `ses-${session}`, `task-${task}`, run === undefined ? undefined : `run-${String(run).padStart(2, '0')}`].filter((part) => part !== undefined).join('_');
  const shared = [`sub-${subject}`, session === undefined ? undefined : `ses-${session}`].filter((part) => part !== undefined).join('_');
  const paths: string[] = [];
  const at = (path: string): string => `${folder}/${path}`;
  const write = async (path: string, text: string, mayReplace: boolean): Promise<void> => {
    await writeText(files, at(path), text, mayReplace);
    paths.push(at(path));
  };
  const writeOnce = async (path: string, text: string): Promise<void> => {
    if ((await readText(files, at(path))) === undefined) await write(path, text, false);
  };

  const dataPath = `${subjectFolder}/eeg/${stem}_eeg.bdf`;
  const sink = await files.create(at(dataPath), { replace });
  paths.push(at(dataPath));
  const { warnings } = await convertRecording(reader, sink, { to: 'bdf', patient: { code: subject }, signal: options.signal, onProgress: options.onProgress });

  const names = info.channels.map(({ name }) => name);
  const labels = fitEdfLabels(names);
  await write(`${subjectFolder}/eeg/${stem}_eeg.json`, json(describeRecording(reader, options)), replace);
  await write(`${subjectFolder}/eeg/${stem}_channels.tsv`, channelsTable(info.channels, labels), replace);
  const lost = info.lost.map(({ start, end }) => ({ onsetSeconds: start / info.samplingRateHz, durationSeconds: (end - start) / info.samplingRateHz, text: LOST_ANNOTATION }));
  const events = [...info.annotations.filter(({ text }) => text !== LOST_ANNOTATION), ...lost].toSorted((left, right) => left.onsetSeconds - right.onsetSeconds);
  if (events.length > 0) {
    await write(`${subjectFolder}/eeg/${stem}_events.tsv`, eventsTable(events), replace);
    await write(`${subjectFolder}/eeg/${stem}_events.json`, json({ trial_type: { Description: `Text of the annotation; ${LOST_ANNOTATION} marks samples that were never received` } }), replace);
  }
  if (options.electrodes && options.electrodes.length > 0) {
    const isElectrode = (index: number): boolean => info.channels[index].type === 'eeg';
    await write(`${subjectFolder}/eeg/${shared}_electrodes.tsv`, electrodesTable(labels.filter((_, index) => isElectrode(index)), names.filter((_, index) => isElectrode(index)), options.electrodes), true);
    await write(
      `${subjectFolder}/eeg/${shared}_coordsystem.json`,
      json({ EEGCoordinateSystem: 'Other', EEGCoordinateUnits: 'mm', EEGCoordinateSystemDescription: 'x to the right ear, y to the nose, z up, origin between the ears; standard positions of the 10-10 system, not measured on this head' }),
      true,
    );
  }

  await writeOnce('dataset_description.json', json({ Name: options.datasetName ?? 'EEG recordings', BIDSVersion: BIDS_VERSION, DatasetType: 'raw', License: 'n/a', Authors: ['n/a'], GeneratedBy: [{ Name: 'IZA OS' }] }));
  await writeOnce('README', README);
  await addRow(files, at('participants.tsv'), ['participant_id'], [`sub-${subject}`], paths);
  const acquired = info.startMs === undefined ? 'n/a' : new Date(info.startMs).toISOString().replace('Z', '');
  await addRow(files, at(`${subjectFolder}/${shared}_scans.tsv`), ['filename', 'acq_time'], [`eeg/${stem}_eeg.bdf`, acquired], paths);
  return { path: at(dataPath), paths, warnings };
}

function describeRecording({ info }: RecordingReader, { task, reference, lineFrequencyHz, manufacturer }: BidsFolderOptions): Record<string, unknown> {
  const count = (type: string): number => info.channels.filter((channel) => bidsTypeOf(channel) === type).length;
  return {
    TaskName: task,
    EEGReference: reference ?? 'n/a',
    SamplingFrequency: info.samplingRateHz,
    PowerLineFrequency: lineFrequencyHz ?? 'n/a',
    SoftwareFilters: 'n/a',
    ...(manufacturer === undefined ? {} : { Manufacturer: manufacturer }),
    EEGChannelCount: count('EEG'),
    EOGChannelCount: count('EOG'),
    ECGChannelCount: count('ECG'),
    EMGChannelCount: count('EMG'),
    MiscChannelCount: count('MISC'),
    TriggerChannelCount: count('TRIG'),
    RecordingDuration: info.samplingRateHz === 0 ? 0 : info.sampleCount / info.samplingRateHz,
    RecordingType: 'continuous',
  };
}

/** One row a subject or a file: the row of the same first cell is replaced, other columns of an existing table stay. */
async function addRow(files: ByteFiles, path: string, columns: readonly string[], row: readonly string[], paths: string[]): Promise<void> {
  const [head = columns, ...rows] = parseTable((await readText(files, path)) ?? '');
  const full = head.map((column, index) => row[columns.indexOf(column)] ?? rows.find(([first]) => first === row[0])?.[index] ?? 'n/a');
  const others = rows.filter(([first]) => first !== row[0]);
  await writeText(files, path, table(head, [...others, full].toSorted((left, right) => (left[0] < right[0] ? -1 : 1))), true);
  paths.push(path);
}

async function readText(files: ByteFiles, path: string): Promise<string | undefined> {
  const source = await files.open(path);
  if (!source) return undefined;
  try {
    return new TextDecoder().decode(await source.read(0, source.sizeBytes));
  } finally {
    await source.close();
  }
}

async function writeText(files: ByteFiles, path: string, text: string, replace: boolean): Promise<void> {
  const sink = await files.create(path, { replace });
  try {
    await sink.append(new TextEncoder().encode(text));
    await sink.flush();
  } finally {
    await sink.close();
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
