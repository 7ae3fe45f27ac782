import type { Capability } from '@iza/core/app';
import { LIVE_PATH, LIVE_SUBPROTOCOL } from '@iza/core/protocol';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answerWithEvents, answerWithJson, type CallFunction } from './call-capability.ts';
import { checkCallForm, checkPlace, checkToken, setSecurityHeaders, type GuardOptions } from './guard.ts';
import { openApiDocument, pathOf } from './openapi.ts';
import { problem, problemResponse } from './problem.ts';
import type { StaticFile } from './static-file.ts';

/** Questions and paths are short; nothing that this server takes is larger. */
const MAX_BODY_BYTES = 1_000_000;

export interface HttpAppOptions extends GuardOptions {
  readonly capabilities: readonly Capability[];
  readonly call: CallFunction;
  /** Holds indexing between two notes, and lets it go on: the bridge's own switches, no capabilities. */
  readonly indexing: { pause(): Promise<void>; resume(): Promise<void> };
  /** What the bridge says of itself to whoever holds the token. */
  readonly about: { readonly version: string; readonly reach: string };
  /** The page's files by path. They hold no data, and are all that is given without the token. */
  readonly staticFiles: (path: string) => Promise<StaticFile | undefined>;
  readonly onFailure: (error: unknown) => void;
}

/** The whole HTTP surface. GET changes nothing; every capability is one POST route. */
export function createHttpApp(options: HttpAppOptions): Hono {
  const app = new Hono();
  const offered = options.capabilities.filter(({ leftOut }) => leftOut?.http === undefined);
  const document = openApiDocument(offered, options.about.version);

  app.use(setSecurityHeaders(options));
  app.use(checkPlace(options));

  app.get('*', async (context, next) => {
    const file = await options.staticFiles(context.req.path);
    return file ? new Response(file.body, { headers: { 'content-type': file.contentType } }) : next();
  });

  app.use(checkToken(options));
  app.get('/openapi.json', (context) => context.json(document));
  app.get('/about.json', (context) => context.json(options.about));
  app.get(LIVE_PATH, () => problemResponse(problem(426, 'upgrade-required', `Live signals are a WebSocket: open ${LIVE_PATH}?session=ID with the subprotocol "${LIVE_SUBPROTOCOL}".`), { upgrade: 'websocket' }));

  app.on('POST', '*', checkCallForm());
  app.on('POST', '*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => problemResponse(problem(413, 'body-too-large', `Send at most ${MAX_BODY_BYTES} bytes.`)) }));
  for (const { id, deltas } of offered) {
    app.post(pathOf({ id }), async (context) => {
      const input = await readJson(context.req.raw);
      if (!input) return problemResponse(problem(400, 'bad-json', 'The body is not JSON. Send an object such as {"query": "…"}.'));
      const callOptions = { call: options.call, signal: context.req.raw.signal, deltasAreLines: deltas === 'json-lines', onFailure: options.onFailure };
      const wantsEvents = /\btext\/event-stream\b/i.test(context.req.header('accept') ?? '');
      return wantsEvents ? answerWithEvents(id, input.value, callOptions) : answerWithJson(id, input.value, callOptions);
    });
  }
  for (const name of ['pause', 'resume'] as const) {
    app.post(`/bridge/${name}`, async () => {
      await options.indexing[name]();
      return new Response(null, { status: 204 });
    });
  }
  app.notFound(() => problemResponse(problem(404, 'route-missing', 'There is no such route. GET /openapi.json lists them.')));
  app.onError((error) => {
    options.onFailure(error);
    return problemResponse(problem(500, 'failed', 'The request failed for a reason that was not foreseen; the log of the bridge names it.'));
  });
  return app;
}

async function readJson(request: Request): Promise<{ value: unknown } | undefined> {
  const text = await request.text();
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
