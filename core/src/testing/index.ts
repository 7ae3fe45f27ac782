export { type ContractCase, type ContractSkip, runnableCases } from './contract.ts';
export { type BlobStoreSubject, blobStoreContract } from './blob-store-contract.ts';
export { createMemoryBlobStore, type MemoryBlobStore } from './memory-blob-store.ts';
