export { serveNotes } from './serve-notes.ts';
