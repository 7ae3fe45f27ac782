export { recordingName } from './recording-name.ts';
export { writeSessionNote } from './write-session-note.ts';
