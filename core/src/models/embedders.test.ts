import { describe, expect, test } from 'vitest';
import { errorCodeOf } from '../foundation/index.ts';
import type { Embedder } from '../ports/index.ts';
import { createManualClock, embedderContract, runnableCases } from '../testing/index.ts';
import { createOllamaEmbedder } from './ollama-embedder.ts';
import { createOpenAiEmbedder } from './openai-embedder.ts';

interface EmbeddingRequest {
  readonly url: string;
  readonly model: string;
  readonly input: string[];
}

type VectorOf = (text: string, dimensionCount: number) => number[];
/** A vector whose first number grows with the text, to see the order. */
const vectorOf: VectorOf = (text, dimensionCount) => Array.from({ length: dimensionCount }, (_, index) => (index === 0 ? text.length : 1));
/** A vector that tells any two texts apart. */
const letterVectorOf: VectorOf = (text, dimensionCount) => Array.from({ length: dimensionCount }, (_, index) => (text.charCodeAt((index * 7) % text.length) || 32) - 90);

/** Both providers' embedding endpoints; `reply` makes the body. */
function embeddingDouble(reply: (request: EmbeddingRequest) => unknown, status = 200) {
  const requests: EmbeddingRequest[] = [];
  const answer = async (...[url, init]: Parameters<typeof fetch>) => {
    const body = (await new Request(url, init).json()) as { model: string; input: string[] };
    const request = { url: new Request(url).url, ...body };
    requests.push(request);
    return Response.json(reply(request), { status });
  };
  return { fetch: answer, requests };
}

/** Fails as OpenAI does: on a text of nothing and on one beyond the window, taking a word for a token. */
function refuseUnfit(input: readonly string[]): void {
  for (const text of input) if (text === '' || text.split(/\s+/).length > 8191) throw new Error(`This text would be refused: ${text.length} characters`);
}
const ollamaReply = (dimensionCount: number, vector = vectorOf) => (request: EmbeddingRequest) => ({ model: request.model, embeddings: request.input.map((text) => vector(text, dimensionCount)) });
/** In reverse order, as the interface allows. */
const openAiReply = (dimensionCount: number, vector = vectorOf) => (request: EmbeddingRequest) => {
  refuseUnfit(request.input);
  return { object: 'list', data: request.input.map((text, index) => ({ object: 'embedding', index, embedding: vector(text, dimensionCount) })).reverse() };
};
const clock = createManualClock();
const texts = (count: number) => Array.from({ length: count }, (_, index) => 'x'.repeat(index + 1));
const lengthOf = (vector: Float32Array) => Math.hypot(...vector);
const failureOf = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(() => undefined, (caught: unknown) => caught);
  return { code: errorCodeOf(error), message: error instanceof Error ? error.message : '' };
};

const contractSubjects: readonly (readonly [string, () => Promise<Embedder>])[] = [
  ['createOllamaEmbedder()', () => createOllamaEmbedder({ fetch: embeddingDouble(ollamaReply(768, letterVectorOf)).fetch, clock })],
  ['createOllamaEmbedder() of a model it does not know', () => createOllamaEmbedder({ model: 'new', fetch: embeddingDouble(ollamaReply(7, letterVectorOf)).fetch, clock })],
  ['createOpenAiEmbedder()', () => createOpenAiEmbedder({ apiKey: 'sk-1234567890', fetch: embeddingDouble(openAiReply(1536, letterVectorOf)).fetch, clock })],
];
describe.each(contractSubjects)('%s passes the embedder contract', (_, create) => {
  for (const { name, run } of runnableCases(embedderContract).run) test(name, () => run({ create }));
});

describe('createOllamaEmbedder()', () => {
  test('gives unit vectors in order, in batches', async () => {
    const { fetch, requests } = embeddingDouble(ollamaReply(768));
    const embedder = await createOllamaEmbedder({ fetch, clock });
    const vectors = await embedder.embed(texts(70), { kind: 'passage' });
    expect(requests.map(({ input }) => input.length)).toEqual([32, 32, 6]);
    expect(vectors).toHaveLength(70);
    for (const vector of vectors) expect(lengthOf(vector)).toBeCloseTo(1, 6);
    const firsts = vectors.map((vector) => vector[0]);
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
  });

  test.each([
    ['nomic-embed-text', 768, 'search_query: q', 'search_document: q'],
    ['nomic-embed-text:v1.5', 768, 'search_query: q', 'search_document: q'],
    ['mxbai-embed-large', 1024, 'Represent this sentence for searching relevant passages: q', 'q'],
    ['jeffh/intfloat-multilingual-e5-large:f16', 1024, 'query: q', 'passage: q'],
    ['embeddinggemma', 768, 'task: search result | query: q', 'title: none | text: q'],
    ['all-minilm', 384, 'q', 'q'],
    ['some-new-model', 11, 'q', 'q'],
  ])('knows the prefixes and the size of %s', async (model, dimensionCount, query, passage) => {
    const { fetch, requests } = embeddingDouble(ollamaReply(dimensionCount));
    const embedder = await createOllamaEmbedder({ model, fetch, clock });
    expect(embedder.dimensionCount).toBe(dimensionCount);
    await embedder.embed(['q'], { kind: 'query' });
    await embedder.embed(['q'], { kind: 'passage' });
    expect(requests.slice(-2).map(({ input }) => input)).toEqual([[query], [passage]]);
  });

  test('asks nothing for no texts', async () => {
    const { fetch, requests } = embeddingDouble(ollamaReply(768));
    expect(await (await createOllamaEmbedder({ fetch, clock })).embed([], { kind: 'query' })).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('names the model in the fingerprint, and the size', async () => {
    const { fetch } = embeddingDouble(ollamaReply(768));
    const [first, again, other] = await Promise.all([createOllamaEmbedder({ fetch, clock }), createOllamaEmbedder({ fetch, clock, url: 'http://127.0.0.1:1' }), createOllamaEmbedder({ fetch, clock, model: 'all-minilm' })]);
    expect(first.fingerprint).toBe(again.fingerprint);
    expect(first.fingerprint).not.toBe(other.fingerprint);
    expect(first.fingerprint).toContain('nomic-embed-text');
    expect(first.fingerprint).toContain('768');
  });

  test('fails when the model under the name has changed its size', async () => {
    const { fetch } = embeddingDouble(ollamaReply(5));
    const { code, message } = await failureOf((await createOllamaEmbedder({ fetch, clock })).embed(['a'], { kind: 'query' }));
    expect(code).toBe('model-failed');
    expect(message).toContain('5 numbers');
  });

  test('says how to get a model that is not there, and how to start Ollama', async () => {
    const missing = embeddingDouble(() => ({ error: 'model "nomic-embed-text" not found, try pulling it first' }), 404);
    expect(await failureOf((await createOllamaEmbedder({ fetch: missing.fetch, clock })).embed(['a'], { kind: 'query' }))).toEqual({ code: 'model-missing', message: expect.stringContaining('ollama pull nomic-embed-text') });
    const refused = async () => Promise.reject(new TypeError('fetch failed'));
    expect(await failureOf(createOllamaEmbedder({ model: 'unknown', fetch: refused, clock }))).toEqual({ code: 'model-missing', message: expect.stringContaining('ollama serve') });
  });

  test('stops with its signal and times out on silence', async () => {
    const clock = createManualClock();
    const silent = () => new Promise<Response>(() => undefined);
    const embedder = await createOllamaEmbedder({ fetch: silent, clock });
    const stop = new AbortController();
    const stopped = failureOf(embedder.embed(['a'], { kind: 'query', signal: stop.signal }));
    stop.abort();
    expect((await stopped).code).toBe('aborted');
    const late = failureOf(embedder.embed(['a'], { kind: 'query' }));
    await clock.advance(180_000);
    expect((await late).code).toBe('model-timeout');
    expect(clock.sleeperCount).toBe(0);
  });

  test('is local on this machine and remote elsewhere', async () => {
    const { fetch } = embeddingDouble(ollamaReply(768));
    const here = await createOllamaEmbedder({ fetch, clock });
    const there = await createOllamaEmbedder({ fetch, clock, url: 'http://192.168.1.5:11434' });
    expect([here.remote, here.usdPerMillionTokens]).toEqual([false, 0]);
    expect([there.remote, there.usdPerMillionTokens]).toEqual([true, undefined]);
  });
});

describe('createOpenAiEmbedder()', () => {
  test('puts vectors in the order of the texts, whatever the order of the reply', async () => {
    const { fetch, requests } = embeddingDouble(openAiReply(1536));
    const embedder = await createOpenAiEmbedder({ apiKey: 'sk-1234567890', fetch, clock });
    const vectors = await embedder.embed(texts(100), { kind: 'passage' });
    expect(requests.map(({ url, input }) => [url, input.length])).toEqual([['https://api.openai.com/v1/embeddings', 96], ['https://api.openai.com/v1/embeddings', 4]]);
    const firsts = vectors.map((vector) => vector[0]);
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    for (const vector of vectors) expect(lengthOf(vector)).toBeCloseTo(1, 6);
  });

  test('knows the price of its own models and of no others', async () => {
    const { fetch } = embeddingDouble(openAiReply(64));
    expect((await createOpenAiEmbedder({ fetch, clock })).usdPerMillionTokens).toBe(0.02);
    expect((await createOpenAiEmbedder({ fetch, clock, model: 'brand-new' })).usdPerMillionTokens).toBeUndefined();
    expect((await createOpenAiEmbedder({ fetch, clock, model: 'local', url: 'http://localhost:1234' })).usdPerMillionTokens).toBe(0);
    expect((await createOpenAiEmbedder({ fetch, clock, model: 'text-embedding-3-small', url: 'https://elsewhere.example/v1' })).usdPerMillionTokens).toBeUndefined();
  });

  test.each([
    ['too few vectors', () => ({ data: [{ index: 0, embedding: vectorOf('a', 1536) }] })],
    ['an index twice', () => ({ data: [0, 0].map((index) => ({ index, embedding: vectorOf('a', 1536) })) })],
    ['an index too high', () => ({ data: [0, 7].map((index) => ({ index, embedding: vectorOf('a', 1536) })) })],
    ['a vector of zeros', () => ({ data: [0, 1].map((index) => ({ index, embedding: Array.from({ length: 1536 }, () => 0) })) })],
    ['no vectors', () => ({ hello: 'world' })],
  ])('fails on %s', async (_, reply) => {
    const { fetch } = embeddingDouble(reply);
    const embedder = await createOpenAiEmbedder({ fetch, clock });
    expect((await failureOf(embedder.embed(['a', 'b'], { kind: 'query' }))).code).toBe('model-failed');
  });

  test('says which key to check, without it', async () => {
    const { fetch } = embeddingDouble(() => ({ error: { message: 'Incorrect API key provided: sk-secret-123456' } }), 401);
    const { code, message } = await failureOf((await createOpenAiEmbedder({ apiKey: 'sk-secret-123456', fetch, clock })).embed(['a'], { kind: 'query' }));
    expect(code).toBe('model-failed');
    expect(message).toContain('OPENAI_API_KEY');
    expect(message).not.toContain('secret');
  });
});
