import { describe, expect, test } from 'vitest';
import { IzaError } from '../../foundation/index.ts';
import type { Embedder } from '../../ports/index.ts';
import { createMemoryBlobStore, createMemoryNoteSource } from '../../testing/index.ts';
import { openKnowledgeBase } from './index.ts';

/** Puts texts about one of four subjects at one of four corners; counts what it embeds. */
function createSubjectEmbedder(fingerprint = 'subjects-v1'): Embedder & { texts: string[]; queries: string[]; failing: boolean } {
  const subjects = [/\b(feline|cat|kitten)/i, /\b(automobile|car|engine)/i, /\b(beverage|tea|coffee)/i];
  const embedder = {
    fingerprint,
    dimensionCount: 8,
    maxInputTokens: 512,
    batchSize: 4,
    remote: true,
    usdPerMillionTokens: 2,
    texts: [] as string[],
    queries: [] as string[],
    failing: false,
    async embed(texts: readonly string[], { kind }: { kind: 'query' | 'passage' }) {
      if (embedder.failing) throw new IzaError('model-failed', 'Cannot embed: the model answers nonsense. Restart it.');
      embedder[kind === 'query' ? 'queries' : 'texts'].push(...texts);
      return texts.map((text) => {
        const vector = new Float32Array(8);
        const subject = subjects.findIndex((words) => words.test(text));
        vector[subject < 0 ? 3 : subject] = 1;
        return vector;
      });
    },
  };
  return embedder;
}

const notes = {
  'a.md': 'The cat sleeps all day.',
  'b.md': 'The car needs oil.',
  'c.md': 'Tea at four.',
  'd.md': 'Something else entirely.',
  'e.md': 'A list of other things.',
};
let nowMs = 0;
const clock = { nowMs: () => nowMs, sleep: async () => undefined };

describe('an embedder', () => {
  test('finds what shares no word with the query, and each text is embedded once', async () => {
    const [source, store, embedder] = [createMemoryNoteSource({ notes }), createMemoryBlobStore(), createSubjectEmbedder()];
    const base = await openKnowledgeBase({ sources: [source], store, clock, embedder });
    await base.sync();
    expect(embedder.texts).toHaveLength(5);
    expect(base.status().embedder).toEqual({ fingerprint: 'subjects-v1', embeddedCount: 5, pendingCount: 0 });
    expect((await base.search('automobile'))[0].path).toBe('b.md');
    expect((await base.search('beverage', { filter: { folders: ['none'] } }))).toEqual([]);
    source.save('copy-of-a.md', notes['a.md']);
    source.move('b.md', 'moved/b.md');
    source.save('c.md', `${notes['c.md']} And coffee at five.`);
    await base.sync();
    expect(embedder.texts).toHaveLength(6);
    await base.sync({ rebuild: true });
    expect(embedder.texts).toHaveLength(6);
    await base.close();
    const again = await openKnowledgeBase({ sources: [source], store, clock, embedder });
    expect(again.status().embedder).toMatchObject({ pendingCount: 0 });
    expect((await again.search('automobile'))[0].path).toBe('moved/b.md');
    expect(embedder.texts).toHaveLength(6);
    await again.close();
  });

  test('that is switched away and back embeds nothing again', async () => {
    const [source, store] = [createMemoryNoteSource({ notes }), createMemoryBlobStore()];
    const [first, second] = [createSubjectEmbedder('one'), createSubjectEmbedder('two')];
    for (const embedder of [first, second, first, undefined, second]) {
      const base = await openKnowledgeBase({ sources: [source], store, clock, embedder });
      await base.sync();
      await base.close();
    }
    expect([first.texts.length, second.texts.length]).toEqual([5, 5]);
  });

  test('that fails never breaks indexing or search, says so, and is tried again', async () => {
    const [source, store, embedder] = [createMemoryNoteSource({ notes }), createMemoryBlobStore(), createSubjectEmbedder()];
    embedder.failing = true;
    const base = await openKnowledgeBase({ sources: [source], store, clock, embedder });
    const report = await base.sync();
    expect(report).toMatchObject({ addedCount: 5, problems: [expect.stringContaining('Restart it.')] });
    expect((await base.search('cat sleeps'))[0].path).toBe('a.md');
    expect(base.status()).toMatchObject({ embedder: { embeddedCount: 0, pendingCount: 5 }, problems: [expect.stringContaining('could not be embedded')] });
    embedder.failing = false;
    expect((await base.sync()).problems).toEqual([]);
    expect(base.status()).toMatchObject({ embedder: { embeddedCount: 5, pendingCount: 0 }, problems: [] });
    embedder.failing = true;
    expect((await base.search('cat sleeps'))[0].path).toBe('a.md');
    embedder.failing = false;
    const { length } = embedder.queries;
    await base.search('automobile');
    expect(embedder.queries.length).toBe(length);
    nowMs += 60_000;
    expect((await base.search('automobile'))[0].path).toBe('b.md');
    await base.close();
  });

  test('that is stopped in the middle goes on with the batch that was not done', async () => {
    const many = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`${index}.md`, `Note ${index} about a cat.`]));
    const [source, store, embedder] = [createMemoryNoteSource({ notes: many }), createMemoryBlobStore(), createSubjectEmbedder()];
    const controller = new AbortController();
    const { embed } = embedder;
    embedder.embed = async (texts, options) => {
      const vectors = await embed(texts, options);
      if (embedder.texts.length >= 8) controller.abort();
      return vectors;
    };
    const base = await openKnowledgeBase({ sources: [source], store, clock, embedder });
    await expect(base.sync({ signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
    await base.close();
    const again = await openKnowledgeBase({ sources: [source], store, clock, embedder });
    await again.sync();
    expect(new Set(embedder.texts).size).toBe(23);
    expect(embedder.texts.length).toBe(23);
    await again.close();
  });

  test('tells what it would take before it takes it', async () => {
    const [source, store, embedder] = [createMemoryNoteSource({ notes }), createMemoryBlobStore(), createSubjectEmbedder()];
    const base = await openKnowledgeBase({ sources: [source], store, clock, embedder });
    const preview = await base.preview();
    expect(preview).toMatchObject({ readCount: 5, removedCount: 0, embedding: { fingerprint: 'subjects-v1', chunkCount: 5, remote: true } });
    const { tokenCount, usd } = preview.embedding!;
    expect(tokenCount).toBeGreaterThan(15);
    expect(usd).toBeCloseTo((tokenCount * 2) / 1e6, 12);
    expect(embedder.texts).toEqual([]);
    expect(base.status().noteCount).toBe(0);
    await base.sync();
    expect(await base.preview()).toMatchObject({ readCount: 0, embedding: { chunkCount: 0, tokenCount: 0, usd: 0 } });
    source.save('f.md', 'One more cat.');
    expect(await base.preview()).toMatchObject({ readCount: 1, embedding: { chunkCount: 1 } });
    const unpriced = await openKnowledgeBase({ sources: [source], store, clock, embedder: { ...createSubjectEmbedder('unpriced'), usdPerMillionTokens: undefined } });
    expect((await unpriced.preview()).embedding).toMatchObject({ chunkCount: 6, usd: undefined });
    const lexical = await openKnowledgeBase({ sources: [source], store, clock });
    expect((await lexical.preview()).embedding).toBeUndefined();
  });
});
