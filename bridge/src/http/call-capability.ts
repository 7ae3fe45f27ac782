import type { CapabilityContext } from '@iza/core/app';
import { problemOf, problemResponse } from './problem.ts';
import { encodeEvent } from '../event-stream/index.ts';

const HEARTBEAT_MS = 15_000;
/** Events that may wait for a client that reads slowly: some seconds of a live stream. */
const MAX_WAITING_EVENTS = 1024;

export type CallFunction = (id: string, input: unknown, context: CapabilityContext) => Promise<unknown>;

export interface CallOptions {
  readonly call: CallFunction;
  /** Fires when the client is gone: the work stops with it. */
  readonly signal: AbortSignal;
  /** Each delta is a line of its own: a client that reads too slowly loses lines, and is told how many, before they fill the memory. */
  readonly deltasAreLines?: boolean;
  /** Errors that were not foreseen, for the log of the bridge. */
  readonly onFailure: (error: unknown) => void;
}

/** Answers with the whole result as JSON. */
export async function answerWithJson(id: string, input: unknown, { call, signal, onFailure }: CallOptions): Promise<Response> {
  try {
    return Response.json((await call(id, input, { signal })) ?? null);
  } catch (error) {
    return problemResponse(reported(error, onFailure));
  }
}

/**
 * Answers with server-sent events: `progress` and `delta` while it works, then one `result` or one `error`.
 * A client that goes away stops the work.
 */
export function answerWithEvents(id: string, input: unknown, { call, signal, deltasAreLines = false, onFailure }: CallOptions): Response {
  const gone = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      const send = (event: string, data: unknown): void => {
        if (!gone.signal.aborted) stream.enqueue(encodeEvent(event, data));
      };
      let leftOutCount = 0;
      const sendDelta = (text: string): void => {
        if (deltasAreLines && (stream.desiredSize ?? 0) < -MAX_WAITING_EVENTS) {
          leftOutCount += 1;
          return;
        }
        tellLeftOut();
        send('delta', { text });
      };
      const tellLeftOut = (): void => {
        if (leftOutCount > 0) send('delta', { text: `${JSON.stringify({ type: 'skipped', eventCount: leftOutCount })}\n` });
        leftOutCount = 0;
      };
      // A quiet connection would be taken for a dead one by what lies between; lines that begin with a colon say nothing.
      const heartbeat = setInterval(() => gone.signal.aborted || stream.enqueue(new TextEncoder().encode(': here\n\n')), HEARTBEAT_MS);
      try {
        const output = await call(id, input, {
          signal: AbortSignal.any([signal, gone.signal]),
          onProgress: (progress) => send('progress', progress),
          onDelta: sendDelta,
        });
        tellLeftOut();
        send('result', output ?? null);
      } catch (error) {
        send('error', reported(error, onFailure));
      } finally {
        clearInterval(heartbeat);
      }
      if (!gone.signal.aborted) stream.close();
    },
    cancel() {
      gone.abort();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

function reported(error: unknown, onFailure: (error: unknown) => void): ReturnType<typeof problemOf> {
  const problem = problemOf(error);
  if (problem.code === 'failed') onFailure(error);
  return problem;
}
