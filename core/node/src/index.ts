export { createFileSystemBlobStore } from './storage/index.ts';
