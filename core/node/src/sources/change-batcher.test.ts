import type { NoteChange } from '@iza/core/ports';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ChangeBatcher, createChangeBatcher } from './change-batcher.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Collects batches with the time at which each came. */
function collect(batcher: ChangeBatcher): { batches: (readonly NoteChange[])[]; atMs: number[]; ended: Promise<void> } {
  const batches: (readonly NoteChange[])[] = [];
  const atMs: number[] = [];
  const startMs = performance.now();
  const ended = (async () => {
    for await (const batch of batcher.batches()) {
      batches.push(batch);
      atMs.push(performance.now() - startMs);
    }
  })();
  return { batches, atMs, ended };
}

test('createChangeBatcher() sends what came together as one batch, and only the last word about a note', async () => {
  const batcher = createChangeBatcher();
  const { batches } = collect(batcher);
  batcher.add('a.md', 'note-removed');
  batcher.add('b.md', 'note-saved');
  batcher.add('a.md', 'note-saved');
  await vi.advanceTimersByTimeAsync(500);
  expect(batches).toEqual([[{ type: 'note-saved', path: 'a.md' }, { type: 'note-saved', path: 'b.md' }]]);
});

test('createChangeBatcher() lets no change wait more than 200 ms, however long the changes go on', async () => {
  const batcher = createChangeBatcher();
  const { batches, atMs } = collect(batcher);
  for (let index = 0; index < 60; index++) {
    batcher.add(`${index}.md`, 'note-saved');
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(500);
  expect(batches.flat()).toHaveLength(60);
  expect(batches.length).toBeLessThan(10);
  for (const [index, time] of atMs.entries()) expect(time - (atMs[index - 1] ?? 0)).toBeLessThanOrEqual(220);
});

test('createChangeBatcher() turns a storm of more than 1,000 changes into one rescan', async () => {
  const batcher = createChangeBatcher();
  const { batches } = collect(batcher);
  for (let index = 0; index <= 1500; index++) batcher.add(`${index}.md`, 'note-removed');
  await vi.advanceTimersByTimeAsync(2000);
  batcher.add('after.md', 'note-saved');
  await vi.advanceTimersByTimeAsync(500);
  expect(batches).toEqual([[{ type: 'rescan' }], [{ type: 'note-saved', path: 'after.md' }]]);
});

test('createChangeBatcher() sees a storm that blows longer than a batch, and tells of it when it is over', async () => {
  const batcher = createChangeBatcher();
  const { batches } = collect(batcher);
  for (let index = 0; index < 100; index++) {
    for (let note = 0; note < 30; note++) batcher.add(`${index}/${note}.md`, 'note-saved');
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(batches.at(-1)).toEqual([{ type: 'rescan' }]);
  expect(batches.flat().length).toBeLessThan(1005);
});

test('createChangeBatcher() loses no change that comes while a batch is being worked on', async () => {
  const batcher = createChangeBatcher();
  const batches = batcher.batches()[Symbol.asyncIterator]();
  batcher.add('a.md', 'note-saved');
  const first = batches.next();
  await vi.advanceTimersByTimeAsync(300);
  await first;
  batcher.add('b.md', 'note-saved');
  await vi.advanceTimersByTimeAsync(300);
  expect(await batches.next()).toEqual({ done: false, value: [{ type: 'note-saved', path: 'b.md' }] });
});

test('createChangeBatcher() ends quietly, or with the error it was given', async () => {
  const quiet = createChangeBatcher();
  const { ended, batches } = collect(quiet);
  quiet.add('a.md', 'note-saved');
  quiet.end();
  await ended;
  expect(batches).toEqual([]);
  const failing = createChangeBatcher();
  const failed = collect(failing).ended;
  failing.end(new Error('no more watches'));
  await expect(failed).rejects.toThrow('no more watches');
});
