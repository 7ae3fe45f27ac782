export { createSessionRecorder, type RecorderChannel, type SessionRecorder, type SessionRecorderOptions } from './session-recorder.ts';
