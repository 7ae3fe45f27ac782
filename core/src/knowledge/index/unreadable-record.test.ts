import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryBlobStore, createMemoryNoteSource, type MemoryBlobStore } from '../../testing/index.ts';
import { encodeFrame, readFrame } from './log/index.ts';
import { openKnowledgeBase } from './index.ts';

const clock = { nowMs: () => 0, sleep: async () => undefined };
const notes = {
  'Farm/fox.md': '---\ntags: [animal]\nlegs: 4\n---\n# Fox\n\nThe fox hunts at night. See [[hen|the bird]].\n\n## Den\n\nIt sleeps below the oak. ^den\n',
  'hen.md': '# Hen\n\nThe hen clucks at the [[Farm/fox]].\n',
  'barn.md': '# Barn\n\nHens and grain are kept in the barn.\n',
};
const shard = 'index/1-00000.log';
const headerBytes = 24;

async function indexed(): Promise<MemoryBlobStore> {
  const store = createMemoryBlobStore();
  const source = createMemoryNoteSource({ notes: { ...notes, 'gone.md': 'soon gone', 'empty.md': '' } });
  const base = await openKnowledgeBase({ sources: [source], store, clock });
  await base.sync();
  source.remove('gone.md');
  source.remove('empty.md');
  await base.sync();
  await base.close();
  return store;
}

/** The records of a log of one shard, and the log of such records with right checksums. */
function recordsOf(bytes: Uint8Array): { kind: number; payload: Uint8Array }[] {
  const records = [];
  for (let frame = readFrame(bytes, headerBytes); frame; frame = readFrame(bytes, frame.end)) records.push({ kind: frame.kind, payload: frame.payload.slice() });
  return records;
}

function shardOf(header: Uint8Array, records: readonly { kind: number; payload: Uint8Array }[]): Uint8Array {
  return Uint8Array.from([...header.subarray(0, headerBytes), ...records.flatMap(({ kind, payload }) => [...encodeFrame(kind, payload, { continued: false }).bytes])]);
}

/** Uses the index in every way, then expects one sync to make it whole. */
async function expectHealed(store: MemoryBlobStore): Promise<readonly string[]> {
  const source = createMemoryNoteSource({ notes });
  const base = await openKnowledgeBase({ sources: [source], store, clock });
  await base.search('fox', { explain: true, parents: true });
  await base.search('hens barn', { filter: { tags: ['animal'], properties: { legs: 4 }, modifiedAfterMs: -1 } });
  await base.explain('fox', { path: 'hen.md' });
  await base.related('hen.md');
  await base.read('hen.md');
  await base.preview();
  const { problems } = base.status();
  const report = await base.sync();
  expect(report.noteCount).toBe(3);
  await base.search('fox', { explain: true });
  await base.related('Farm/fox.md');
  await base.close();
  return problems;
}

describe('a record that is undamaged and yet makes no sense', () => {
  test('is left out with what follows, said, and built anew by the next indexing', async () => {
    const store = await indexed();
    const records = recordsOf(store.blobs.get(shard)!);
    const undecodable = records.map((record, position) => (position === 1 ? { ...record, payload: record.payload.subarray(0, 20) } : record));
    store.blobs.set(shard, shardOf(store.blobs.get(shard)!, undecodable));
    const source = createMemoryNoteSource({ notes });
    const base = await openKnowledgeBase({ sources: [source], store, clock });
    expect(base.status().problems).toEqual([expect.stringMatching(/record 2 of \d+.*builds it anew/)]);
    expect(base.status().noteCount).toBe(1);
    const report = await base.sync();
    expect(report).toMatchObject({ addedCount: 3, noteCount: 3, problems: [expect.stringMatching(/record 2/)] });
    expect(base.status().problems).toEqual([]);
    expect((await base.search('fox night'))[0].path).toBe('Farm/fox.md');
    expect((await (await openKnowledgeBase({ sources: [source], store, clock })).sync())).toMatchObject({ addedCount: 0, unchangedCount: 3, problems: [] });
  });

  test('in any bytes throws nothing, and the next indexing makes the index whole', async () => {
    const store = await indexed();
    const bytes = store.blobs.get(shard)!;
    const records = recordsOf(bytes);
    const change = fc.record({
      position: fc.nat(records.length - 1),
      start: fc.double({ min: 0, max: 1, noNaN: true }),
      replacement: fc.uint8Array({ maxLength: 24 }),
      removedCount: fc.nat(24),
      kind: fc.option(fc.nat(12), { freq: 4, nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const changed = records.map((record) => ({ ...record }));
        for (const { position, start, replacement, removedCount, kind } of changes) {
          const { payload } = changed[position];
          const from = Math.floor(start * payload.length);
          changed[position] = { kind: kind ?? changed[position].kind, payload: Uint8Array.from([...payload.subarray(0, from), ...replacement, ...payload.subarray(from + removedCount)]) };
        }
        const damaged = createMemoryBlobStore(store.blobs);
        damaged.blobs.set(shard, shardOf(bytes, changed));
        await expectHealed(damaged);
      }),
      { numRuns: Number(process.env['IZA_FUZZ_RUNS'] ?? 80) },
    );
  });

  test('in what was learned throws nothing either', async () => {
    const store = await indexed();
    const name = [...store.blobs.keys()].find((key) => key.startsWith('learned/'))!;
    const payload = readFrame(store.blobs.get(name)!, 0)!.payload;
    await fc.assert(
      fc.asyncProperty(fc.nat(payload.length), fc.uint8Array({ maxLength: 16 }), async (from, replacement) => {
        const damaged = createMemoryBlobStore(store.blobs);
        damaged.blobs.set(name, encodeFrame(0, Uint8Array.from([...payload.subarray(0, from), ...replacement, ...payload.subarray(from + replacement.length)]), { continued: false }).bytes);
        await expectHealed(damaged);
      }),
      { numRuns: 30 },
    );
  });
});

test('the index of an older IZA is built anew beside it, and says so', async () => {
  const store = await indexed();
  store.blobs.set('index/manifest.json', new TextEncoder().encode('{"format":"iza-record-log","version":1,"generation":1,"id":"x"}'));
  const source = createMemoryNoteSource({ notes });
  const base = await openKnowledgeBase({ sources: [source], store, clock });
  expect(base.status()).toMatchObject({ noteCount: 0, problems: [expect.stringMatching(/older IZA.*format 1/)] });
  expect(await base.search('fox')).toEqual([]);
  expect(store.blobs.has(shard)).toBe(true);
  expect(await base.sync()).toMatchObject({ addedCount: 3, problems: [expect.stringMatching(/older IZA/)] });
  expect(base.status().problems).toEqual([]);
  expect((await (await openKnowledgeBase({ sources: [source], store, clock })).sync())).toMatchObject({ unchangedCount: 3, problems: [] });
});
