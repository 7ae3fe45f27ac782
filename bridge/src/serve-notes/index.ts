export { serveNotes, type ServeNotesOptions } from './serve-notes.ts';
