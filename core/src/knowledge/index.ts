export { answerQuestion } from './answers/index.ts';
export type { Answer, Citation } from './answers/index.ts';
export { evaluateRetrieval } from './evaluation/index.ts';
export { openKnowledgeBase } from './index/index.ts';
export type {
  IndexProgress,
  KnowledgeBase,
  KnowledgeStatus,
  NoteText,
  Passage,
  RelatedNote,
  SearchFilter,
  SearchOptions,
  SkippedNote,
  SyncReport,
} from './index/index.ts';
