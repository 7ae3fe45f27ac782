export { type ContractCase, type ContractSkip, runnableCases } from './contract.ts';
export { type BlobStoreSubject, blobStoreContract } from './blob-store-contract.ts';
export { createMemoryBlobStore, type MemoryBlobStore } from './memory-blob-store.ts';
export { createMemoryNoteSource, type MemoryNoteSource } from './memory-note-source.ts';
export { noteSourceContract, type NoteSourceSubject } from './note-source-contract.ts';
export { chatModelContract, type ChatModelSetup, type ChatModelSubject } from './chat-model-contract.ts';
export {
  type ChatFault,
  type ChatProviderDouble,
  type ChatScript,
  createAnthropicDouble,
  createHeadsetDouble,
  createManualClock,
  createOllamaDouble,
  createOpenAiDouble,
  type HeadsetDouble,
  type ManualClock,
  type RecordedChatRequest,
  settle,
} from './doubles/index.ts';
export { embedderContract, type EmbedderSubject } from './embedder-contract.ts';
export { vectorStoreContract, type VectorStoreSubject } from './vector-store-contract.ts';
export { createMemoryByteFiles, createMemoryByteSource, type MemoryByteFiles } from './memory-byte-files.ts';
