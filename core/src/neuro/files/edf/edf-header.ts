import { corruptRecording, readExactly } from '../corrupt-recording.ts';
import type { ByteSource } from '../../../ports/index.ts';
import { edfDateMs } from './edf-date.ts';

/** One signal of an EDF or BDF file as its header describes it. */
export interface EdfSignal {
  readonly label: string;
  readonly transducer: string;
  readonly unit: string;
  readonly physicalMin: number;
  readonly physicalMax: number;
  readonly digitalMin: number;
  readonly digitalMax: number;
  readonly prefilter: string;
  readonly samplesPerRecord: number;
  readonly isAnnotations: boolean;
}

export interface EdfHeader {
  readonly format: 'EDF' | 'EDF+C' | 'EDF+D' | 'BDF' | 'BDF+C' | 'BDF+D';
  readonly bytesPerSample: 2 | 3;
  readonly patient: string;
  readonly recording: string;
  /** Whole second of the start as if the clock of the file were UTC, milliseconds; `undefined` where it tells none. */
  readonly startSecondMs: number | undefined;
  readonly headerBytes: number;
  /** -1 while recording. */
  readonly recordCount: number;
  readonly recordSeconds: number;
  readonly signals: readonly EdfSignal[];
  readonly warnings: readonly string[];
}

const FIXED_BYTES = 256;
const SIGNAL_BYTES = 256;
/** No amplifier is faster; a header that says so lies. */
const MAX_RATE_HZ = 1e7;

/** Widths of the fields of a signal, in the file's order. The header is field-major: all labels, then all transducers, … */
const SIGNAL_FIELD_BYTES = { label: 16, transducer: 80, unit: 8, physicalMin: 8, physicalMax: 8, digitalMin: 8, digitalMax: 8, prefilter: 80, samplesPerRecord: 8, reserved: 32 } as const;
type SignalField = keyof typeof SIGNAL_FIELD_BYTES;

export const isEdf = (head: Uint8Array): boolean => head.length >= FIXED_BYTES && (latin1(head.subarray(0, 8)) === '0       ' || isBdf(head));
const isBdf = (head: Uint8Array): boolean => head[0] === 0xff && latin1(head.subarray(1, 8)) === 'BIOSEMI';

/**
 * @throws IzaError `recording-corrupt` naming the field and its byte
 * @see Kemp, Olivan (2003), European data format 'plus'; https://www.biosemi.com/faq/file_format.htm
 */
export async function readEdfHeader(source: ByteSource): Promise<EdfHeader> {
  const warnings: string[] = [];
  const fixed = await readExactly(source, 0, FIXED_BYTES, 'the header');
  const text = (startBytes: number, lengthBytes: number): string => latin1(fixed.subarray(startBytes, startBytes + lengthBytes)).replace(/\0.*$/s, '').trimEnd();
  const isTwentyFourBit = isBdf(fixed);
  const signalCount = wholeNumber(source, text(252, 4), 252, 'the number of signals');
  if (signalCount < 1) throw corruptRecording(source, 252, `the header says ${signalCount} signals; a recording has at least one.`);
  const headerBytes = FIXED_BYTES + SIGNAL_BYTES * signalCount;
  const saidHeaderBytes = text(184, 8).trim();
  if (saidHeaderBytes !== String(headerBytes)) warnings.push(`The header says it is "${saidHeaderBytes}" bytes long; ${signalCount} signals make ${headerBytes}, which is used.`);
  const recordCount = wholeNumber(source, text(236, 8), 236, 'the number of data records');
  const recordSeconds = decimalNumber(source, text(244, 8), 244, 'the duration of a data record');
  if (recordSeconds < 0) throw corruptRecording(source, 244, `the duration of a data record is ${recordSeconds} s; it cannot be negative.`);

  const signals = readSignals(source, await readExactly(source, FIXED_BYTES, SIGNAL_BYTES * signalCount, 'the header of the signals'), signalCount);
  for (const [index, { label, samplesPerRecord, isAnnotations }] of signals.entries()) {
    if (isAnnotations || samplesPerRecord === 0) continue;
    const offsetBytes = fieldOffset('samplesPerRecord', index, signalCount);
    if (recordSeconds === 0) throw corruptRecording(source, 244, `a data record lasts 0 s but holds ${samplesPerRecord} samples of "${label}": its sampling rate is unknown.`);
    if (samplesPerRecord / recordSeconds > MAX_RATE_HZ) throw corruptRecording(source, offsetBytes, `"${label}" would have ${samplesPerRecord / recordSeconds} samples a second; no amplifier is that fast.`);
  }

  const patient = text(8, 80);
  const recording = text(88, 80);
  const startSecondMs = edfDateMs({ recording, date: text(168, 8), time: text(176, 8) });
  if (startSecondMs === 'unreadable') warnings.push(`The start "${text(168, 8)} ${text(176, 8)}" is no date and time; the recording has none.`);
  return {
    format: formatOf(isTwentyFourBit, text(192, 44)),
    bytesPerSample: isTwentyFourBit ? 3 : 2,
    patient,
    recording,
    startSecondMs: startSecondMs === 'unreadable' ? undefined : startSecondMs,
    headerBytes,
    recordCount,
    recordSeconds,
    signals,
    warnings,
  };
}

function formatOf(isTwentyFourBit: boolean, reserved: string): EdfHeader['format'] {
  const family = isTwentyFourBit ? 'BDF' : 'EDF';
  if (reserved.startsWith(`${family}+C`)) return `${family}+C`;
  if (reserved.startsWith(`${family}+D`)) return `${family}+D`;
  return family;
}

function readSignals(source: ByteSource, bytes: Uint8Array, signalCount: number): EdfSignal[] {
  return Array.from({ length: signalCount }, (_, index): EdfSignal => {
    const offsetOf = (field: SignalField): number => fieldOffset(field, index, signalCount);
    const text = (field: SignalField): string => {
      const startBytes = offsetOf(field) - FIXED_BYTES;
      return latin1(bytes.subarray(startBytes, startBytes + SIGNAL_FIELD_BYTES[field])).replace(/\0.*$/s, '').trim();
    };
    const label = text('label');
    const isAnnotations = label === 'EDF Annotations' || label === 'BDF Annotations';
    const samplesPerRecord = wholeNumber(source, text('samplesPerRecord'), offsetOf('samplesPerRecord'), `the samples a record of "${label}"`);
    if (samplesPerRecord < 0) throw corruptRecording(source, offsetOf('samplesPerRecord'), `"${label}" has ${samplesPerRecord} samples a record.`);
    // Nothing depends on the range of an annotation signal, and many writers leave it empty.
    const number = (field: SignalField): number => (isAnnotations ? 0 : decimalNumber(source, text(field), offsetOf(field), `the ${RANGE_NAMES[field]} of "${label}"`));
    return {
      label,
      transducer: text('transducer'),
      unit: text('unit'),
      physicalMin: number('physicalMin'),
      physicalMax: number('physicalMax'),
      digitalMin: number('digitalMin'),
      digitalMax: number('digitalMax'),
      prefilter: text('prefilter'),
      samplesPerRecord,
      isAnnotations,
    };
  });
}

const RANGE_NAMES: Partial<Record<SignalField, string>> = { physicalMin: 'physical minimum', physicalMax: 'physical maximum', digitalMin: 'digital minimum', digitalMax: 'digital maximum' };

/** Where the field of a signal begins in the file. */
function fieldOffset(field: SignalField, signalIndex: number, signalCount: number): number {
  let offsetBytes = FIXED_BYTES;
  for (const [name, widthBytes] of Object.entries(SIGNAL_FIELD_BYTES)) {
    if (name === field) return offsetBytes + widthBytes * signalIndex;
    offsetBytes += widthBytes * signalCount;
  }
  return offsetBytes;
}

function wholeNumber(source: ByteSource, text: string, offsetBytes: number, what: string): number {
  if (!/^\s*[+-]?\d{1,8}\s*$/.test(text)) throw corruptRecording(source, offsetBytes, `${what} is "${text}", which is no whole number.`);
  return Number(text);
}

function decimalNumber(source: ByteSource, text: string, offsetBytes: number, what: string): number {
  // Some writers use the decimal comma of their country.
  const plain = text.trim().replace(',', '.');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  if (!Number.isFinite(value)) throw corruptRecording(source, offsetBytes, `${what} is "${text}", which is no number.`);
  return value;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
