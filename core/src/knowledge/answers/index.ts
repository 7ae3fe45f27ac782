export { answerQuestion } from './answer-question.ts';
export type { Answer, Citation } from './answer.ts';
