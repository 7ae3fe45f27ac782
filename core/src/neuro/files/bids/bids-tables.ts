import type { Annotation, Channel, ChannelType } from '../../../ports/index.ts';
import { asciiUnit } from '../voltage-unit.ts';

/** Where an electrode sits on the head: x to the right ear, y to the nose, z up. */
export interface BidsElectrode {
  readonly channelName: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
}

const BIDS_TYPES: Readonly<Record<ChannelType, string>> = { eeg: 'EEG', eog: 'EOG', emg: 'EMG', ecg: 'ECG', accelerometer: 'MISC', trigger: 'TRIG', misc: 'MISC' };

export const bidsTypeOf = ({ type }: Channel): string => BIDS_TYPES[type];

/** `_channels.tsv`. @param labels The names as they stand in the data file */
export function channelsTable(channels: readonly Channel[], labels: readonly string[]): string {
  return table(
    ['name', 'type', 'units', 'sampling_frequency', 'description'],
    channels.map((channel, index) => [labels[index], bidsTypeOf(channel), asciiUnit(channel.unit) || 'n/a', String(channel.samplingRateHz), channel.type === 'accelerometer' ? 'accelerometer' : 'n/a']),
  );
}

/** `_events.tsv`, in the order of onsets. */
export function eventsTable(annotations: readonly Annotation[]): string {
  return table(
    ['onset', 'duration', 'trial_type'],
    annotations.map(({ onsetSeconds, durationSeconds, text }) => [String(Number(onsetSeconds.toFixed(9))), String(Number(durationSeconds.toFixed(9))), text]),
  );
}

/** `_electrodes.tsv`: n/a where the position is not known. */
export function electrodesTable(labels: readonly string[], names: readonly string[], electrodes: readonly BidsElectrode[]): string {
  return table(
    ['name', 'x', 'y', 'z'],
    labels.map((label, index) => {
      const found = electrodes.find(({ channelName }) => channelName === names[index]);
      return [label, ...(found ? [found.xMm, found.yMm, found.zMm].map((each) => String(Number(each.toFixed(3)))) : ['n/a', 'n/a', 'n/a'])];
    }),
  );
}

/** Tab-separated; a cell holds no tab, and nothing is `n/a`. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, ...rows].map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ').trim() || 'n/a').join('\t')).join('\n') + '\n';
}

export function parseTable(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}
