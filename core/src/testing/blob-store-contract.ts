import type { BlobStore } from '../ports/index.ts';
import type { ContractCase } from './contract.ts';

/** Opens the store under test. `open` twice on one subject gives two handles on the same blobs, as two processes would have. */
export interface BlobStoreSubject {
  open(): Promise<BlobStore>;
}

/** What every `BlobStore` must do. Each case gets a subject with no blobs in it. */
export const blobStoreContract: readonly ContractCase<BlobStoreSubject>[] = [
  {
    name: 'read() gives undefined for a blob that is not there',
    async run({ open }) {
      const store = await open();
      expectEqual(await store.read('absent'), undefined, 'an absent blob');
      expectEqual((await store.list()).length, 0, 'the number of blobs in an empty store');
    },
  },
  {
    name: 'write() replaces the whole blob, also by a shorter one',
    async run({ open }) {
      const store = await open();
      await store.write('a', bytesOf('long old bytes'));
      await store.write('a', bytesOf('new'));
      expectEqual(textOf(await store.read('a')), 'new', 'the blob after two writes');
    },
  },
  {
    name: 'append() creates a blob and adds at its end',
    async run({ open }) {
      const store = await open();
      await store.append('log', bytesOf('one '));
      await store.append('log', bytesOf('two'));
      await store.append('log', new Uint8Array(0));
      expectEqual(textOf(await store.read('log')), 'one two', 'the blob after two appends');
    },
  },
  {
    name: 'append() keeps the order of calls that were not awaited',
    async run({ open }) {
      const store = await open();
      await Promise.all(['a', 'b', 'c', 'd'].map((letter) => store.append('log', bytesOf(letter))));
      expectEqual(textOf(await store.read('log')), 'abcd', 'the blob after four concurrent appends');
    },
  },
  {
    name: 'readInto(), where it exists, reads a range, cut at the end of the blob',
    async run({ open }) {
      const store = await open();
      if (!store.readInto) return;
      await store.append('log', bytesOf('0123456789'));
      const read = async (startBytes: number, sizeBytes: number) => {
        const out = new Uint8Array(sizeBytes);
        return textOf(out.subarray(0, await store.readInto!('log', startBytes, out)));
      };
      expectEqual(await read(3, 4), '3456', 'a range inside');
      expectEqual(await read(8, 12), '89', 'a range over the end');
      expectEqual(await read(20, 10), '', 'a range behind the end');
      expectEqual(await read(0, 1_000_000), '0123456789', 'a range much longer than the blob');
      expectEqual(await store.readInto('absent', 0, new Uint8Array(1)), undefined, 'a range of an absent blob');
    },
  },
  {
    name: 'truncate() cuts a blob, and append() goes on from there',
    async run({ open }) {
      const store = await open();
      await store.append('log', bytesOf('whole|torn'));
      await store.truncate('log', 5);
      await store.append('log', bytesOf('|next'));
      expectEqual(textOf(await store.read('log')), 'whole|next', 'the blob after truncate and append');
    },
  },
  {
    name: 'truncate() to more than the size, or of an absent blob, changes nothing',
    async run({ open }) {
      const store = await open();
      await store.write('a', bytesOf('abc'));
      await store.truncate('a', 100);
      await store.truncate('absent', 0);
      expectEqual(textOf(await store.read('a')), 'abc', 'the blob after truncate past its end');
      expectEqual(await store.read('absent'), undefined, 'a blob that was only truncated');
    },
  },
  {
    name: 'remove() forgets a blob and does not mind an absent one',
    async run({ open }) {
      const store = await open();
      await store.write('folder/a', bytesOf('a'));
      await store.remove('folder/a');
      await store.remove('folder/a');
      await store.remove('never/there');
      expectEqual(await store.read('folder/a'), undefined, 'a removed blob');
    },
  },
  {
    name: 'list() is sorted, gives sizes and honours the prefix',
    async run({ open }) {
      const store = await open();
      for (const name of ['b/2', 'b/10', 'a', 'bc', 'ü']) await store.write(name, bytesOf(name));
      expectEqual((await store.list()).map(({ name, sizeBytes }) => `${name}:${sizeBytes}`).join(' '), 'a:1 b/10:4 b/2:3 bc:2 ü:2', 'all blobs');
      expectEqual((await store.list('b')).map(({ name }) => name).join(' '), 'b/10 b/2 bc', 'blobs that start with "b"');
      expectEqual((await store.list('b/')).map(({ name }) => name).join(' '), 'b/10 b/2', 'blobs in folder "b/"');
      expectEqual((await store.list('x')).length, 0, 'blobs that start with "x"');
    },
  },
  {
    name: 'bytes go in and out by value',
    async run({ open }) {
      const store = await open();
      const bytes = new Uint8Array(70_000).map((_, index) => index % 251);
      await store.write('a', bytes);
      bytes.fill(0);
      const first = await store.read('a');
      expectEqual(first?.[250], 250, 'a byte after the writer changed its array');
      first?.fill(0);
      expectEqual((await store.read('a'))?.[69_999], 69_999 % 251, 'a byte after a reader changed its array');
    },
  },
  {
    name: 'a second handle sees what the first wrote',
    async run({ open }) {
      const [writer, reader] = [await open(), await open()];
      await writer.append('log', bytesOf('one'));
      expectEqual(textOf(await reader.read('log')), 'one', 'the blob through the second handle');
      await writer.append('log', bytesOf(' two'));
      expectEqual(textOf(await reader.read('log')), 'one two', 'the blob through the second handle, later');
      expectEqual((await reader.list())[0]?.sizeBytes, 7, 'the size through the second handle');
    },
  },
  {
    name: 'lock(), where there is one, is exclusive, says who holds it and can be taken again',
    async run({ open }) {
      const [first, second] = [await open(), await open()];
      if (!first.lock || !second.lock) return;
      const held = await first.lock('writer');
      await expectRejection(() => second.lock!('writer'), 'index-busy');
      await (await second.lock('other'))[Symbol.asyncDispose]();
      expectEqual((await second.list()).length, 0, 'the number of blobs while a lock is held');
      await held[Symbol.asyncDispose]();
      await held[Symbol.asyncDispose]();
      await (await second.lock('writer'))[Symbol.asyncDispose]();
    },
  },
];

async function expectRejection(act: () => Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await act().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expectEqual((error as { code?: string } | undefined)?.code, code, 'the code of the error');
}

function expectEqual(received: unknown, expected: unknown, what: string): void {
  if (received !== expected) throw new Error(`Expected ${what} to be ${JSON.stringify(expected)}, received ${JSON.stringify(received)}`);
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string | undefined => (bytes ? new TextDecoder().decode(bytes) : undefined);
