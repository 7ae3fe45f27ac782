import { describe, expect, test } from 'vitest';
import { createMemoryBlobStore, createMemoryNoteSource, type MemoryNoteSource } from '../../testing/index.ts';
import { type KnowledgeBaseOptions, openKnowledgeBase } from './index.ts';

const clock = { nowMs: () => Date.now(), sleep: async () => undefined };

/** A source that counts what is read of it. */
function countingReads(source: MemoryNoteSource): { source: MemoryNoteSource; reads: string[] } {
  const reads: string[] = [];
  return { reads, source: { ...source, read: (path, options) => (reads.push(path), source.read(path, options)) } };
}

const open = (options: Partial<KnowledgeBaseOptions> & Pick<KnowledgeBaseOptions, 'sources'>) => openKnowledgeBase({ store: createMemoryBlobStore(), clock, ...options });
const pathsFor = async (base: Awaited<ReturnType<typeof open>>, query: string) => (await base.search(query, { passagesPerNote: 1 })).map(({ path }) => path).sort();

describe('sync()', () => {
  test('reads only what has another stamp, and parses only what has other bytes', async () => {
    const memory = createMemoryNoteSource({ notes: { 'a.md': 'alpha fox', 'b.md': 'beta fox', 'c.md': 'gamma fox' } });
    const { source, reads } = countingReads(memory);
    const base = await open({ sources: [source] });
    await base.sync();
    reads.length = 0;
    memory.save('a.md', 'alpha fox');
    memory.save('b.md', 'beta hound');
    expect(await base.sync()).toMatchObject({ addedCount: 0, changedCount: 1, unchangedCount: 2, removedCount: 0 });
    expect(reads).toEqual(['a.md', 'b.md']);
    reads.length = 0;
    expect(await base.sync()).toMatchObject({ changedCount: 0, unchangedCount: 3 });
    expect(reads).toEqual([]);
    expect(await pathsFor(base, 'hound')).toEqual(['b.md']);
  });

  test('takes the same words at another path for a move, and a copy for a new note', async () => {
    const source = createMemoryNoteSource({ notes: { 'old/a.md': '# Whale\n\nThe whale sings.', 'b.md': 'A shark.' } });
    const base = await open({ sources: [source] });
    await base.sync();
    source.move('old/a.md', 'new/a.md');
    source.save('copy.md', '# Whale\n\nThe whale sings.');
    expect(await base.sync()).toMatchObject({ addedCount: 1, movedCount: 1, removedCount: 0, noteCount: 3 });
    expect(await pathsFor(base, 'whale')).toEqual(['copy.md', 'new/a.md']);
  });

  test('never takes a vanished source for removed notes, whenever it vanishes', async () => {
    const source = createMemoryNoteSource({ notes: { 'a.md': 'alpha fox', 'b.md': 'beta fox' } });
    const other = createMemoryNoteSource({ id: 'other', notes: { 'o.md': 'other fox' } });
    const base = await open({ sources: [source, other] });
    await base.sync();
    source.vanish();
    other.save('p.md', 'another fox');
    await expect(base.sync()).rejects.toMatchObject({ code: 'source-missing' });
    expect(base.status().sources.map(({ noteCount }) => noteCount)).toEqual([2, 2]);
    source.comeBack();
    expect(await pathsFor(base, 'fox')).toEqual(['a.md', 'b.md', 'o.md', 'p.md']);

    // Mid-read: the listing was whole, the files are not there any more.
    const vanishing = { ...source, read: async () => undefined };
    const second = await open({ sources: [vanishing] });
    expect(await second.sync()).toMatchObject({ addedCount: 0, removedCount: 0 });
    // Mid-list: the source ends with its error after some notes.
    const halfListed: MemoryNoteSource = {
      ...source,
      async *list(options) {
        for await (const item of source.list(options)) {
          yield item;
          source.vanish();
        }
      },
    };
    const third = await open({ sources: [halfListed] });
    await expect(third.sync()).rejects.toMatchObject({ code: 'source-missing' });
    source.comeBack();
    expect(third.status().noteCount).toBeLessThan(2);
  });

  test('fails when the source vanishes while its notes are read, and keeps what was read', async () => {
    const source = createMemoryNoteSource({ notes: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.md`, `note ${index}`])) });
    let readCount = 0;
    const vanishing = {
      ...source,
      read: async (path: string) => {
        readCount += 1;
        if (readCount === 5) source.vanish();
        return source.read(path);
      },
    };
    const store = createMemoryBlobStore();
    const base = await openKnowledgeBase({ sources: [vanishing], store, clock });
    await expect(base.sync()).rejects.toMatchObject({ code: 'source-missing' });
    source.comeBack();
    const reopened = await openKnowledgeBase({ sources: [source], store, clock });
    expect(reopened.status().noteCount).toBe(4);
    expect(await reopened.sync()).toMatchObject({ addedCount: 36, unchangedCount: 4, noteCount: 40 });
  });

  test('forgets the notes of a source that was taken out of the settings', async () => {
    const store = createMemoryBlobStore();
    const [first, second] = [createMemoryNoteSource({ id: 'one', notes: { 'a.md': 'fox' } }), createMemoryNoteSource({ id: 'two', notes: { 'b.md': 'fox' } })];
    await (await open({ sources: [first, second], store })).sync();
    const base = await open({ sources: [first], store });
    expect(await base.sync()).toMatchObject({ removedCount: 1, noteCount: 1 });
  });

  test('lists why files were skipped, also after reopening, and takes them in once they can be read', async () => {
    const store = createMemoryBlobStore();
    const source = createMemoryNoteSource({ notes: { 'empty.md': '', 'binary.md': new Uint8Array(100), 'good.md': 'fox', 'locked.md': 'fox' } });
    source.makeUnreadable('locked.md', 'permission denied');
    const base = await open({ sources: [source], store });
    const { skipped } = await base.sync();
    expect(skipped.map(({ path }) => path).sort()).toEqual(['binary.md', 'empty.md', 'locked.md']);
    expect(skipped.every(({ reason }) => reason.length > 10)).toBe(true);
    const again = await open({ sources: [source], store });
    expect([...again.status().skipped].sort((left, right) => (left.path < right.path ? -1 : 1))).toEqual([...skipped].sort((left, right) => (left.path < right.path ? -1 : 1)));
    source.save('empty.md', 'no longer empty fox');
    expect(await again.sync()).toMatchObject({ addedCount: 1, noteCount: 2 });
    source.remove('binary.md');
    expect((await again.sync()).skipped.map(({ path }) => path)).toEqual(['locked.md']);
  });

  test('a note that cannot be read is skipped now and tried again by the next pass', async () => {
    const memory = createMemoryNoteSource({ notes: { 'a.md': 'alpha fox' } });
    let locked = true;
    const { IzaError } = await import('../../foundation/index.ts');
    const source: MemoryNoteSource = {
      ...memory,
      read: async (path, options) => {
        if (locked) throw new IzaError('note-unreadable', `Cannot read "${path}": another program holds it`);
        return memory.read(path, options);
      },
    };
    const base = await open({ sources: [source] });
    expect(await base.sync()).toMatchObject({ noteCount: 0, skipped: [{ path: 'a.md', reason: expect.stringContaining('another program') }] });
    locked = false;
    expect(await base.sync()).toMatchObject({ addedCount: 1, skipped: [] });
  });

  test('keeps what was done when it is aborted, and goes on from there', async () => {
    const notes = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}.md`, `note ${index} about foxes`]));
    for (const stopAfter of [1, 7, 31, 60]) {
      const store = createMemoryBlobStore();
      const { source, reads } = countingReads(createMemoryNoteSource({ notes }));
      const base = await open({ sources: [source], store });
      const controller = new AbortController();
      await expect(base.sync({ signal: controller.signal, onProgress: ({ doneCount }) => doneCount === stopAfter && controller.abort() })).rejects.toMatchObject({ code: 'aborted' });
      const kept = base.status().noteCount;
      expect(kept).toBe(stopAfter);
      reads.length = 0;
      const again = await open({ sources: [source], store });
      expect(again.status().noteCount).toBe(kept);
      expect(await again.sync()).toMatchObject({ addedCount: 60 - kept, noteCount: 60 });
      expect(reads.length).toBe(60 - kept);
    }
  });

  test('concurrent calls share one pass; it stops only when all have left', async () => {
    const { source, reads } = countingReads(createMemoryNoteSource({ notes: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.md`, `fox ${index}`])) }));
    const base = await open({ sources: [source] });
    const impatient = new AbortController();
    const [first, second] = [base.sync({ signal: impatient.signal, onProgress: () => impatient.abort() }), base.sync()];
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await second).toMatchObject({ addedCount: 40 });
    expect(reads.length).toBe(40);
  });

  test('pause holds it between two notes while searching goes on, resume lets it finish', async () => {
    const source = createMemoryNoteSource({ notes: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.md`, `fox ${index}`])) });
    const base = await open({ sources: [source] });
    const held = new Promise<void>((resolve) => {
      void base.sync({
        onProgress: ({ doneCount }) => {
          if (doneCount === 10) {
            base.pause();
            setTimeout(resolve, 5);
          }
        },
      });
    });
    await held;
    expect(base.status()).toMatchObject({ state: 'paused', noteCount: 10, progress: { doneCount: 10, totalCount: 30 } });
    expect((await base.search('fox', { limit: 30 })).length).toBe(10);
    base.resume();
    await base.sync();
    expect(base.status()).toMatchObject({ state: 'idle', noteCount: 30 });
  });

  test('rebuild reads everything again and leaves the old index in place until it is done', async () => {
    const store = createMemoryBlobStore();
    const { source, reads } = countingReads(createMemoryNoteSource({ notes: { 'a.md': 'alpha fox', 'b.md': 'beta fox' } }));
    const base = await open({ sources: [source], store });
    await base.sync();
    reads.length = 0;
    const controller = new AbortController();
    await expect(base.sync({ rebuild: true, signal: controller.signal, onProgress: () => controller.abort() })).rejects.toMatchObject({ code: 'aborted' });
    expect(base.status().noteCount).toBe(2);
    expect(await base.sync({ rebuild: true })).toMatchObject({ addedCount: 2, noteCount: 2 });
    expect(reads).toContain('b.md');
    expect((await store.list('index/')).map(({ name }) => name)).toEqual(['index/2-00000.log', 'index/manifest.json']);
    expect(await pathsFor(await open({ sources: [source], store }), 'fox')).toEqual(['a.md', 'b.md']);
  });
});

describe('a log that is mostly garbage', () => {
  test('is written again beside and replaced at once, with nothing embedded, moved or lost', async () => {
    const store = createMemoryBlobStore();
    const textOf = (version: number) => `version${version} ${Array.from({ length: 8000 }, (_, index) => `w${(index * 7919 + version) % 9973}`).join(' ')}`;
    const source = createMemoryNoteSource({ notes: { 'big.md': textOf(0), 'small.md': 'a small fox' } });
    const base = await open({ sources: [source], store });
    await base.sync();
    const generations = new Set<string>();
    let largestBytes = 0;
    for (let version = 1; version <= 30; version += 1) {
      source.save('big.md', textOf(version));
      expect(await base.sync()).toMatchObject({ changedCount: 1, noteCount: 2 });
      const shards = await store.list('index/');
      for (const { name } of shards) generations.add(name.split('/')[1].split('-')[0]);
      largestBytes = Math.max(largestBytes, shards.reduce((total, { sizeBytes }) => total + sizeBytes, 0));
    }
    expect(generations).toContain('2');
    expect(largestBytes).toBeLessThan(700_000);
    const again = await open({ sources: [source], store });
    expect(await pathsFor(again, 'version30')).toEqual(['big.md']);
    expect(await pathsFor(again, 'fox')).toEqual(['small.md']);
    expect(await again.sync()).toMatchObject({ unchangedCount: 2 });
  });
});

describe('exclusions', () => {
  const notes = {
    'Archive/old.md': 'fox in the archive',
    'secret.md': '---\ntags: [private/health]\n---\nfox in secret',
    'draft.md': '---\nstatus: draft\n---\nfox in draft',
    'log-1.md': 'fox in a log',
    'kept.md': 'fox that is kept, see [[secret]]',
  };
  const exclude = { folders: ['Archive/'], tags: ['#private'], properties: ['status=draft'], globs: ['log-*.md'] };

  test('are honoured alike by index, search, read, related and explain', async () => {
    const base = await open({ sources: [createMemoryNoteSource({ notes })], exclude });
    const { skipped } = await base.sync();
    expect(skipped.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual([
      'Archive/old.md: Excluded by the settings: folder Archive/',
      'draft.md: Excluded by the settings: property status=draft',
      'log-1.md: Excluded by the settings: pattern log-*.md',
      'secret.md: Excluded by the settings: tag #private',
    ]);
    expect(await pathsFor(base, 'fox')).toEqual(['kept.md']);
    for (const path of ['Archive/old.md', 'secret.md', 'draft.md', 'log-1.md']) {
      expect(await base.read(path)).toBeUndefined();
      expect(await base.explain('fox', { path })).toBeUndefined();
      expect(await base.related(path)).toEqual([]);
    }
    expect((await base.related('kept.md')).map(({ path }) => path)).not.toContain('secret.md');
    expect(await base.sync()).toMatchObject({ addedCount: 0, changedCount: 0, removedCount: 0 });
  });

  test('that are new hide notes at once, and those that are lifted bring them back', async () => {
    const store = createMemoryBlobStore();
    const source = createMemoryNoteSource({ notes });
    await (await open({ sources: [source], store })).sync();
    const strict = await open({ sources: [source], store, exclude });
    expect(await pathsFor(strict, 'fox')).toEqual(['kept.md']);
    expect(await strict.sync()).toMatchObject({ noteCount: 1 });
    const lifted = await open({ sources: [source], store, exclude: { ...exclude, tags: [], folders: [] } });
    await lifted.sync();
    expect(await pathsFor(lifted, 'fox')).toEqual(['Archive/old.md', 'kept.md', 'secret.md']);
  });
});
