import { describe, expect, test, vi } from 'vitest';
import { createInMemoryWire, openChannel } from '../protocol/index.ts';
import { blobStoreContract, createMemoryBlobStore, runnableCases } from '../testing/index.ts';
import { factsOfBlobStore, proxyBlobStore, serveBlobStore } from './remote-blob-store.ts';
import type { BlobStore } from '../ports/index.ts';

function openProxy(store: BlobStore) {
  const [near, far] = createInMemoryWire();
  openChannel(far, { handlers: serveBlobStore(store) });
  const channel = openChannel(near, { peerName: 'the host' });
  return { channel, proxy: proxyBlobStore(channel, factsOfBlobStore(store)) };
}

describe('a proxied blob store', () => {
  for (const contractCase of runnableCases(blobStoreContract).run) {
    test(contractCase.name, async () => {
      const store = createMemoryBlobStore();
      await contractCase.run({ open: async () => openProxy(store).proxy });
    });
  }

  test('sends only the bytes of a view, not the buffer around it', async () => {
    const store = createMemoryBlobStore();
    const { proxy } = openProxy(store);
    await proxy.write('a', new Uint8Array(1_000_000).subarray(10, 12));
    expect((await store.read('a'))?.byteLength).toBe(2);
    expect((await proxy.read('a'))?.buffer.byteLength).toBe(2);
  });

  test('releases its lock when the holder dies', async () => {
    const release = vi.fn(async () => undefined);
    const { channel, proxy } = openProxy({ ...createMemoryBlobStore(), lock: async () => ({ [Symbol.asyncDispose]: release }) });
    await proxy.lock?.('index');
    expect(release).not.toHaveBeenCalled();
    channel.close();
    await vi.waitFor(() => expect(release).toHaveBeenCalledOnce());
  });

  test('releases its lock before dispose resolves', async () => {
    const release = vi.fn(async () => undefined);
    const { proxy } = openProxy({ ...createMemoryBlobStore(), lock: async () => ({ [Symbol.asyncDispose]: release }) });
    const lock = await proxy.lock?.('index');
    await lock?.[Symbol.asyncDispose]();
    expect(release).toHaveBeenCalledOnce();
  });

  test('has no lock where the store has none', () => {
    expect(openProxy(createMemoryBlobStore()).proxy).not.toHaveProperty('lock');
  });

  test('fails with connection-lost when the store is gone', async () => {
    const { channel, proxy } = openProxy(createMemoryBlobStore());
    channel.close();
    await expect(proxy.read('a')).rejects.toMatchObject({ code: 'connection-lost' });
  });
});
