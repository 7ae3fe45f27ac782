export { createFileSystemBlobStore } from './file-system-blob-store.ts';
