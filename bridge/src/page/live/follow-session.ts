import { decodeLiveFrame, LIVE_PATH, LIVE_SUBPROTOCOL, LIVE_TOKEN_PREFIX, type LiveMessage } from '@iza/core/protocol';
import { createMessageQueue, type MessageQueue } from './message-queue.ts';

/** What the page is told about its connection, between the messages. */
export interface ConnectionNote {
  readonly type: 'connection';
  readonly state: 'open' | 'waiting';
  readonly text: string;
}

export type FollowedMessage = LiveMessage | ConnectionNote;

export interface FollowOptions {
  readonly token: string;
  readonly signal: AbortSignal;
  /** Whether the session may still run, asked when the connection broke. */
  readonly isRunning: () => Promise<boolean>;
}

const FIRST_BACKLOG_SECONDS = 30;
const MAX_BACKLOG_SECONDS = 60;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5000;
/** RFC 6455: the session ended. */
const CLOSE_NORMAL = 1000;

/**
 * A session's messages over WebSocket. A connection that breaks is made again, with what was missed meanwhile; the iteration ends
 * with the session. @throws IzaError `connection-lost` for a frame that cannot be read
 */
export async function* followSession(sessionId: string, { token, signal, isRunning }: FollowOptions): AsyncGenerator<FollowedMessage, void, void> {
  let backlogSeconds = FIRST_BACKLOG_SECONDS;
  let retryMs = FIRST_RETRY_MS;
  let lostAtMs: number | undefined;
  while (!signal.aborted) {
    if (lostAtMs !== undefined) backlogSeconds = Math.min(MAX_BACKLOG_SECONDS, Math.ceil((performance.now() - lostAtMs) / 1000) + 5);
    const queue = createMessageQueue<Incoming>();
    const socket = connect(sessionId, { token, backlogSeconds, queue });
    const onAbort = (): void => socket.close();
    signal.addEventListener('abort', onAbort);
    try {
      for await (const incoming of queue) {
        if (incoming.type === 'frame') {
          const message = decodeLiveFrame(incoming.frame);
          yield message;
          if (message.type === 'session-end') return;
        } else if (incoming.type === 'open') {
          retryMs = FIRST_RETRY_MS;
          lostAtMs = undefined;
          yield { type: 'connection', state: 'open', text: '' };
        } else if (incoming.code === CLOSE_NORMAL) return;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      socket.close();
    }
    if (signal.aborted) return;
    lostAtMs ??= performance.now();
    yield { type: 'connection', state: 'waiting', text: 'The connection to the bridge is lost. Trying again …' };
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    retryMs = Math.min(LAST_RETRY_MS, 2 * retryMs);
    if (!(await isRunning())) return;
  }
}

type Incoming = { readonly type: 'open' } | { readonly type: 'frame'; readonly frame: string | Uint8Array<ArrayBuffer> } | { readonly type: 'close'; readonly code: number };

function connect(sessionId: string, { token, backlogSeconds, queue }: { token: string; backlogSeconds: number; queue: MessageQueue<Incoming> }): WebSocket {
  const url = new URL(LIVE_PATH, globalThis.location.href);
  url.protocol = 'ws:';
  url.searchParams.set('session', sessionId);
  url.searchParams.set('backlog', String(backlogSeconds));
  const socket = new WebSocket(url, [LIVE_SUBPROTOCOL, `${LIVE_TOKEN_PREFIX}${token}`]);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => queue.push({ type: 'open' }));
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => queue.push({ type: 'frame', frame: typeof data === 'string' ? data : new Uint8Array(data) }));
  socket.addEventListener('close', ({ code }) => {
    queue.push({ type: 'close', code });
    queue.end();
  });
  return socket;
}
