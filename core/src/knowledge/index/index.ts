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
