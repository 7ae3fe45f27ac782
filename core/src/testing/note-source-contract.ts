import { errorCodeOf } from '../foundation/index.ts';
import type { NoteChange, NoteSource, NoteStamp } from '../ports/index.ts';
import type { ContractCase } from './contract.ts';

/** A source with nothing in it, and hands to edit what it reads. */
export interface NoteSourceSubject {
  readonly source: NoteSource;
  /** Ending of the notes that this source offers, with the dot. */
  readonly extension: string;
  /** Makes folders as needed. */
  save(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  /** Takes the root away. */
  vanish(): Promise<void>;
}

/** What every `NoteSource` must do. Each case gets a fresh, empty subject. */
export const noteSourceContract: readonly ContractCase<NoteSourceSubject>[] = [
  {
    name: 'list() gives nothing for an empty source',
    async run({ source }) {
      expectEqual(await pathsOf(source), [], 'the notes of an empty source');
    },
  },
  {
    name: 'list() gives every note once, with its path from the root and its size in bytes',
    async run({ source, extension, save }) {
      await save(`one${extension}`, 'abc');
      await save(`a folder/deeper/two 🌱${extension}`, 'ä');
      const stamps = await stampsOf(source);
      expectEqual(stamps.map(({ path, sizeBytes }) => [path, sizeBytes]).sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)), [[`a folder/deeper/two 🌱${extension}`, 2], [`one${extension}`, 3]], 'the stamps');
      expectEqual(stamps.every(({ modifiedMs }) => Number.isFinite(modifiedMs)), true, 'that every stamp has a time');
    },
  },
  {
    name: 'list() sees that a note was changed and that one was removed',
    async run({ source, extension, save, remove }) {
      await save(`changed${extension}`, 'short');
      await save(`removed${extension}`, 'x');
      const before = (await stampsOf(source)).find(({ path }) => path === `changed${extension}`);
      await save(`changed${extension}`, 'much longer');
      await remove(`removed${extension}`);
      const [after, ...others] = await stampsOf(source);
      expectEqual(others, [], 'the notes beside the changed one');
      expectEqual([before?.sizeBytes, after?.sizeBytes], [5, 11], 'the sizes before and after');
    },
  },
  {
    name: 'list() gives paths in composed form, and read() finds a note that was stored under the decomposed one',
    async run({ source, extension, save }) {
      await save(`Cafe\u0301/Mu\u0308ll${extension}`, 'text');
      const composed = `Caf\u00e9/M\u00fcll${extension}`;
      expectEqual(await pathsOf(source), [composed], 'the path');
      expectEqual(await textOf(source, composed), 'text', 'the note');
    },
  },
  {
    name: 'read() gives the bytes, and undefined for a note that is not there',
    async run({ source, extension, save }) {
      await save(`folder/note${extension}`, 'ä\r\n𝄞');
      expectEqual(await textOf(source, `folder/note${extension}`), 'ä\r\n𝄞', 'the note');
      expectEqual(await source.read(`folder/absent${extension}`), undefined, 'an absent note');
      expectEqual(await source.read(`nowhere/note${extension}`), undefined, 'a note in an absent folder');
    },
  },
  {
    name: 'read() gives nothing outside the root',
    async run({ source, extension, save }) {
      await save(`note${extension}`, 'text');
      for (const path of [`../note${extension}`, `a/../../note${extension}`, '/etc/hostname', '..', '', `a/../note${extension}`, `C:\\note${extension}`]) {
        const bytes = await source.read(path).catch((error: unknown) => {
          expectEqual(errorCodeOf(error), 'note-unreadable', `the error of reading ${JSON.stringify(path)}`);
          return undefined;
        });
        expectEqual(bytes, undefined, `what ${JSON.stringify(path)} holds`);
      }
    },
  },
  {
    name: 'list() says that the source is missing when its root is gone, and never that it is empty',
    async run({ source, extension, save, vanish }) {
      await save(`note${extension}`, 'text');
      await vanish();
      expectEqual(await codeOf(() => pathsOf(source)), 'source-missing', 'the error of listing');
    },
  },
  {
    name: 'list() stops when its signal has fired',
    async run({ source, extension, save }) {
      await save(`note${extension}`, 'text');
      expectEqual(await codeOf(() => pathsOf(source, AbortSignal.abort())), 'aborted', 'the error of listing');
    },
  },
  {
    name: 'watch(), where it exists, begins with a rescan, so that nothing before it is lost',
    async run({ source }) {
      await withWatch(source, async (next) => {
        expectEqual(await next((changes) => changes.length > 0), [{ type: 'rescan' }], 'the first batch');
      });
    },
  },
  {
    name: 'watch(), where it exists, tells of saved, removed and moved notes',
    async run({ source, extension, save, remove, move }) {
      await save(`old${extension}`, 'old');
      await save(`folder/goes${extension}`, 'goes');
      await withWatch(source, async (next) => {
        await next((changes) => changes.some(({ type }) => type === 'rescan'));
        await save(`folder/new${extension}`, 'new');
        await next((changes) => hasSaved(changes, `folder/new${extension}`));
        await save(`old${extension}`, 'changed');
        await next((changes) => hasSaved(changes, `old${extension}`));
        await remove(`folder/goes${extension}`);
        await next((changes) => hasRemoved(changes, `folder/goes${extension}`));
        await move(`old${extension}`, `folder/moved${extension}`);
        await next((changes) => hasSaved(changes, `folder/moved${extension}`) && hasRemoved(changes, `old${extension}`));
      });
    },
  },
  {
    name: 'watch(), where it exists, ends quietly when its signal fires',
    async run({ source }) {
      if (!source.watch) return;
      const controller = new AbortController();
      for await (const _ of source.watch({ signal: controller.signal })) controller.abort();
      expectEqual(controller.signal.aborted, true, 'that the loop ended after the signal');
    },
  },
];

type NextChanges = (until: (changes: readonly NoteChange[]) => boolean) => Promise<readonly NoteChange[]>;

/** Collects batches until they hold what a case waits for, then forgets them. A case that waits in vain fails by the runner's limit. */
async function withWatch(source: NoteSource, run: (next: NextChanges) => Promise<void>): Promise<void> {
  if (!source.watch) return;
  const controller = new AbortController();
  const batches = source.watch({ signal: controller.signal })[Symbol.asyncIterator]();
  try {
    await run(async (until) => {
      const changes: NoteChange[] = [];
      while (!until(changes)) {
        const { value, done } = await batches.next();
        if (done) throw new Error(`The watch ended before the changes came; it told ${JSON.stringify(changes)}`);
        changes.push(...value);
      }
      return changes;
    });
  } finally {
    controller.abort();
    await batches.return?.();
  }
}

function hasSaved(changes: readonly NoteChange[], path: string): boolean {
  return changes.some((change) => (change.type === 'note-saved' && change.path === path) || (change.type === 'note-moved' && change.to === path));
}

function hasRemoved(changes: readonly NoteChange[], path: string): boolean {
  return changes.some((change) => (change.type === 'note-removed' && change.path === path) || (change.type === 'note-moved' && change.from === path));
}

async function stampsOf(source: NoteSource, signal?: AbortSignal): Promise<NoteStamp[]> {
  const stamps: NoteStamp[] = [];
  for await (const entry of source.list(signal ? { signal } : {})) {
    if (entry.type === 'skipped') throw new Error(`Expected no skipped file, received "${entry.path}": ${entry.reason}`);
    stamps.push(entry);
  }
  return stamps;
}

async function pathsOf(source: NoteSource, signal?: AbortSignal): Promise<string[]> {
  return (await stampsOf(source, signal)).map(({ path }) => path).sort();
}

async function textOf(source: NoteSource, path: string): Promise<string | undefined> {
  const bytes = await source.read(path);
  return bytes && new TextDecoder().decode(bytes);
}

async function codeOf(run: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await run();
    return 'no error';
  } catch (error) {
    return errorCodeOf(error) ?? String(error);
  }
}

function expectEqual(received: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(received), JSON.stringify(expected)];
  if (left !== right) throw new Error(`Expected ${what} to be ${right}, received ${left}`);
}
