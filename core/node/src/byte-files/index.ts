export { createLocalByteFiles, type LocalByteFilesOptions } from './local-byte-files.ts';
