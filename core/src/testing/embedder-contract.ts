import type { Embedder } from '../ports/index.ts';
import type { ContractCase } from './contract.ts';

/** Makes the embedder under test, with its model or a double of it in place. */
export interface EmbedderSubject {
  create(): Promise<Embedder>;
}

/** What every `Embedder` must do. */
export const embedderContract: readonly ContractCase<EmbedderSubject>[] = [
  {
    name: 'it says what a vector store and a cost preview need to know',
    async run({ create }) {
      const embedder = await create();
      expectTrue(embedder.fingerprint.length > 0, 'a fingerprint');
      expectTrue(Number.isInteger(embedder.dimensionCount) && embedder.dimensionCount > 0, `a positive dimensionCount, received ${embedder.dimensionCount}`);
      expectTrue(Number.isInteger(embedder.batchSize) && embedder.batchSize > 0, `a positive batchSize, received ${embedder.batchSize}`);
      expectTrue(embedder.maxInputTokens > 0, `a positive maxInputTokens, received ${embedder.maxInputTokens}`);
      expectTrue(embedder.remote || embedder.usdPerMillionTokens === 0, 'a local model to cost nothing');
    },
  },
  {
    name: 'the fingerprint is the same for the same model',
    async run({ create }) {
      expectTrue((await create()).fingerprint === (await create()).fingerprint, 'equal fingerprints of two embedders of one model');
    },
  },
  {
    name: 'embed() returns one vector of unit length and the named dimension a text, in order',
    async run({ create }) {
      const embedder = await create();
      const texts = ['a cat sat on the mat', 'spectral density of a signal', 'a cat sat on the mat'];
      const vectors = await embedder.embed(texts, { kind: 'passage' });
      expectTrue(vectors.length === 3, `3 vectors, received ${vectors.length}`);
      for (const vector of vectors) {
        expectTrue(vector instanceof Float32Array && vector.length === embedder.dimensionCount, `a Float32Array of ${embedder.dimensionCount}, received ${vector.length}`);
        expectTrue(Math.abs(Math.hypot(...vector) - 1) < 1e-3, `unit length, received ${Math.hypot(...vector)}`);
      }
      const [first, second, third] = vectors as [Float32Array, Float32Array, Float32Array];
      expectTrue(cosine(first, third) > 0.999, 'equal texts to get equal vectors');
      expectTrue(cosine(first, second) < 0.999, 'different texts to get different vectors');
    },
  },
  {
    name: 'a text gets the same vector alone as in a batch',
    async run({ create }) {
      const embedder = await create();
      const [alone] = await embedder.embed(['short'], { kind: 'passage' });
      const [batched] = await embedder.embed(['short', 'a text that is a good deal longer than the first one of this batch'], { kind: 'passage' });
      expectTrue(cosine(alone, batched) > 0.999, `equal vectors, received a cosine of ${cosine(alone, batched)}`);
    },
  },
  {
    name: 'embed() takes no texts, empty texts and texts beyond the model\'s window',
    async run({ create }) {
      const embedder = await create();
      expectTrue((await embedder.embed([], { kind: 'passage' })).length === 0, 'no vectors for no texts');
      const vectors = await embedder.embed(['', 'word '.repeat(3 * Math.min(embedder.maxInputTokens, 10_000))], { kind: 'passage' });
      expectTrue(vectors.every((vector) => vector.length === embedder.dimensionCount && vector.every(Number.isFinite)), 'finite vectors');
    },
  },
  {
    name: 'embed() takes as many texts as batchSize says, for passages and for queries',
    async run({ create }) {
      const embedder = await create();
      for (const kind of ['passage', 'query'] as const) {
        const vectors = await embedder.embed(Array.from({ length: embedder.batchSize }, (_, index) => `text ${index}`), { kind });
        expectTrue(vectors.length === embedder.batchSize, `${embedder.batchSize} vectors for a ${kind}, received ${vectors.length}`);
      }
    },
  },
  {
    name: 'embed() with a fired signal stops with `aborted`',
    async run({ create }) {
      const embedder = await create();
      const code = await embedder.embed(['text'], { kind: 'query', signal: AbortSignal.abort() }).then(
        () => undefined,
        (error: unknown) => (error as { code?: string }).code,
      );
      expectTrue(code === 'aborted', `the code aborted, received ${code}`);
    },
  },
];

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, index) => sum + value * b[index], 0) / (Math.hypot(...a) * Math.hypot(...b));

function expectTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Expected ${what}`);
}
