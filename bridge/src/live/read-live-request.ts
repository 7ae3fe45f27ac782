import type { IncomingMessage } from 'node:http';
import { LIVE_PATH, LIVE_SUBPROTOCOL, LIVE_TOKEN_PREFIX } from '@iza/core/protocol';
import { bearerTokenOf, problem, refusalOfPlace, TOKEN_REFUSAL, type Problem } from '../http/index.ts';
import { MAX_BACKLOG_SECONDS } from './live-hub.ts';

export interface LiveRequest {
  readonly sessionId: string;
  readonly backlogSeconds: number;
}

interface ReadLiveRequestOptions {
  readonly allowedHosts: readonly string[];
  readonly isToken: (candidate: string) => boolean;
}

/** What a WebSocket upgrade asks for, or why it is refused: the same place and token checks as every other request. */
export function readLiveRequest(request: IncomingMessage, { allowedHosts, isToken }: ReadLiveRequestOptions): LiveRequest | { readonly refusal: Problem } {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const refusal = refusalOfPlace({ method: request.method ?? '', header, allowedHosts });
  if (refusal) return { refusal };

  const offered = (header('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim());
  // A browser cannot set Authorization on a WebSocket; in the address the token would end up in logs and histories.
  const candidate = bearerTokenOf(header('authorization')) ?? offered.find((name) => name.startsWith(LIVE_TOKEN_PREFIX))?.slice(LIVE_TOKEN_PREFIX.length);
  if (candidate === undefined || !isToken(candidate)) return { refusal: TOKEN_REFUSAL };

  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname !== LIVE_PATH) return { refusal: problem(404, 'route-missing', `There is no such stream. Live signals are at ${LIVE_PATH}?session=ID.`) };
  if (!offered.includes(LIVE_SUBPROTOCOL)) return { refusal: problem(400, 'protocol-missing', `Offer the WebSocket subprotocol "${LIVE_SUBPROTOCOL}".`) };
  const sessionId = url.searchParams.get('session');
  if (!sessionId) return { refusal: problem(400, 'bad-input', 'Name the session: "?session=ID". headset.list tells which run.') };
  const backlog = url.searchParams.get('backlog') ?? '0';
  const backlogSeconds = /^\d{1,3}(?:\.\d{1,3})?$/.test(backlog) ? Number(backlog) : Number.NaN;
  if (!(backlogSeconds <= MAX_BACKLOG_SECONDS)) return { refusal: problem(400, 'bad-input', `"backlog" is a number of seconds from 0 to ${MAX_BACKLOG_SECONDS}.`) };
  return { sessionId, backlogSeconds };
}
