export type { Answer, Citation } from './answer.ts';
