import { describe, expect, test } from 'vitest';
import { createMemoryBlobStore, createMemoryNoteSource } from '../../testing/index.ts';
import { openKnowledgeBase, type SyncReport } from './index.ts';

const clock = { nowMs: () => Date.now(), sleep: async () => undefined };

async function following(notes: Record<string, string>) {
  const source = createMemoryNoteSource({ notes });
  const base = await openKnowledgeBase({ sources: [source], store: createMemoryBlobStore(), clock });
  const controller = new AbortController();
  const reports: SyncReport[] = [];
  let wake = (): void => undefined;
  const ended = (async () => {
    for await (const report of base.follow({ signal: controller.signal })) {
      reports.push(report);
      wake();
    }
  })();
  /** Waits until the index looks as it should; a test that waits in vain runs into the runner's limit. */
  const until = async (isReached: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isReached())) await new Promise<void>((resolve) => (wake = resolve, setTimeout(resolve, 10)));
  };
  const pathsFor = async (query: string) => (await base.search(query, { passagesPerNote: 1, limit: 50 })).map(({ path }) => path).sort().join(' ');
  return { source, base, reports, until, pathsFor, stop: async () => (controller.abort(), ended) };
}

describe('follow()', () => {
  test('catches up with what happened before, then follows saves, moves and removals', async () => {
    const { source, base, until, pathsFor, stop } = await following({ 'a.md': 'fox one', 'b.md': 'fox two' });
    await until(() => base.status().noteCount === 2);
    source.save('c.md', 'fox three');
    await until(async () => (await pathsFor('fox')) === 'a.md b.md c.md');
    source.move('a.md', 'moved/a.md');
    await until(async () => (await pathsFor('fox')) === 'b.md c.md moved/a.md');
    source.remove('b.md');
    source.save('c.md', 'hound three');
    await until(async () => (await pathsFor('fox')) === 'moved/a.md' && base.status().noteCount === 2);
    await stop();
  });

  test('a storm of changes ends in the same index as the notes', async () => {
    const { source, base, until, pathsFor, stop } = await following({});
    for (let index = 0; index < 300; index += 1) source.save(`n${index}.md`, `fox ${index}`);
    for (let index = 0; index < 300; index += 2) source.remove(`n${index}.md`);
    for (let index = 1; index < 300; index += 4) source.move(`n${index}.md`, `moved/${index}.md`);
    await until(() => base.status().noteCount === 150);
    source.save('last.md', 'the last walrus');
    await until(async () => (await pathsFor('walrus')) === 'last.md');
    expect((await pathsFor('fox')).split(' ')).toHaveLength(50);
    await stop();
  });

  test('a source that vanishes for a while loses nothing and is followed again', async () => {
    const { source, base, until, pathsFor, stop } = await following({ 'a.md': 'fox one' });
    await until(() => base.status().noteCount === 1);
    source.vanish();
    await until(() => base.status().problems.length > 0);
    expect(base.status()).toMatchObject({ noteCount: 1, problems: [expect.stringContaining('source is gone')] });
    source.comeBack();
    source.save('b.md', 'fox two');
    await until(async () => (await pathsFor('fox')) === 'a.md b.md');
    await stop();
  });

  test('removals told while the source is gone are not believed', async () => {
    const { source, base, until, stop } = await following({ 'a.md': 'fox one', 'b.md': 'fox two' });
    await until(() => base.status().noteCount === 2);
    source.vanish();
    source.remove('a.md');
    await until(() => base.status().problems.length > 0);
    expect(base.status().noteCount).toBe(2);
    source.comeBack();
    await until(() => base.status().noteCount === 1);
    await stop();
  });

  test('ends without an error when its signal fires, and says when nothing can be watched', async () => {
    const { base, until, stop } = await following({ 'a.md': 'fox' });
    await until(() => base.status().noteCount === 1);
    await expect(stop()).resolves.toBeUndefined();
    const { watch: _watch, ...still } = createMemoryNoteSource({ notes: { 'a.md': 'fox' } });
    const unwatched = await openKnowledgeBase({ sources: [still], store: createMemoryBlobStore(), clock });
    const steps = unwatched.follow({ signal: new AbortController().signal })[Symbol.asyncIterator]();
    expect((await steps.next()).value).toMatchObject({ addedCount: 1 });
    await expect(steps.next()).rejects.toMatchObject({ code: 'unsupported' });
  });
});
