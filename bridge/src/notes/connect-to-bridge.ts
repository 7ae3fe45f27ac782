import type { CapabilityContext, CapabilityProgress } from '@iza/core/app';
import { isAbort, IzaError, type IzaErrorCode } from '@iza/core/foundation';
import { z } from 'zod';
import { readEvents } from '../event-stream/index.ts';
import { CALL_HEADER } from '../http/index.ts';
import type { NotesConnection } from './notes-connection.ts';
import type { Registration } from './running-bridge.ts';

/** The bridge's own thread never works for long: no answer in this time means that it is not there. */
const PROBE_MS = 2000;

const problemSchema = z.object({ code: z.string(), detail: z.string() });

/** Whether the registered bridge is there and knows its token: a process id can be taken by another program after a crash. */
export async function isAnswering({ url, token }: Registration): Promise<boolean> {
  try {
    const response = await fetch(new URL('/about.json', url), { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(PROBE_MS) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Runs capabilities through a bridge that already serves the notes: it holds the index, and keeps it up to date. */
export function connectToBridge({ url, token }: Registration): NotesConnection {
  return {
    followsChanges: true,
    async call(id, input, { signal, onProgress, onDelta }: CapabilityContext = {}) {
      const response = await post(new URL(`/v1/${id.replace('.', '/')}`, url), { token, body: JSON.stringify(input), signal });
      if (!response.ok || !response.body) throw errorOf(await response.json().catch(() => undefined), url);
      for await (const { event, data } of readEvents(response.body)) {
        if (event === 'progress') onProgress?.(data as CapabilityProgress);
        else if (event === 'delta') onDelta?.((data as { text: string }).text);
        else if (event === 'result') return data;
        else if (event === 'error') throw errorOf(data, url);
      }
      throw gone(url);
    },
    close: async () => undefined,
  };
}

async function post(address: URL, { token, body, signal }: { token: string; body: string; signal: AbortSignal | undefined }): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'text/event-stream', [CALL_HEADER]: '1' };
  try {
    return await fetch(address, { method: 'POST', headers, body, signal: signal ?? null });
  } catch (error) {
    throw isAbort(error) ? error : gone(address.origin, error);
  }
}

function gone(url: string, cause?: unknown): IzaError {
  return new IzaError('connection-lost', `The bridge at ${url} went away before it answered. Start it again, or run this once more.`, { cause });
}

function errorOf(body: unknown, url: string): IzaError {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return new IzaError('connection-lost', `The program at ${url} does not answer as IZA's bridge does. Start the bridge again.`);
  // reason: a code of a newer bridge is passed on as it is
  return new IzaError(parsed.data.code as IzaErrorCode, parsed.data.detail);
}
