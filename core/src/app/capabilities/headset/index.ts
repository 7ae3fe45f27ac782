export { headsetCheck } from './check.ts';
export { headsetList } from './list.ts';
export { headsetMark } from './mark.ts';
export { headsetRecord } from './record.ts';
export { headsetSimulate } from './simulate.ts';
export { headsetStop } from './stop.ts';
export { headsetStream } from './stream.ts';
