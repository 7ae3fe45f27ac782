export { notesAsk } from './ask.ts';
export { notesEvaluate } from './evaluate.ts';
export { notesExplain } from './explain.ts';
export { notesIndex } from './index-notes.ts';
export { notesRead } from './read.ts';
export { notesRelated } from './related.ts';
export { notesSearch } from './search.ts';
export { notesStatus } from './status.ts';
