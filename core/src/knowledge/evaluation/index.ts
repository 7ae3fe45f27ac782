export { type EvaluationInput, type EvaluationOptions, evaluateRetrieval, type QueryEvaluation, type RetrievalEvaluation } from './evaluate-retrieval.ts';
export { noteOfDocument } from './document-note.ts';
export { readCorpus, readJudgedQueries, type JudgedQuery } from './read-judged-files.ts';
