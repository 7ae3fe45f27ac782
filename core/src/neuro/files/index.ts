export { writeBidsFolder, type BidsFolderOptions, type BidsReport } from './bids/write-bids-folder.ts';
export type { BidsElectrode } from './bids/bids-tables.ts';
export { conversionTargetOf, convertRecording, type ConversionReport, type ConversionTarget, type ConvertRecordingOptions } from './convert/convert-recording.ts';
export { createBdfWriter, createEdfWriter, type EdfWriter, type EdfWriterChannel, type EdfWriterOptions } from './edf/create-edf-writer.ts';
export { cytonRange, rangeForValues } from './edf/edf-ranges.ts';
export type { EdfEquipment, EdfPatient } from './edf/write-edf-header.ts';
export { openRecording, type OpenRecordingOptions } from './open-recording.ts';
export { readWhole } from './read-whole.ts';
