import type { HeadsetReport } from '@iza/core/ports';
import { LIVE_BANDS, type SessionQuality } from '../signal/index.ts';
import { relativePower } from './session-plots.ts';

export interface SessionNoteFacts {
  /** File name of the recording, beside the note. */
  readonly recordingName: string | undefined;
  readonly task: string | undefined;
  readonly lineFrequencyHz: number;
  readonly plots: readonly { readonly fileName: string; readonly title: string }[];
  readonly quality: readonly SessionQuality[];
}

/** Beyond these a person looks into the file. */
const SHOWN_MARKERS = 200;

/** The session as a Markdown note: properties for Obsidian, then what a person wants to know, in words that a search finds. */
export function formatSessionNote(report: HeadsetReport, facts: SessionNoteFacts): string {
  const { session, durationSeconds } = report;
  const electrodes = session.channels.filter(({ type }) => type === 'eeg').map(({ name }) => name);
  const markers = report.annotations.filter(({ text }) => !text.startsWith('BAD_'));
  const goodCount = facts.quality.filter(({ state }) => state === 'good').length;
  const started = new Date(session.startedMs);
  const properties: [string, string | number | readonly string[] | undefined][] = [
    ['type', 'eeg-session'],
    ['date', localIso(started)],
    ['task', facts.task],
    ['board', session.title],
    ['device', session.deviceId],
    ['firmware', session.firmware],
    ['channels', electrodes],
    ['sampling-rate-hz', session.samplingRateHz],
    ['duration-seconds', rounded(durationSeconds, 1)],
    ['samples', session.sampleCount],
    ['lost-samples', session.lostCount],
    ['gaps', session.gapCount],
    ['drift-ppm', session.driftPpm === undefined ? undefined : rounded(session.driftPpm, 1)],
    ['good-channels', goodCount],
    ['quality', facts.quality.length === 0 ? undefined : `${goodCount} of ${facts.quality.length} electrodes good`],
    ['markers', markers.length],
    ['recording', facts.recordingName],
    ['tags', ['eeg', 'iza/recording']],
  ];
  const title = `${facts.task === undefined ? 'EEG session' : `EEG: ${facts.task}`}, ${localDate(started)}`;
  return [
    '---',
    ...properties.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${yamlValue(value!)}`),
    '---',
    `# ${plain(title)}`,
    '',
    `${durationText(durationSeconds)} of EEG from ${electrodes.length} electrodes (${electrodes.map(plain).join(', ')}) at ${session.samplingRateHz} Hz, recorded with ${plain(session.title)}${session.firmware === undefined ? '' : `, firmware ${plain(session.firmware)}`}.${facts.recordingName === undefined ? '' : ` The samples are in [${plain(facts.recordingName)}](<${encodeURI(facts.recordingName)}>).`}`,
    ...report.warnings.map((warning) => `\n> [!warning] ${plain(warning)}`),
    ...facts.plots.map(({ fileName, title: name }) => `\n![${plain(name)}](<${encodeURI(fileName)}>)`),
    ...qualitySection(facts),
    ...powerSection(report, electrodes),
    ...markerSection(markers),
    '',
  ].join('\n');
}

function qualitySection({ quality, lineFrequencyHz }: SessionNoteFacts): string[] {
  if (quality.length === 0) return [];
  const rows = quality.map(({ channelName, state, goodRatio, peakToPeakUv, lineNoiseUv, fullScaleRatio }) => [channelName, state, percent(goodRatio), rounded(peakToPeakUv, 1), rounded(lineNoiseUv, 2), percent(fullScaleRatio)]);
  return ['', '## Quality of the electrodes', '', ...table(['electrode', 'state', 'good', 'peak to peak (µV)', `mains ${lineFrequencyHz} Hz (µV)`, 'highest of full scale'], rows)];
}

function powerSection({ bandPowersUv2 }: HeadsetReport, electrodes: readonly string[]): string[] {
  const known = electrodes.filter((name) => bandPowersUv2[name] !== undefined);
  if (known.length === 0) return [];
  const bands = LIVE_BANDS.map(({ name, lowHz, highHz }) => `${name} ${lowHz}-${highHz} Hz`);
  const rows = known.map((name) => [name, ...LIVE_BANDS.map(({ name: band }) => `${powerText(bandPowersUv2[name][band])} (${percent(relativePower(bandPowersUv2[name], band))})`)]);
  return ['', '## Band powers', '', 'µV², and the part of the electrode’s power from 1 to 45 Hz.', '', ...table(['electrode', ...bands], rows)];
}

function markerSection(markers: readonly { readonly onsetSeconds: number; readonly text: string }[]): string[] {
  if (markers.length === 0) return [];
  const more = markers.length > SHOWN_MARKERS ? ['', `… and ${markers.length - SHOWN_MARKERS} more in the recording.`] : [];
  return ['', '## Markers', '', ...table(['time (s)', 'marker'], markers.slice(0, SHOWN_MARKERS).map(({ onsetSeconds, text }) => [onsetSeconds.toFixed(3), text])), ...more];
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => plain(String(cell))).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)];
}

/** Text that stays what it is in Markdown: on one line, no table cell, link or tag begun by it. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, (mark) => `\\${mark}`);
}

/** JSON is YAML, and quotes whatever could be taken for something else. */
function yamlValue(value: string | number | readonly string[]): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? JSON.stringify(value) : `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const percent = (ratio: number): string => (Number.isFinite(ratio) ? `${Math.round(100 * ratio)} %` : '–');
const powerText = (power: number): string => (Number.isFinite(power) ? power.toPrecision(3) : '–');

export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} seconds`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** As the clock on the wall showed it, without a zone: what Obsidian reads as a date and time. */
function localIso(date: Date): string {
  return `${localDate(date)}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function localDate(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
