import { describe, expect, test } from 'vitest';
import { createMemoryBlobStore, createMemoryNoteSource } from '../../testing/index.ts';
import { openKnowledgeBase } from './index.ts';

const clock = { nowMs: () => Date.now(), sleep: async () => undefined };

const notes = {
  'Garden/Tomatoes.md': '---\ntags: [garden/vegetables]\nseason: summer\n---\n# Tomatoes\n\nWater them in the morning.\n\n## Pests\n\nAphids hide under the leaves.\n',
  'Garden/Roses.md': '# Roses\n\nCut them back in March. See [[Tomatoes]].\n',
  'Diary.md': 'Today I watered the tomatoes and read a book about aphids.\n',
};

async function openTrio(store = createMemoryBlobStore(), source = createMemoryNoteSource({ notes })) {
  return { source, store, base: await openKnowledgeBase({ sources: [source], store, clock }) };
}

describe('openKnowledgeBase()', () => {
  test('indexes, finds passages with the exact words, and says so', async () => {
    const { base } = await openTrio();
    const report = await base.sync();
    expect(report).toMatchObject({ addedCount: 3, changedCount: 0, removedCount: 0, noteCount: 3, skipped: [] });
    const [first] = await base.search('aphids under leaves');
    expect(first).toMatchObject({ path: 'Garden/Tomatoes.md', title: 'Tomatoes', headingPath: expect.arrayContaining(['Tomatoes']) });
    expect(first.text).toContain('Aphids hide under the leaves.');
    expect(notes['Garden/Tomatoes.md'].slice(first.start, first.end)).toBe(first.text);
    expect(base.status()).toMatchObject({ state: 'idle', noteCount: 3, sources: [{ id: 'memory', kind: 'memory', noteCount: 3 }] });
  });

  test('finds the same after reopening, and reads nothing again', async () => {
    const { base, store, source } = await openTrio();
    await base.sync();
    const before = await base.search('aphids');
    await base.close();
    const again = (await openTrio(store, source)).base;
    expect(await again.search('aphids')).toEqual(before);
    expect(await again.sync()).toMatchObject({ addedCount: 0, unchangedCount: 3 });
  });
});
