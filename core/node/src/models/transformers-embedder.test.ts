import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedderContract, runnableCases } from '@iza/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTinyEmbeddingModel } from '../../../../fixtures/generators/onnx/index.ts';
import { createTransformersEmbedder } from './transformers-embedder.ts';

let modelsFolder: string;
beforeAll(async () => {
  modelsFolder = await mkdtemp(join(tmpdir(), 'iza-models-'));
  await writeTinyEmbeddingModel({ modelsFolder, model: 'iza/tiny' });
  await writeTinyEmbeddingModel({ modelsFolder, model: 'iza/tiny-e5-small' });
});
afterAll(() => rm(modelsFolder, { recursive: true, force: true }));

const create = (model = 'iza/tiny') => createTransformersEmbedder({ model, modelsFolder, allowDownload: false });
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, index) => sum + value * b[index], 0);

describe('createTransformersEmbedder() passes the embedder contract', () => {
  for (const { name, run } of runnableCases(embedderContract).run) test(name, () => run({ create: () => create() }));
});

describe('createTransformersEmbedder()', () => {
  test('reads size and window from the model', async () => {
    expect(await create()).toMatchObject({ dimensionCount: 16, maxInputTokens: 64, remote: false, usdPerMillionTokens: 0 });
  });

  test('sets the prefixes that the model was trained with', async () => {
    const [plain, e5] = [await create(), await create('iza/tiny-e5-small')];
    const [byHand] = await plain.embed(['query: where is it'], { kind: 'query' });
    const [asQuery] = await e5.embed(['where is it'], { kind: 'query' });
    const [asPassage] = await e5.embed(['where is it'], { kind: 'passage' });
    expect(dot(asQuery, byHand)).toBeGreaterThan(0.9999);
    expect(dot(asQuery, asPassage)).toBeLessThan(0.9999);
  });

  test('has another fingerprint for other weights under the same name', async () => {
    const before = (await create('iza/tiny')).fingerprint;
    const other = await mkdtemp(join(tmpdir(), 'iza-models-'));
    await writeTinyEmbeddingModel({ modelsFolder: other, model: 'iza/tiny', seed: 2 });
    const after = (await createTransformersEmbedder({ model: 'iza/tiny', modelsFolder: other, allowDownload: false })).fingerprint;
    await rm(other, { recursive: true });
    expect(after).not.toBe(before);
    expect(after).toMatch(/^transformers\/iza\/tiny\/[0-9a-f]{16}\/16\/mean\//);
  });

  test('keeps the order of texts of very different lengths', async () => {
    const embedder = await create();
    const texts = Array.from({ length: 21 }, (_, index) => `${'x'.repeat((index * 7) % 21)} ${index}`);
    const together = await embedder.embed(texts, { kind: 'passage' });
    for (const [index, text] of texts.entries()) expect(dot(together[index], (await embedder.embed([text], { kind: 'passage' }))[0])).toBeGreaterThan(0.9999);
  });

  test('without the model and without consent says where to put it, and downloads nothing', async () => {
    const error = await create('iza/absent').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'model-missing', message: expect.stringMatching(/iza[/\\]absent lacks config\.json, tokenizer\.json, tokenizer_config\.json/) });
  });

  test('a damaged file is a failure that names the model', async () => {
    const folder = await writeTinyEmbeddingModel({ modelsFolder, model: 'iza/broken' });
    await writeFile(join(folder, 'tokenizer.json'), '{ "cut off');
    await expect(create('iza/broken')).rejects.toMatchObject({ code: 'model-failed', message: expect.stringContaining('iza/broken') });
  });

  test.each(['../secret', '/etc', 'a/b/c', 'a\\b', '', 'a/..'])('refuses %j as a name', async (model) => {
    await expect(create(model)).rejects.toThrow(RangeError);
  });
});
