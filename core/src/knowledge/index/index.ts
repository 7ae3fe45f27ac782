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
} from './knowledge-base.ts';
export { openKnowledgeBase, type KnowledgeBaseOptions } from './open-knowledge-base.ts';
