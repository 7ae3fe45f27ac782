import { LIVE_SUBPROTOCOL } from '@iza/core/protocol';
import type { HeadsetPort, HeadsetSession } from '@iza/core/ports';
import { WebSocketServer, type WebSocket } from 'ws';
import { createTokenCheck, problem, type UpgradeHandler } from '../http/index.ts';
import { CLOSE_GOING_AWAY, CLOSE_REFUSED, createLiveHub } from './live-hub.ts';
import { createLiveSubscriber } from './live-subscriber.ts';
import { readLiveRequest } from './read-live-request.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

/** A reader says nothing: this only bounds what is read before the connection is closed for it. */
const MAX_PAYLOAD_BYTES = 1024;
/** Unsent bytes that make a reader slow: this much, and two seconds of the stream. */
const LIMIT_BYTES = 256 * 1024;
const LIMIT_SECONDS = 2;
const PING_MS = 15_000;
/** How long a reader may take to say goodbye. */
const CLOSE_MS = 1000;

export interface LiveServerOptions {
  readonly headset: Pick<HeadsetPort, 'sessions' | 'follow'>;
  readonly token: string;
  readonly allowedHosts: () => readonly string[];
  readonly onFailure: (error: unknown) => void;
  readonly pingMs?: number;
  readonly limitBytes?: number;
}

/** Live signals over WebSocket, on the bridge's one HTTP server. */
export interface LiveServer {
  readonly upgrade: UpgradeHandler;
  /** Begins to keep the last seconds of a session for readers that come later. */
  watch(session: Pick<HeadsetSession, 'id'>): void;
  /** Says goodbye to every reader; who does not answer is cut off. */
  close(): Promise<void>;
}

export function createLiveServer({ headset, token, allowedHosts, onFailure, pingMs = PING_MS, limitBytes = LIMIT_BYTES }: LiveServerOptions): LiveServer {
  const isToken = createTokenCheck(token);
  const hub = createLiveHub({ headset, onFailure });
  // reason for the variable: ws takes closeTimeout, its published types do not name it yet
  const webSocketOptions = {
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
    closeTimeout: CLOSE_MS,
    clientTracking: false,
    // Never the token that was offered beside it.
    handleProtocols: () => LIVE_SUBPROTOCOL,
  };
  const webSockets = new WebSocketServer(webSocketOptions);
  const open = new Set<WebSocket>();
  let isClosing = false;

  function serve(socket: WebSocket, sessionId: string, backlogSeconds: number): void {
    const session = headset.sessions().find(({ id }) => id === sessionId);
    const bytesPerSecond = session ? 4 * session.channels.length * session.samplingRateHz : 0;
    const leave = hub.subscribe(sessionId, createLiveSubscriber(socket, limitBytes + LIMIT_SECONDS * bytesPerSecond), { backlogSeconds });
    if (!leave) return socket.close(CLOSE_GOING_AWAY, 'The session ended.');
    const stopPinging = keepAlive(socket, pingMs);
    open.add(socket);
    socket.on('close', () => {
      leave();
      stopPinging();
      open.delete(socket);
    });
  }

  return {
    upgrade(request, socket, head) {
      // A client that goes away in the middle of this is no failure of the bridge.
      socket.on('error', () => socket.destroy());
      const asked = readLiveRequest(request, { allowedHosts: allowedHosts(), isToken });
      if ('refusal' in asked) return refuseUpgrade(socket, asked.refusal);
      const isRunning = headset.sessions().some(({ id, state }) => id === asked.sessionId && state !== 'ended');
      if (!isRunning || isClosing) return refuseUpgrade(socket, problem(404, 'session-missing', `Session "${asked.sessionId}" is not running. headset.list tells which are.`));
      webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        // What breaks the protocol (a frame too large, bytes that are none) is answered and closed by ws itself.
        webSocket.on('error', () => undefined);
        webSocket.on('message', () => webSocket.close(CLOSE_REFUSED, 'This stream takes no messages.'));
        serve(webSocket, asked.sessionId, asked.backlogSeconds);
      });
    },
    watch: ({ id }) => hub.watch(id),
    async close() {
      isClosing = true;
      hub.close();
      const gone = [...open].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
      for (const socket of open) socket.close(CLOSE_GOING_AWAY, 'The bridge is closing.');
      await Promise.all(gone);
    },
  };
}

/** Cuts a connection off that answered no ping for a whole round: its other side is gone or frozen. */
function keepAlive(socket: WebSocket, pingMs: number): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    return socket.ping();
  }, pingMs);
  return () => clearInterval(timer);
}
