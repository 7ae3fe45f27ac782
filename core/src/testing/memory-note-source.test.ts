import { describe, expect, test } from 'vitest';
import { runnableCases } from './contract.ts';
import { createMemoryNoteSource } from './memory-note-source.ts';
import { noteSourceContract } from './note-source-contract.ts';

describe('createMemoryNoteSource() passes the note source contract', () => {
  for (const { name, run } of runnableCases(noteSourceContract).run) {
    test(name, async () => {
      const source = createMemoryNoteSource();
      await run({
        source,
        extension: '.md',
        save: async (path, text) => source.save(path, text),
        remove: async (path) => source.remove(path),
        move: async (from, to) => source.move(from, to),
        vanish: async () => source.vanish(),
      });
    });
  }
});

test('createMemoryNoteSource() reports a file that was made unreadable as skipped', async () => {
  const source = createMemoryNoteSource({ notes: { 'a.md': 'text' } });
  source.makeUnreadable('a.md', 'no permission');
  const entries = [];
  for await (const entry of source.list()) entries.push(entry);
  expect(entries).toEqual([{ type: 'skipped', path: 'a.md', reason: 'no permission' }]);
  await expect(source.read('a.md')).rejects.toMatchObject({ code: 'note-unreadable' });
});
