import { createIza, proxyBlobStore, proxyNoteSource, serveIza, type Iza } from '@iza/core/app';
import type { BlobStore } from '@iza/core/ports';
import type { Channel, MessageEndpoint } from '@iza/core/protocol';
import { openIndexedDbBlobStore } from '../adapters/indexed-db-blob-store.ts';
import { createProviderFetch } from '../adapters/provider-fetch.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { engineOptionsSchema, type EngineOptions } from './engine-options.ts';

interface OwnedStore {
  readonly store: BlobStore;
  readonly release: () => void;
}

/** Runs IZA at this end of the wire: in a worker, or beside the main thread where no worker can start. */
export function serveEngine(endpoint: MessageEndpoint): Channel {
  return serveIza(endpoint, async (given, { channel, signal }) => {
    const options = engineOptionsSchema.parse(given);
    const { store, release } = await openStore(options, channel);
    try {
      const iza = await createIza(
        {
          settings: options.settings,
          keys: withoutUndefined(options.keys),
          sources: [proxyNoteSource(channel, options.source)],
          indexStore: store,
          clock: systemClock,
          fetch: createProviderFetch(channel),
        },
        { signal },
      );
      return releasingOnClose(iza, release);
    } catch (error) {
      release();
      throw error;
    }
  });
}

async function openStore({ index }: EngineOptions, channel: Channel): Promise<OwnedStore> {
  if (index.type === 'vault') return { store: proxyBlobStore(channel, { canLock: false }), release: () => undefined };
  const store = await openIndexedDbBlobStore(index.databaseName);
  return { store, release: () => store.close() };
}

function releasingOnClose(iza: Iza, release: () => void): Iza {
  const close = async (): Promise<void> => {
    try {
      await iza.close();
    } finally {
      release();
    }
  };
  return { ...iza, close, [Symbol.asyncDispose]: close };
}

function withoutUndefined(keys: EngineOptions['keys']): { anthropic?: string; openai?: string } {
  return { ...(keys.anthropic !== undefined && { anthropic: keys.anthropic }), ...(keys.openai !== undefined && { openai: keys.openai }) };
}
