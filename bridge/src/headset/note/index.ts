export { recordingName } from './recording-name.ts';
export { writeSessionNote, type WriteSessionNoteOptions } from './write-session-note.ts';
