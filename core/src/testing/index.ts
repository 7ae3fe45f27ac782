export { type ContractCase, type ContractSkip, runnableCases } from './contract.ts';
export { type BlobStoreSubject, blobStoreContract } from './blob-store-contract.ts';
export { createMemoryBlobStore, type MemoryBlobStore } from './memory-blob-store.ts';
export { createMemoryNoteSource, type MemoryNoteSource } from './memory-note-source.ts';
export { noteSourceContract, type NoteSourceSubject } from './note-source-contract.ts';
