import type { CapabilityContext, CapabilityProgress } from '@iza/core/app';
import { IzaError, type IzaErrorCode } from '@iza/core/foundation';
import { z } from 'zod';
import { readEvents } from '../event-stream/index.ts';
import { CALL_HEADER } from '../http/index.ts';
import type { NotesConnection } from './notes-connection.ts';
import type { Registration } from './running-bridge.ts';

const problemSchema = z.object({ code: z.string(), detail: z.string() });

/** Runs capabilities through a bridge that already serves the notes: it holds the index, and keeps it up to date. */
export function connectToBridge({ url, token }: Registration): NotesConnection {
  return {
    followsChanges: true,
    async call(id, input, { signal, onProgress, onDelta }: CapabilityContext = {}) {
      const response = await fetch(new URL(`/v1/${id.replace('.', '/')}`, url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'text/event-stream', [CALL_HEADER]: '1' },
        body: JSON.stringify(input),
        signal: signal ?? null,
      });
      if (!response.ok || !response.body) throw errorOf(await response.json().catch(() => undefined), url);
      for await (const { event, data } of readEvents(response.body)) {
        if (event === 'progress') onProgress?.(data as CapabilityProgress);
        else if (event === 'delta') onDelta?.((data as { text: string }).text);
        else if (event === 'result') return data;
        else if (event === 'error') throw errorOf(data, url);
      }
      throw new IzaError('connection-lost', `The bridge at ${url} went away before it answered. Start it again, or run this once more.`);
    },
    close: async () => undefined,
  };
}

function errorOf(body: unknown, url: string): IzaError {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return new IzaError('connection-lost', `The program at ${url} does not answer as IZA's bridge does. Start the bridge again.`);
  // reason: a code of a newer bridge is passed on as it is
  return new IzaError(parsed.data.code as IzaErrorCode, parsed.data.detail);
}
