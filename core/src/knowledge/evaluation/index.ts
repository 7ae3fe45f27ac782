export { type EvaluationInput, type EvaluationOptions, evaluateRetrieval, type QueryEvaluation, type RetrievalEvaluation } from './evaluate-retrieval.ts';
