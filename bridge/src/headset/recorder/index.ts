export { createSessionRecorder, type SessionRecorder } from './session-recorder.ts';
