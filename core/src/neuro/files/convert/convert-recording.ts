import { assertNever } from '../../../foundation/index.ts';
import type { ByteSink } from '../../../ports/index.ts';
import type { RecordingReader } from '../../recording/index.ts';
import type { EdfEquipment, EdfPatient } from '../edf/write-edf-header.ts';
import { writeBrainFlowCsv } from './write-brainflow-csv.ts';
import { writeCsv } from './write-csv.ts';
import { writeEdfFamily } from './write-edf-family.ts';
import { writeRawFloats } from './write-raw-floats.ts';

/** Formats of one file. A BIDS folder is many: `writeBidsFolder`. */
export type ConversionTarget = 'bdf' | 'edf' | 'f64' | 'csv' | 'brainflow-csv';

export interface ConvertRecordingOptions {
  readonly to: ConversionTarget;
  /** Positions in `reader.info.channels`; all when absent. */
  readonly channels?: readonly number[] | undefined;
  readonly patient?: EdfPatient | undefined;
  readonly equipment?: EdfEquipment | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((doneCount: number, totalCount: number) => void) | undefined;
}

export interface ConversionReport {
  /** What the target cannot hold as the source has it. */
  readonly warnings: readonly string[];
}

/** The format that a path's extension names: `.bdf`, `.edf`, `.f64`, `.brainflow.csv`, `.csv`. */
export function conversionTargetOf(path: string): ConversionTarget | undefined {
  const name = path.toLowerCase();
  if (name.endsWith('.brainflow.csv')) return 'brainflow-csv';
  const extension = /\.(bdf|edf|f64|csv)$/.exec(name)?.[1];
  return extension as ConversionTarget | undefined;
}

/**
 * Writes a recording in another format: samples, annotations, start and lost stretches, as far as the format holds them.
 * Takes over the sink: it is closed, also on an error.
 * @throws IzaError of the reader (`recording-corrupt`), of the sink (`storage-full`), `aborted`
 */
export async function convertRecording(reader: RecordingReader, sink: ByteSink, options: ConvertRecordingOptions): Promise<ConversionReport> {
  const chosen: ConversionRequest = { ...options, channels: options.channels ?? reader.info.channels.map((_, index) => index) };
  try {
    switch (options.to) {
      case 'bdf':
        return await writeEdfFamily('BDF', reader, sink, chosen);
      case 'edf':
        return await writeEdfFamily('EDF', reader, sink, chosen);
      case 'f64':
        return await writeRawFloats(reader, sink, chosen);
      case 'csv':
        return await writeCsv(reader, sink, chosen);
      case 'brainflow-csv':
        return await writeBrainFlowCsv(reader, sink, chosen);
      default:
        return assertNever(options.to);
    }
  } finally {
    await sink.close();
  }
}

export interface ConversionRequest extends ConvertRecordingOptions {
  readonly channels: readonly number[];
}
