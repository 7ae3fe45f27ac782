export { recordingsConvert } from './convert.ts';
export { recordingsFilter } from './filter.ts';
export { recordingsInfo } from './info.ts';
