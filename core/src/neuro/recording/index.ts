export type { IntegerRange, ReadSamplesOptions, Recording, RecordingInfo, RecordingReader, SampleRange } from './recording.ts';
