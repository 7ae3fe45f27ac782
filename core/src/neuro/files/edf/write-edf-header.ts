import type { IntegerRange } from '../../recording/index.ts';
import { asciiUnit } from '../voltage-unit.ts';
import { formatEdfDateTime, formatEdfDay, NO_DATE } from './edf-date.ts';
import { formatExactly, formatOutward } from './edf-number.ts';

/** Who was recorded, as EDF+ asks for it; `X` stands for what is not told. */
export interface EdfPatient {
  readonly code?: string | undefined;
  readonly sex?: 'M' | 'F' | undefined;
  /** `02-MAY-1951` */
  readonly birthday?: string | undefined;
  readonly name?: string | undefined;
}

export interface EdfEquipment {
  readonly administration?: string | undefined;
  readonly technician?: string | undefined;
  readonly equipment?: string | undefined;
}

export interface EdfHeaderSignal {
  readonly label: string;
  readonly transducer: string;
  readonly unit: string;
  readonly range: IntegerRange;
  readonly prefilter: string;
  readonly samplesPerRecord: number;
}

export interface EdfHeaderText {
  readonly family: 'EDF' | 'BDF';
  readonly patient: EdfPatient;
  readonly equipment: EdfEquipment;
  readonly startMs: number | undefined;
  readonly secondsText: string;
  readonly signals: readonly EdfHeaderSignal[];
}

/** Where the count of records stands: patched when the file is closed. */
export const RECORD_COUNT_OFFSET_BYTES = 236;

/** Header of an open file: its count of records is -1. */
export function formatEdfHeader({ family, patient, equipment, startMs, secondsText, signals }: EdfHeaderText): Uint8Array<ArrayBuffer> {
  const start = startMs === undefined ? { ...NO_DATE } : { ...formatEdfDateTime(startMs), recordingDay: formatEdfDay(startMs) };
  const fixed = [
    family === 'BDF' ? '\xffBIOSEMI' : field('0', 8),
    field(['code', 'sex', 'birthday', 'name'].map((key) => subfield(patient[key as keyof EdfPatient])).join(' '), 80),
    field(`Startdate ${start.recordingDay} ${[equipment.administration, equipment.technician, equipment.equipment].map(subfield).join(' ')}`, 80),
    field(start.date, 8),
    field(start.time, 8),
    field(String(256 * (signals.length + 1)), 8),
    field(`${family}+C`, 44),
    formatRecordCount(-1),
    field(secondsText, 8),
    field(String(signals.length), 4),
  ];
  const column = (widthChars: number, text: (signal: EdfHeaderSignal) => string): string => signals.map((signal) => field(text(signal), widthChars)).join('');
  const end = (range: IntegerRange, key: 'physicalMin' | 'physicalMax'): string => formatExactly(range[key]) ?? formatOutward(range[key], (key === 'physicalMin') === (range.physicalMin < range.physicalMax) ? 'down' : 'up');
  const text = [
    ...fixed,
    column(16, ({ label }) => label),
    column(80, ({ transducer }) => transducer),
    column(8, ({ unit }) => asciiUnit(unit)),
    column(8, ({ range }) => end(range, 'physicalMin')),
    column(8, ({ range }) => end(range, 'physicalMax')),
    column(8, ({ range }) => String(range.digitalMin)),
    column(8, ({ range }) => String(range.digitalMax)),
    column(80, ({ prefilter }) => prefilter),
    column(8, ({ samplesPerRecord }) => String(samplesPerRecord)),
    column(32, () => ''),
  ].join('');
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export const formatRecordCount = (count: number): string => field(String(count), 8);

/** ASCII that fills its width exactly. */
function field(text: string, widthChars: number): string {
  return toAscii(text).slice(0, widthChars).padEnd(widthChars);
}

/** Accents go, what has no ASCII twin becomes `?`. */
export function toAscii(text: string): string {
  return text
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace('°', 'deg')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]/g, '?');
}

/** A subfield has no spaces, for spaces part the subfields. */
function subfield(text: string | undefined): string {
  const trimmed = text?.trim();
  return trimmed ? toAscii(trimmed).replace(/\s+/g, '_') : 'X';
}
