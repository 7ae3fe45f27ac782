import { z } from 'zod';
import { IzaError, throwIfAborted } from '../../foundation/index.ts';
import type { Clock, Embedder, FileReader } from '../../ports/index.ts';
import type { KnowledgeBase } from '../index/index.ts';
import { openCollection } from './open-collection.ts';
import { ndcgAt, percentile, recallAt, reciprocalRankAt } from './ranking-metrics.ts';
import { type JudgedQuery, readCorpus, readGolden, readJudgedQueries, readText } from './read-judged-files.ts';

/** What to evaluate: a folder, three files, or a golden file over the open vault. */
export interface EvaluationInput {
  readonly folder?: string | undefined;
  readonly corpus?: string | undefined;
  readonly queries?: string | undefined;
  readonly qrels?: string | undefined;
  readonly golden?: string | undefined;
  readonly perQuery: boolean;
}

export interface EvaluationOptions {
  readonly files: FileReader | undefined;
  readonly knowledge: Pick<KnowledgeBase, 'search' | 'status'>;
  readonly createEmbedder: () => Promise<Embedder | undefined>;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (doneCount: number, totalCount: number, message: string) => void;
}

export interface QueryEvaluation {
  id: string;
  text: string;
  ndcgAt10: number;
  recallAt100: number;
  /** Ids of the ten best documents. */
  top: string[];
}

/** Means over the queries that have a relevant document. */
export interface RetrievalEvaluation {
  ndcgAt10: number;
  recallAt10: number;
  recallAt100: number;
  mrrAt10: number;
  queryCount: number;
  documentCount: number;
  indexMs: number;
  queryMsP50: number;
  queryMsP99: number;
  perQuery?: QueryEvaluation[] | undefined;
}

/** What answers the queries: a collection indexed for the purpose, or the vault. */
interface Searched {
  readonly documentCount: number;
  readonly indexMs: number;
  search(query: string, depth: number): Promise<string[]>;
}

const depth = 100;
/** Queries between two reports of progress. */
const queriesPerTurn = 20;

/** Measures search on judged queries. @throws IzaError `bad-input` naming the file and line, `unsupported` on a host without files, `aborted` */
export async function evaluateRetrieval(input: EvaluationInput, options: EvaluationOptions): Promise<RetrievalEvaluation> {
  const { files } = options;
  if (!files) throw new IzaError('unsupported', 'Cannot evaluate: this host reads no files outside its sources. Use the terminal.');
  if (input.golden !== undefined) {
    if (input.folder !== undefined || input.corpus !== undefined) throw new IzaError('bad-input', 'Cannot evaluate a golden file and a collection at once: give one of them.');
    const queries = await readGolden(input.golden, files);
    return measure(queries, vaultOf(options), input.perQuery, options);
  }
  const paths = collectionPaths(input);
  const queries = await readJudgedQueries(paths.queries, paths.qrels, files);
  return measure(queries, await indexCollection(paths, files, options), input.perQuery, options);
}

interface CollectionPaths {
  readonly corpus: string;
  readonly queries: string;
  readonly qrels: string;
  readonly linkTexts: string | undefined;
}

function collectionPaths({ folder, corpus, queries, qrels }: EvaluationInput): CollectionPaths {
  const inside = (name: string): string | undefined => folder && `${folder.replace(/[\\/]+$/, '')}/${name}`;
  const paths = { corpus: corpus ?? inside('corpus.jsonl'), queries: queries ?? inside('queries.jsonl'), qrels: qrels ?? inside('qrels.tsv') };
  const missing = Object.entries(paths).filter(([, path]) => path === undefined);
  if (missing.length > 0) {
    throw new IzaError('bad-input', `Cannot evaluate: ${missing.map(([name]) => name).join(' and ')} not given. Give a folder with corpus.jsonl, queries.jsonl and qrels.tsv, or all three files, or a golden file.`);
  }
  return { ...(paths as Record<'corpus' | 'queries' | 'qrels', string>), linkTexts: corpus === undefined ? inside('train-anchors.json') : undefined }; // reason: checked above
}

const linkTextsSchema = z.record(z.string(), z.array(z.string()));

/** Link texts by document id, which stand in for the links of a vault that the collection was made from. */
async function readLinkTexts(path: string | undefined, files: FileReader): Promise<Map<string, string[]>> {
  if (path === undefined || !(await files.read(path))) return new Map();
  let json: unknown;
  try {
    json = JSON.parse(await readText(path, files));
  } catch (error) {
    throw new IzaError('bad-input', `Cannot evaluate: "${path}" is not JSON.`, { cause: error });
  }
  const parsed = linkTextsSchema.safeParse(json);
  if (!parsed.success) throw new IzaError('bad-input', `Cannot evaluate: "${path}" must map ids to lists of link texts. ${z.prettifyError(parsed.error)}`);
  return new Map(Object.entries(parsed.data));
}

async function indexCollection(paths: CollectionPaths, files: FileReader, { createEmbedder, clock, signal, onProgress }: EvaluationOptions): Promise<Searched> {
  const documents = await readCorpus(paths.corpus, files);
  const linkTexts = await readLinkTexts(paths.linkTexts, files);
  const embedder = await createEmbedder();
  const startMs = clock.nowMs();
  const collection = await openCollection(documents, {
    linkTexts,
    embedder,
    clock,
    signal,
    onProgress: (doneCount) => onProgress?.(doneCount, documents.length, 'Indexing'),
  });
  // the first query builds what later ones share
  await collection.search(documents[0].title, 1);
  return { documentCount: documents.length, indexMs: clock.nowMs() - startMs, search: collection.search };
}

function vaultOf({ knowledge, signal }: EvaluationOptions): Searched {
  return {
    documentCount: knowledge.status().noteCount,
    indexMs: 0,
    async search(query, limit) {
      const passages = await knowledge.search(query, { limit, passagesPerNote: 1, ...(signal && { signal }) });
      return passages.map(({ path }) => path);
    },
  };
}

async function measure(queries: readonly JudgedQuery[], searched: Searched, perQuery: boolean, { clock, signal, onProgress }: EvaluationOptions): Promise<RetrievalEvaluation> {
  const sums = { ndcgAt10: 0, recallAt10: 0, recallAt100: 0, mrrAt10: 0 };
  const durationsMs: number[] = [];
  const evaluations: QueryEvaluation[] = [];
  for (const [position, { id, text, judgements }] of queries.entries()) {
    throwIfAborted(signal);
    const startMs = clock.nowMs();
    const ranking = await searched.search(text, depth);
    durationsMs.push(clock.nowMs() - startMs);
    const ndcgAt10 = ndcgAt(10, ranking, judgements);
    const recallAt100 = recallAt(100, ranking, judgements);
    sums.ndcgAt10 += ndcgAt10;
    sums.recallAt10 += recallAt(10, ranking, judgements);
    sums.recallAt100 += recallAt100;
    sums.mrrAt10 += reciprocalRankAt(10, ranking, judgements);
    if (perQuery) evaluations.push({ id, text, ndcgAt10, recallAt100, top: ranking.slice(0, 10) });
    if (position % queriesPerTurn === queriesPerTurn - 1) {
      onProgress?.(position + 1, queries.length, 'Asking');
      await clock.sleep(0, { signal });
    }
  }
  return {
    ndcgAt10: sums.ndcgAt10 / queries.length,
    recallAt10: sums.recallAt10 / queries.length,
    recallAt100: sums.recallAt100 / queries.length,
    mrrAt10: sums.mrrAt10 / queries.length,
    queryCount: queries.length,
    documentCount: searched.documentCount,
    indexMs: searched.indexMs,
    queryMsP50: percentile(durationsMs, 0.5),
    queryMsP99: percentile(durationsMs, 0.99),
    ...(perQuery && { perQuery: evaluations }),
  };
}
