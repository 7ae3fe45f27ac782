import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IzaError } from '../../foundation/index.ts';
import type { BlobStore } from '../../ports/index.ts';
import { createMemoryBlobStore, createMemoryNoteSource, type MemoryBlobStore } from '../../testing/index.ts';
import { openKnowledgeBase } from './index.ts';

const clock = { nowMs: () => 0, sleep: async () => undefined };
const noteCount = 6;
const notes = Object.fromEntries(Array.from({ length: noteCount }, (_, index) => [`${index}.md`, `# Note ${index}\n\nfox number ${index} meets [[${(index + 1) % noteCount}|friend ${index}]]\n`]));

async function indexed(): Promise<MemoryBlobStore> {
  const store = createMemoryBlobStore();
  const source = createMemoryNoteSource({ notes });
  const base = await openKnowledgeBase({ sources: [source], store, clock });
  await base.sync();
  source.save('3.md', 'changed fox three');
  await base.sync();
  await base.close();
  return store;
}

/** Opens what is left of an index and expects the next sync to make it whole. */
async function expectWholeAfterSync(store: BlobStore): Promise<void> {
  const source = createMemoryNoteSource({ notes });
  source.save('3.md', 'changed fox three');
  const base = await openKnowledgeBase({ sources: [source], store, clock });
  await base.search('fox');
  const report = await base.sync();
  expect(report.noteCount).toBe(noteCount);
  expect((await base.search('fox', { limit: 50, passagesPerNote: 1 })).map(({ path }) => path).sort()).toEqual(Object.keys(notes).sort());
  expect((await base.search('changed three'))[0].path).toBe('3.md');
  expect((await base.read('3.md'))!.backlinks).toEqual(['2.md']);
  await base.close();
  const reopened = await openKnowledgeBase({ sources: [source], store, clock });
  expect(reopened.status()).toMatchObject({ noteCount, problems: [] });
  await reopened.close();
}

describe('a damaged index', () => {
  test('cut at any byte is a smaller index, and whole again after the next sync', async () => {
    const source = createMemoryNoteSource({ notes: { 'a.md': 'a fox', 'b.md': 'to [[a|b]]', 'c.md': 'c fox' } });
    const whole = createMemoryBlobStore();
    await (await openKnowledgeBase({ sources: [source], store: whole, clock })).sync();
    const name = 'index/1-00000.log';
    const bytes = whole.blobs.get(name)!;
    let before = 0;
    for (let size = 0; size <= bytes.length; size += 1) {
      const torn = createMemoryBlobStore(whole.blobs);
      torn.blobs.set(name, bytes.slice(0, size));
      const base = await openKnowledgeBase({ sources: [source], store: torn, clock });
      const { noteCount: kept, problems } = base.status();
      expect(kept).toBeGreaterThanOrEqual(before);
      expect(problems).toEqual([]);
      before = kept;
      if (size % 16 !== 0 && size !== bytes.length) continue;
      expect(await base.sync()).toMatchObject({ addedCount: 3 - kept, noteCount: 3 });
      expect((await openKnowledgeBase({ sources: [source], store: torn, clock })).status()).toMatchObject({ noteCount: 3, problems: [] });
    }
    expect(before).toBe(3);
  });

  test('with a flipped bit anywhere is whole again after the next sync, and says what happened', async () => {
    const store = await indexed();
    const names = [...store.blobs.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(names.length - 1), fc.nat(), async (nameIndex, position) => {
        const damaged = createMemoryBlobStore(store.blobs);
        const bytes = damaged.blobs.get(names[nameIndex])!;
        const bit = position % (bytes.length * 8);
        bytes[bit >> 3] ^= 1 << (bit & 7);
        try {
          await expectWholeAfterSync(damaged);
        } catch (error) {
          // A flip in a version number cannot be told from another version.
          if ((error as IzaError).code !== 'index-foreign-version') throw error;
        }
      }),
      { numRuns: 25 },
    );
    const damaged = createMemoryBlobStore(store.blobs);
    damaged.blobs.get('index/1-00000.log')![200] ^= 4;
    const base = await openKnowledgeBase({ sources: [createMemoryNoteSource({ notes })], store: damaged, clock });
    expect(base.status().problems).toEqual([expect.stringMatching(/damaged at byte .* read again/)]);
    expect((await base.sync()).problems).toEqual([expect.stringMatching(/damaged at byte .* read again/)]);
    expect(base.status().problems).toEqual([]);
  });

  test('of a foreign version is refused clearly by everything but a rebuild', async () => {
    const store = await indexed();
    store.blobs.set('index/manifest.json', new TextEncoder().encode('{"format":"iza-record-log","version":99,"generation":1,"id":"x"}'));
    const source = createMemoryNoteSource({ notes });
    const base = await openKnowledgeBase({ sources: [source], store, clock });
    for (const act of [() => base.search('fox'), () => base.sync(), () => base.related('1.md'), () => base.explain('fox', { path: '1.md' }), () => base.preview()]) {
      await expect(act()).rejects.toMatchObject({ code: 'index-foreign-version', message: expect.stringMatching(/format 99.*--rebuild/) });
    }
    expect(base.status().problems).toEqual([expect.stringContaining('format 99')]);
    expect(await base.read('1.md')).toMatchObject({ path: '1.md' });
    expect(await base.sync({ rebuild: true })).toMatchObject({ addedCount: noteCount });
    expect((await base.search('fox')).length).toBeGreaterThan(0);
    expect(base.status().problems).toEqual([]);
  });
});

describe('a full disk', () => {
  /** Takes so many bytes, then a part of the next write, then nothing until `free` is raised. */
  function withRoom(inner: MemoryBlobStore, roomBytes: number): BlobStore & { free: number } {
    const full = (): IzaError => new IzaError('storage-full', 'Cannot write: the disk is full. Free some space.');
    const store = {
      ...inner,
      free: roomBytes,
      async append(name: string, bytes: Uint8Array) {
        const fits = Math.min(store.free, bytes.length);
        await inner.append(name, bytes.subarray(0, fits));
        store.free -= fits;
        if (fits < bytes.length) throw full();
      },
      async write(name: string, bytes: Uint8Array) {
        if (store.free < bytes.length) throw full();
        store.free -= bytes.length;
        await inner.write(name, bytes);
      },
    };
    return store;
  }

  test('at any moment stops with a clear error, loses nothing, and the same index goes on once there is room', async () => {
    const whole = (await (await indexed()).list()).reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    for (let roomBytes = 0; roomBytes < whole + 200; roomBytes += Math.ceil(whole / 15)) {
      const blobs = createMemoryBlobStore();
      const store = withRoom(blobs, roomBytes);
      const source = createMemoryNoteSource({ notes });
      const base = await openKnowledgeBase({ sources: [source], store, clock });
      const failed = await base.sync().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failed) expect(failed).toMatchObject({ code: 'storage-full' });
      // What is on disk is an index, if a smaller one.
      await openKnowledgeBase({ sources: [source], store: createMemoryBlobStore(blobs.blobs), clock });
      store.free = Number.POSITIVE_INFINITY;
      expect(await base.sync()).toMatchObject({ noteCount });
      expect((await base.search('fox', { limit: 50, passagesPerNote: 1 })).length).toBe(noteCount);
      const reopened = await openKnowledgeBase({ sources: [source], store: blobs, clock });
      expect(reopened.status()).toMatchObject({ noteCount, problems: [] });
      expect(await reopened.sync()).toMatchObject({ addedCount: 0, unchangedCount: noteCount });
    }
  });
});

describe('a process that dies', () => {
  /** Does so many operations, half of the next append, and nothing ever after. */
  function dyingAfter(inner: MemoryBlobStore, operations: number, cut: (bytes: Uint8Array) => Uint8Array): { store: BlobStore; died: Promise<boolean> } {
    let left = operations;
    let die: (ended: boolean) => void;
    const died = new Promise<boolean>((resolve) => (die = resolve));
    const step = async (act: () => Promise<void>, lastAct?: () => Promise<void>): Promise<void> => {
      left -= 1;
      if (left >= 0) return act();
      if (left === -1) {
        await lastAct?.();
        die(false);
      }
      return new Promise(() => undefined);
    };
    const dying: BlobStore = {
      ...inner,
      write: (name, bytes) => step(() => inner.write(name, bytes)),
      append: (name, bytes) => step(() => inner.append(name, bytes), () => inner.append(name, cut(bytes))),
      truncate: (name, sizeBytes) => step(() => inner.truncate(name, sizeBytes)),
      remove: (name) => step(() => inner.remove(name)),
    };
    return { store: dying, died };
  }

  test.each([false, true])('at any operation of the store leaves a whole index, and repeats only the unfinished batch (rebuilding: %s)', async (rebuild) => {
    const source = createMemoryNoteSource({ notes });
    // Every look at this clock is a second later: each note is a batch of its own.
    let nowMs = 0;
    const impatientClock = { nowMs: () => (nowMs += 1000), sleep: async () => undefined };
    let store = createMemoryBlobStore();
    if (rebuild) await (await openKnowledgeBase({ sources: [source], store, clock })).sync();
    const untouched = store;
    let keptBefore = 0;
    for (let operations = 0; ; operations += 1) {
      store = createMemoryBlobStore(untouched.blobs);
      const { store: dying, died } = dyingAfter(store, operations, (bytes) => bytes.subarray(0, bytes.length >> 1));
      const doomed = await openKnowledgeBase({ sources: [source], store: dying, clock: impatientClock });
      const ended = await Promise.race([doomed.sync({ rebuild }).then(() => true), died]);
      const base = await openKnowledgeBase({ sources: [source], store, clock });
      const { noteCount: kept, problems } = base.status();
      expect(problems).toEqual([]);
      expect(kept).toBeGreaterThanOrEqual(keptBefore);
      if (rebuild) expect(kept).toBe(noteCount);
      keptBefore = kept;
      expect(await base.sync()).toMatchObject({ addedCount: noteCount - kept, noteCount });
      expect((await base.search('fox', { limit: 50, passagesPerNote: 1 })).length).toBe(noteCount);
      if (ended) break;
    }
    expect(keptBefore).toBe(noteCount);
  });
});

describe('two processes on one index', () => {
  /** Two views of one store with a lock between them. */
  function shared(): { store: MemoryBlobStore; open: (pid: number) => BlobStore } {
    const store = createMemoryBlobStore();
    const holders = new Map<string, number>();
    const open = (pid: number): BlobStore => ({
      ...store,
      async lock(name) {
        const holder = holders.get(name);
        if (holder !== undefined) throw new IzaError('index-busy', `Cannot write the index: process ${holder} is writing it.`);
        holders.set(name, pid);
        return { [Symbol.asyncDispose]: async () => void holders.delete(name) };
      },
    });
    return { store, open };
  }

  test('the second searches what is durable while the first indexes, and is told who does', async () => {
    const { open } = shared();
    const source = createMemoryNoteSource({ notes });
    const first = await openKnowledgeBase({ sources: [source], store: open(1), clock });
    await first.sync();
    source.save('new.md', 'a new fox');
    const passed = new Promise<void>((resolve, reject) => {
      first
        .sync({
          onProgress() {
            first.pause();
            setTimeout(resolve, 0);
          },
        })
        .catch(reject);
    });
    await passed;
    const second = await openKnowledgeBase({ sources: [source], store: open(2), clock });
    expect((await second.search('fox', { limit: 50, passagesPerNote: 1 })).length).toBe(noteCount);
    await expect(second.sync()).rejects.toMatchObject({ code: 'index-busy', message: expect.stringContaining('process 1') });
    first.resume();
    await first.sync();
    expect(await second.sync()).toMatchObject({ addedCount: 0, unchangedCount: noteCount + 1, noteCount: noteCount + 1 });
    expect((await second.search('new fox'))[0].path).toBe('new.md');
  });

  test('taking turns they keep one index, also over a rebuild', async () => {
    const { open } = shared();
    const source = createMemoryNoteSource({ notes });
    const bases = await Promise.all([1, 2].map((pid) => openKnowledgeBase({ sources: [source], store: open(pid), clock })));
    for (let round = 0; round < 8; round += 1) {
      source.save(`round-${round}.md`, `fox of round ${round}`);
      if (round > 0) source.save(`round-${round - 1}.md`, `hound of round ${round - 1}`);
      expect(await bases[round % 2].sync({ rebuild: round === 5 })).toMatchObject({ noteCount: noteCount + 1 + round });
    }
    for (const base of [...bases, await openKnowledgeBase({ sources: [source], store: open(3), clock })]) {
      await base.sync();
      expect((await base.search('hound', { limit: 50, passagesPerNote: 1 })).map(({ path }) => path).sort()).toEqual(Array.from({ length: 7 }, (_, round) => `round-${round}.md`));
    }
  });
});
