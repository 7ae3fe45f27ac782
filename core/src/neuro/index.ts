export type { Recording, RecordingInfo, RecordingReader, SampleRange } from './recording/index.ts';
