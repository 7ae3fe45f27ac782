import { corruptRecording } from '../corrupt-recording.ts';
import type { ByteSource } from '../../../ports/index.ts';
import type { EdfHeader, EdfSignal } from './edf-header.ts';

/** Where the samples of a file lie. A record holds every signal once, one after the other. */
export interface EdfLayout {
  readonly headerBytes: number;
  readonly bytesPerSample: 2 | 3;
  readonly recordBytes: number;
  /** Whole records that are in the file, whatever its header says. */
  readonly recordCount: number;
  readonly recordSeconds: number;
  /** Where each signal of the header begins inside a record. */
  readonly signalOffsetsBytes: readonly number[];
  readonly warnings: readonly string[];
}

/** @throws IzaError `recording-corrupt` when records hold nothing */
export function layOutEdf(source: ByteSource, header: EdfHeader): EdfLayout {
  const warnings: string[] = [];
  const bytesOf = ({ samplesPerRecord }: EdfSignal): number => samplesPerRecord * header.bytesPerSample;
  const signalOffsetsBytes: number[] = [];
  let recordBytes = 0;
  for (const signal of header.signals) {
    signalOffsetsBytes.push(recordBytes);
    recordBytes += bytesOf(signal);
  }
  if (recordBytes === 0) throw corruptRecording(source, header.headerBytes, 'every signal has 0 samples a record: the file can hold no data.');
  const dataBytes = source.sizeBytes - header.headerBytes;
  const recordCount = Math.floor(dataBytes / recordBytes);
  const restBytes = dataBytes - recordCount * recordBytes;
  if (header.recordCount < 0) warnings.push(`The recording was never closed (its count of records is ${header.recordCount}); the ${recordCount} whole records that are in the file are read.`);
  else if (header.recordCount !== recordCount) warnings.push(`The header says ${header.recordCount} records; the file holds ${recordCount}, which are read.`);
  if (restBytes > 0) warnings.push(`The last ${restBytes} bytes, from byte ${source.sizeBytes - restBytes} on, are no whole record (${recordBytes} bytes) and are left out.`);
  return { headerBytes: header.headerBytes, bytesPerSample: header.bytesPerSample, recordBytes, recordCount, recordSeconds: header.recordSeconds, signalOffsetsBytes, warnings };
}
