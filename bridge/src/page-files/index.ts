export { createPageFiles } from './page-files.ts';
