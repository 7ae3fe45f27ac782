export { answerQuestion } from './answers/index.ts';
export type { Answer, Citation } from './answers/index.ts';
export { evaluateRetrieval } from './evaluation/index.ts';
export { openKnowledgeBase } from './index/index.ts';
export type {
  EmbeddingPreview,
  IndexProgress,
  KnowledgeBase,
  KnowledgeStatus,
  NoteText,
  Passage,
  RelatedNote,
  SearchFilter,
  SearchOptions,
  SkippedNote,
  SyncPreview,
  SyncReport,
} from './index/index.ts';
