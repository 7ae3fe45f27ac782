import { describe, expect, test } from 'vitest';
import type { Clock, Embedder, FileReader } from '../../ports/index.ts';
import type { KnowledgeBase } from '../index/index.ts';
import { type EvaluationInput, type EvaluationOptions, evaluateRetrieval } from './evaluate-retrieval.ts';

/** One tick a reading, so that durations are known. */
function tickingClock(): Clock {
  let nowMs = 0;
  return { nowMs: () => nowMs++, sleep: async () => {} };
}

function filesOf(texts: Readonly<Record<string, string>>): FileReader {
  return { read: async (path) => (path in texts ? new TextEncoder().encode(texts[path]) : undefined), list: async () => undefined };
}

const noKnowledge: EvaluationOptions['knowledge'] = {
  search: () => Promise.reject(new Error('the vault must not be asked')),
  status: () => {
    throw new Error('the vault must not be asked');
  },
};

function evaluate(input: Partial<EvaluationInput>, texts: Readonly<Record<string, string>>, options: Partial<EvaluationOptions> = {}): ReturnType<typeof evaluateRetrieval> {
  return evaluateRetrieval(
    { perQuery: false, ...input },
    { files: filesOf(texts), knowledge: noKnowledge, createEmbedder: async () => undefined, clock: tickingClock(), ...options },
  );
}

const corpus = [
  { id: 'apples', title: 'Apples', text: 'Apples grow on trees and are pressed for cider.' },
  { id: 2, text: 'Bread is baked from flour and water.' },
  { id: 'empty', title: 'Cherries', text: '' },
  { id: 'notes/markdown.md', title: 'Markdown', text: '# Plums\n\nPlums are dried.' },
].map((line) => JSON.stringify(line)).join('\n');
const queries = [
  { id: 'q1', text: 'apple cider' },
  { id: 'q2', text: 'baking bread' },
  { id: 'q3', text: 'cherry' },
  { id: 'q4', text: 'dried plums' },
  { id: 'unjudged', text: 'anything' },
].map((line) => JSON.stringify(line)).join('\r\n');
const qrels = 'query-id\tcorpus-id\tscore\nq1\tapples\t1\nq2\t2\t1\nq3\tempty\t2\nq4\tnotes/markdown.md\t1\nq4\tnot-there\t1\nunjudged\tapples\t0\n';
const collection = { 'set/corpus.jsonl': corpus, 'set/queries.jsonl': queries, 'set/qrels.tsv': qrels };

describe('evaluateRetrieval() over a collection', () => {
  test('a folder gives the means over judged queries', async () => {
    const result = await evaluate({ folder: 'set/', perQuery: true }, collection);
    // three queries are answered in first place; q4 misses a document that the corpus lacks
    const missed = 1 / (1 + 1 / Math.log2(3));
    expect(result).toMatchObject({ queryCount: 4, documentCount: 4, mrrAt10: 1, recallAt10: 3.5 / 4, recallAt100: 3.5 / 4, queryMsP50: 1 });
    expect(result.ndcgAt10).toBeCloseTo((3 + missed) / 4, 12);
    expect(result.perQuery!.map(({ id, top }) => [id, top[0]])).toEqual([['q1', 'apples'], ['q2', '2'], ['q3', 'empty'], ['q4', 'notes/markdown.md']]);
  });

  test('three files give the same as their folder', async () => {
    const files = { a: corpus, b: queries, c: qrels };
    expect(await evaluate({ corpus: 'a', queries: 'b', qrels: 'c' }, files)).toEqual(await evaluate({ folder: 'set' }, collection));
  });

  test("BEIR's _id, a byte order mark, CRLF, no header and TREC's columns say the same", async () => {
    const expected = await evaluate({ folder: 'set' }, collection);
    const beir = { corpus: corpus.replaceAll('"id":', '"_id":'), queries: queries.replaceAll('"id":', '"_id":') };
    const trec = qrels.split('\n').slice(1).map((line) => line.replace('\t', ' 0 ').replace('\t', ' ')).join('\n');
    for (const judgements of [qrels, `\uFEFF${qrels.replaceAll('\n', '\r\n')}`, qrels.slice(qrels.indexOf('\n') + 1), trec]) {
      expect(await evaluate({ folder: 'set' }, { 'set/corpus.jsonl': `\uFEFF${beir.corpus}`, 'set/queries.jsonl': beir.queries, 'set/qrels.tsv': judgements })).toEqual(expected);
    }
  });

  test('link texts beside the corpus are signals', async () => {
    const texts = { ...collection, 'set/queries.jsonl': JSON.stringify({ id: 'q1', text: 'orchard' }) };
    expect((await evaluate({ folder: 'set' }, texts)).ndcgAt10).toBe(0);
    expect((await evaluate({ folder: 'set' }, { ...texts, 'set/train-anchors.json': JSON.stringify({ apples: ['Orchard'] }) })).ndcgAt10).toBe(1);
  });

  test('an embedder joins the fusion', async () => {
    const embedder: Embedder = {
      fingerprint: 'fake', dimensionCount: 2, maxInputTokens: 100, batchSize: 3, remote: false, usdPerMillionTokens: 0,
      embed: async (texts) => texts.map((text) => (/Bread|loaf/.test(text) ? Float32Array.of(1, 0) : Float32Array.of(0, 1))),
    };
    const texts = { ...collection, 'set/queries.jsonl': JSON.stringify({ id: 'q2', text: 'loaf' }) };
    expect((await evaluate({ folder: 'set' }, texts)).mrrAt10).toBe(0);
    expect((await evaluate({ folder: 'set' }, texts, { createEmbedder: async () => embedder })).mrrAt10).toBe(1);
  });

  test('progress and cancellation', async () => {
    await expect(evaluate({ folder: 'set' }, collection, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    const many = Array.from({ length: 45 }, (_, index) => JSON.stringify({ id: `q${index}`, text: 'apple' })).join('\n');
    const judged = Array.from({ length: 45 }, (_, index) => `q${index}\tapples\t1`).join('\n');
    const seen: number[] = [];
    await evaluate({ folder: 'set' }, { ...collection, 'set/queries.jsonl': many, 'set/qrels.tsv': judged }, { onProgress: (doneCount) => seen.push(doneCount) });
    expect(seen).toEqual([20, 40]);
  });
});

describe('evaluateRetrieval() over the vault', () => {
  const golden = { 'golden.jsonl': '{"query":"apples","relevant":["fruit/apples.md"]}\n\n{"id":"b","query":"bread","relevant":{"bread.md":2,"flour.md":1}}\n' };

  test('a golden file asks the vault for one passage a note', async () => {
    const asked: unknown[] = [];
    const knowledge = {
      status: () => ({ noteCount: 7 }) as ReturnType<KnowledgeBase['status']>,
      search: async (query: string, options: unknown) => {
        asked.push(options);
        return (query === 'apples' ? ['x.md', 'fruit/apples.md'] : ['bread.md', 'flour.md']).map((path) => ({ path })) as Awaited<ReturnType<KnowledgeBase['search']>>;
      },
    };
    const result = await evaluate({ golden: 'golden.jsonl', perQuery: true }, golden, { knowledge });
    expect(result).toMatchObject({ queryCount: 2, documentCount: 7, mrrAt10: 0.75, recallAt10: 1 });
    expect(result.ndcgAt10).toBeCloseTo((1 / Math.log2(3) + 1) / 2, 12);
    expect(result.perQuery!.map(({ id }) => id)).toEqual(['1', 'b']);
    expect(asked).toEqual([{ limit: 100, passagesPerNote: 1 }, { limit: 100, passagesPerNote: 1 }]);
  });
});

describe('evaluateRetrieval() refuses', () => {
  test.each<[string, Partial<EvaluationInput>, Record<string, string>, RegExp]>([
    ['nothing to evaluate', {}, {}, /corpus and queries and qrels not given/],
    ['a missing file', { folder: 'set' }, { 'set/queries.jsonl': queries, 'set/qrels.tsv': qrels }, /no file "set\/corpus.jsonl"/],
    ['a line that is not JSON', { folder: 'set' }, { ...collection, 'set/corpus.jsonl': `${corpus}\n{"id":` }, /line 5 of "set\/corpus.jsonl" is not JSON/],
    ['a document without text', { folder: 'set' }, { ...collection, 'set/corpus.jsonl': '{"id":"a"}' }, /line 1 of "set\/corpus.jsonl" is not as expected/],
    ['an id given twice', { folder: 'set' }, { ...collection, 'set/corpus.jsonl': '{"id":"a","text":""}\n{"id":"a","text":""}' }, /line 2 .* repeats the id "a"/],
    ['an empty corpus', { folder: 'set' }, { ...collection, 'set/corpus.jsonl': '\n' }, /holds no document/],
    ['judgements of other columns', { folder: 'set' }, { ...collection, 'set/qrels.tsv': 'h\th\th\nq1 apples 1' }, /line 2 of "set\/qrels.tsv"/],
    ['judgements of other queries', { folder: 'set' }, { ...collection, 'set/qrels.tsv': 'h\th\th\nother\tapples\t1' }, /no query .* has a relevant document/],
    ['link texts of another shape', { folder: 'set' }, { ...collection, 'set/train-anchors.json': '[1]' }, /train-anchors.json/],
    ['a golden file and a folder', { folder: 'set', golden: 'g' }, collection, /give one of them/],
    ['a golden line without notes', { golden: 'g' }, { g: '{"query":"a"}' }, /line 1 of "g"/],
    ['a golden file without a relevant note', { golden: 'g' }, { g: '{"query":"a","relevant":[]}' }, /holds no query/],
  ])('%s', async (_, input, texts, message) => {
    await expect(evaluate(input, texts)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(message) });
  });

  test('a host without files', async () => {
    await expect(evaluate({ folder: 'set' }, {}, { files: undefined })).rejects.toMatchObject({ code: 'unsupported' });
  });
});
