import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryBlobStore, createMemoryNoteSource } from '../../testing/index.ts';
import { type KnowledgeBase, openKnowledgeBase } from './index.ts';

const clock = { nowMs: () => 0, sleep: async () => undefined };
const paths = ['fox.md', 'hen.md', 'Farm/fox.md', 'Farm/barn.md', 'Wild/wolf.md', 'empty.md'];
const words = ['fox', 'hen', 'barn', 'wolf', 'grain', 'storm', '#animal', '#place/farm', '[[fox]]', '[[hen|the clucking one]]', '[[Farm/barn]]', '[[wolf]]', '\n\n# Heading\n\n', '\n\n## Night watch\n\n'];
const queries = ['fox', 'hen barn', 'clucking', 'night watch', 'storm grain wolf'];

const content = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((chosen) => chosen.join(' '));
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('save' as const), path: fc.constantFrom(...paths), content }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('remove' as const), path: fc.constantFrom(...paths) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('move' as const), path: fc.constantFrom(...paths), to: fc.constantFrom(...paths) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('sync' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('interrupted sync' as const), afterCount: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('rebuild' as const) }) },
);

/**
 * What a person sees of an index: every passage that holds a word of the query, in any order. What was learned from earlier words may
 * weigh on the order, and bring in notes without the words, until enough has changed to learn anew.
 */
async function appearanceOf(base: KnowledgeBase): Promise<unknown> {
  const results = [];
  for (const query of queries) {
    const passages = await base.search(query, { limit: 50 });
    const holdsWord = ({ text, title }: { text: string; title: string }): boolean => query.split(' ').some((word) => `${title} ${text}`.toLowerCase().includes(word));
    const lines = passages.filter(holdsWord).map(({ path, title, startLine, endLine, text, headingPath }) => JSON.stringify([path, title, startLine, endLine, text, headingPath]));
    results.push([query, lines.sort()]);
  }
  const backlinks = [];
  for (const path of paths) backlinks.push([path, (await base.read(path))?.backlinks]);
  const { noteCount, chunkCount, skipped } = base.status();
  return { results, backlinks, noteCount, chunkCount, skipped: skipped.map(({ path, reason }) => `${path}: ${reason}`).sort() };
}

test('any sequence of edits, syncs, interruptions, rebuilds and reopenings gives the index of the final notes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      const source = createMemoryNoteSource();
      const store = createMemoryBlobStore();
      const open = () => openKnowledgeBase({ sources: [source], store, clock });
      const present = new Set<string>();
      let base = await open();
      for (const step of actions) {
        switch (step.type) {
          case 'save':
            source.save(step.path, step.content);
            present.add(step.path);
            break;
          case 'remove':
            source.remove(step.path);
            present.delete(step.path);
            break;
          case 'move':
            if (!present.has(step.path) || step.path === step.to) break;
            source.move(step.path, step.to);
            present.delete(step.path);
            present.add(step.to);
            break;
          case 'sync':
            await base.sync();
            break;
          case 'interrupted sync': {
            const controller = new AbortController();
            await base.sync({ signal: controller.signal, onProgress: ({ doneCount }) => doneCount >= step.afterCount && controller.abort() }).catch(() => undefined);
            break;
          }
          case 'reopen':
            await base.close();
            base = await open();
            break;
          case 'rebuild':
            await base.sync({ rebuild: true });
            break;
        }
      }
      await base.sync();
      const fresh = await openKnowledgeBase({ sources: [source], store: createMemoryBlobStore(), clock });
      await fresh.sync();
      const expected = await appearanceOf(fresh);
      expect(await appearanceOf(base)).toEqual(expected);
      expect(await appearanceOf(await open())).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});
