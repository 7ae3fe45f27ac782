import { z } from 'zod';
import type { BlobStore } from '../ports/index.ts';
import { standaloneBytes, type Channel, type Handlers } from '../protocol/index.ts';

const nameSchema = z.strictObject({ name: z.string() });
const bytesSchema = z.strictObject({ name: z.string(), bytes: z.instanceof(Uint8Array) });
const sizeSchema = z.strictObject({ name: z.string(), sizeBytes: z.int().min(0) });
const prefixSchema = z.strictObject({ prefix: z.string().optional() });

/** What the far side needs to know of a store before it can stand in for it. */
export const blobStoreFactsSchema = z.strictObject({ canLock: z.boolean() });
export type BlobStoreFacts = z.output<typeof blobStoreFactsSchema>;

export function factsOfBlobStore(store: BlobStore): BlobStoreFacts {
  return { canLock: store.lock !== undefined };
}

/** Handlers that let the other side of a channel keep its blobs in a store of this side. */
export function serveBlobStore(store: BlobStore): Handlers {
  return {
    'blobs/list': (input) => store.list(prefixSchema.parse(input).prefix),
    'blobs/read': async (input) => {
      const bytes = await store.read(nameSchema.parse(input).name);
      return bytes && standaloneBytes(bytes);
    },
    'blobs/write': (input) => {
      const { name, bytes } = bytesSchema.parse(input);
      return store.write(name, bytes);
    },
    'blobs/append': (input) => {
      const { name, bytes } = bytesSchema.parse(input);
      return store.append(name, bytes);
    },
    'blobs/truncate': (input) => {
      const { name, sizeBytes } = sizeSchema.parse(input);
      return store.truncate(name, sizeBytes);
    },
    'blobs/remove': (input) => store.remove(nameSchema.parse(input).name),
    // A lock is a stream that is held open: it is released when the holder lets go or dies.
    ...(store.lock && { 'blobs/lock': (input, { signal }) => holdLock(store, nameSchema.parse(input).name, signal) }),
  };
}

async function* holdLock(store: BlobStore, name: string, signal: AbortSignal): AsyncGenerator<'held'> {
  const held = await store.lock?.(name);
  try {
    yield 'held';
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await held?.[Symbol.asyncDispose]();
  }
}

/** The store that the other side of the channel serves. It fails with `connection-lost` when that side is gone. */
export function proxyBlobStore(channel: Channel, { canLock }: BlobStoreFacts): BlobStore {
  return {
    // reason: both sides run this file; the answers were made by the port's own types
    list: async (prefix) => (await channel.call('blobs/list', { prefix })) as { name: string; sizeBytes: number }[],
    read: async (name) => (await channel.call('blobs/read', { name })) as Uint8Array | undefined,
    write: async (name, bytes) => void (await channel.call('blobs/write', { name, bytes: standaloneBytes(bytes) })),
    append: async (name, bytes) => void (await channel.call('blobs/append', { name, bytes: standaloneBytes(bytes) })),
    truncate: async (name, sizeBytes) => void (await channel.call('blobs/truncate', { name, sizeBytes })),
    remove: async (name) => void (await channel.call('blobs/remove', { name })),
    ...(canLock && {
      async lock(name) {
        const hold = channel.stream('blobs/lock', { name });
        await hold.next();
        return { [Symbol.asyncDispose]: async () => void (await hold.return()) };
      },
    }),
  };
}
