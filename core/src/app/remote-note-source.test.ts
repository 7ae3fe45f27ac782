import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IzaError } from '../foundation/index.ts';
import type { NoteSource, NoteStamp } from '../ports/index.ts';
import { createInMemoryWire, openChannel } from '../protocol/index.ts';
import { factsOfNoteSource, proxyNoteSource, serveNoteSource } from './remote-note-source.ts';

function sourceOf(notes: ReadonlyMap<string, Uint8Array>, extra: Partial<NoteSource> = {}): NoteSource {
  return {
    id: 'vault',
    kind: 'memory',
    async *list() {
      for (const [path, bytes] of notes) yield { type: 'note', path, sizeBytes: bytes.byteLength, modifiedMs: 1 } satisfies NoteStamp;
    },
    read: async (path) => notes.get(path),
    ...extra,
  };
}

function openProxy(source: NoteSource): NoteSource {
  const [near, far] = createInMemoryWire();
  openChannel(far, { handlers: serveNoteSource(source) });
  return proxyNoteSource(openChannel(near), factsOfNoteSource(source));
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('a proxied note source', () => {
  test('lists and reads exactly what the source does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1 }), fc.uint8Array()), async (files) => {
        const source = sourceOf(new Map(Object.entries(files)));
        const proxy = openProxy(source);
        const stamps = await collect(proxy.list());
        expect(stamps).toEqual(await collect(source.list()));
        for (const { path } of stamps) expect(await proxy.read(path)).toEqual(await source.read(path));
      }),
      { numRuns: 30 },
    );
  });

  test('gives undefined for a note that is gone', async () => {
    expect(await openProxy(sourceOf(new Map())).read('gone.md')).toBeUndefined();
  });

  test('keeps the code of what the source throws', async () => {
    const proxy = openProxy(
      sourceOf(new Map(), {
        // eslint-disable-next-line require-yield -- reason: it fails before the first note
        async *list() {
          throw new IzaError('source-missing', 'The vault is gone');
        },
        read: async () => {
          throw new IzaError('note-unreadable', 'No permission');
        },
      }),
    );
    await expect(collect(proxy.list())).rejects.toMatchObject({ code: 'source-missing' });
    await expect(proxy.read('a.md')).rejects.toMatchObject({ code: 'note-unreadable' });
  });

  test('hands batches of changes on as they come, until the signal fires', async () => {
    const proxy = openProxy(
      sourceOf(new Map(), {
        async *watch({ signal }) {
          yield [{ type: 'note-saved', path: 'a.md' }];
          yield [{ type: 'note-moved', from: 'a.md', to: 'b.md' }];
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      }),
    );
    const controller = new AbortController();
    const changes = proxy.watch?.({ signal: controller.signal })[Symbol.asyncIterator]();
    expect(await changes?.next()).toMatchObject({ value: [{ type: 'note-saved', path: 'a.md' }] });
    expect(await changes?.next()).toMatchObject({ value: [{ type: 'note-moved', to: 'b.md' }] });
    controller.abort();
    await expect(changes?.next()).rejects.toMatchObject({ code: 'aborted' });
  });

  test('cannot watch where the source cannot', () => {
    expect(openProxy(sourceOf(new Map()))).not.toHaveProperty('watch');
  });
});
