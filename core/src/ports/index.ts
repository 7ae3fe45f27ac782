export type { BlobStore } from './blob-store.ts';
export type { ChatEvent, ChatMessage, ChatModel, ChatRequest } from './chat-model.ts';
export type { Clock } from './clock.ts';
export type { Embedder } from './embedder.ts';
export type { FileReader } from './file-reader.ts';
export type { NoteChange, NoteSource, NoteStamp, SkippedFile } from './note-source.ts';
export type { VectorEntry, VectorHit, VectorStore } from './vector-store.ts';
