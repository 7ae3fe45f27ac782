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
} from './knowledge-base.ts';
export { openKnowledgeBase, type KnowledgeBaseOptions } from './open-knowledge-base.ts';
