export { openRecording, type OpenRecordingOptions } from './open-recording.ts';
