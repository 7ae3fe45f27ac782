import type { requestUrl, RequestUrlParam } from 'obsidian';
import type { Channel, Handlers } from '@iza/core/protocol';
import { z } from 'zod';

const requestSchema = z.strictObject({
  url: z.string(),
  method: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});
const answerSchema = z.object({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.instanceof(ArrayBuffer) });

/**
 * `fetch` for providers, on the engine's side. A streamed answer needs the platform's fetch, which obeys CORS; everything else, and a stream
 * that CORS refused, goes through the app's `requestUrl` on the main thread, which gives the answer in one piece.
 */
export function createProviderFetch(channel: Pick<Channel, 'call'>, platformFetch: typeof fetch = self.fetch.bind(self)): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = request.body === null ? undefined : await request.clone().text();
    if (body !== undefined && /"stream"\s*:\s*true/.test(body)) {
      try {
        return await platformFetch(request);
      } catch (error) {
        // A TypeError is what fetch throws for CORS and for a server that is not there; requestUrl tells them apart.
        if (!(error instanceof TypeError)) throw error;
      }
    }
    request.signal.throwIfAborted();
    const answer = answerSchema.parse(
      await channel.call(
        'network/request',
        { url: request.url, method: request.method, headers: Object.fromEntries(request.headers), body } satisfies z.input<typeof requestSchema>,
        { signal: request.signal },
      ),
    );
    return new Response(hasBody(answer.status) ? answer.body : null, { status: answer.status, headers: answer.headers });
  };
}

/** The main thread's side: `request` is the app's `requestUrl`. */
export function serveProviderFetch(request: typeof requestUrl): Handlers {
  return {
    'network/request': async (input) => {
      const { url, method, headers, body } = requestSchema.parse(input);
      const parameters: RequestUrlParam = { url, method, headers, throw: false, ...(body !== undefined && { body }) };
      const answer = await request(parameters);
      return { status: answer.status, headers: answer.headers, body: answer.arrayBuffer } satisfies z.input<typeof answerSchema>;
    },
  };
}

function hasBody(status: number): boolean {
  return status !== 204 && status !== 304;
}
