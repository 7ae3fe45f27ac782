import { isAbort } from '@iza/core/foundation';
import type { HeadsetEvent, HeadsetPort, HeadsetSession } from '@iza/core/ports';
import { encodeLiveEvent, encodeLiveOpen, type LiveFrame } from '@iza/core/protocol';
import { createLiveBacklog, type LiveBacklog } from './live-backlog.ts';
import type { LiveSubscriber } from './live-subscriber.ts';

/** How far back a backlog can go. */
export const MAX_BACKLOG_SECONDS = 60;
/** Events that may wait for this hub, which only encodes and hands on: minutes of them. */
const QUEUE_LENGTH = 8192;

/** RFC 6455 close codes. */
export const CLOSE_NORMAL = 1000;
export const CLOSE_GOING_AWAY = 1001;
export const CLOSE_REFUSED = 1008;
const CLOSE_FAILED = 1011;

interface LiveHubOptions {
  readonly headset: Pick<HeadsetPort, 'sessions' | 'follow'>;
  /** A session that broke off in a way that nobody foresaw. */
  readonly onFailure: (error: unknown) => void;
}

/** Follows each session once, encodes each event once, and hands the frames to everybody who reads them. */
export interface LiveHub {
  /** Begins to keep the session's last seconds; `subscribe` does so too. */
  watch(sessionId: string): void;
  /** Opens the stream for a reader; the returned function ends that. `undefined` when there is no such session. */
  subscribe(sessionId: string, subscriber: LiveSubscriber, options: { backlogSeconds: number }): (() => void) | undefined;
  /** Ends every stream. */
  close(): void;
}

interface WatchedSession {
  session: HeadsetSession;
  readonly backlog: LiveBacklog;
  readonly subscribers: Set<LiveSubscriber>;
  /** The last of each, for who comes late. */
  quality: LiveFrame | undefined;
  bandPowers: LiveFrame | undefined;
}

export function createLiveHub({ headset, onFailure }: LiveHubOptions): LiveHub {
  const watched = new Map<string, WatchedSession>();
  const closing = new AbortController();

  function watch(sessionId: string): WatchedSession | undefined {
    const known = watched.get(sessionId);
    if (known) return known;
    const session = headset.sessions().find(({ id, state }) => id === sessionId && state !== 'ended');
    if (!session || closing.signal.aborted) return undefined;
    const backlog = createLiveBacklog({
      channelCount: session.channels.length,
      keptSampleCount: Math.ceil(MAX_BACKLOG_SECONDS * session.samplingRateHz),
      joinedSampleCount: Math.ceil(session.samplingRateHz),
    });
    const fresh: WatchedSession = { session, backlog, subscribers: new Set(), quality: undefined, bandPowers: undefined };
    watched.set(sessionId, fresh);
    void follow(fresh);
    return fresh;
  }

  async function follow(current: WatchedSession): Promise<void> {
    let code = CLOSE_GOING_AWAY;
    let reason = 'The bridge is closing.';
    try {
      for await (const event of headset.follow(current.session.id, { signal: closing.signal, queueLength: QUEUE_LENGTH })) {
        accept(current, event);
        if (event.type === 'session-end') {
          code = CLOSE_NORMAL;
          reason = 'The session ended.';
        }
      }
    } catch (error) {
      if (!isAbort(error)) {
        onFailure(error);
        code = CLOSE_FAILED;
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    watched.delete(current.session.id);
    for (const subscriber of current.subscribers) subscriber.end(code, reason);
  }

  function accept(current: WatchedSession, event: HeadsetEvent): void {
    const frame = encodeLiveEvent(event, current.session.channels.length);
    if (event.type === 'session-change') current.session = event.session;
    if (event.type === 'quality') current.quality = frame;
    if (event.type === 'band-powers') current.bandPowers = frame;
    if (event.type === 'samples') current.backlog.pushSamples(event.block);
    if (event.type === 'marker') current.backlog.pushFrame(frame, event.sampleIndex);
    const mustArrive = event.type === 'session-change' || event.type === 'session-end';
    for (const subscriber of current.subscribers) {
      if (mustArrive) subscriber.send(frame);
      else subscriber.offer(frame);
    }
  }

  return {
    watch: (sessionId) => void watch(sessionId),
    subscribe(sessionId, subscriber, { backlogSeconds }) {
      const current = watch(sessionId);
      if (!current) return undefined;
      const { frames, sampleCount } = current.backlog.recent(Math.ceil(backlogSeconds * current.session.samplingRateHz));
      const latest = [current.quality, current.bandPowers].filter((frame) => frame !== undefined);
      subscriber.open([encodeLiveOpen(current.session, sampleCount), ...frames, ...latest]);
      current.subscribers.add(subscriber);
      return () => void current.subscribers.delete(subscriber);
    },
    close: () => closing.abort(),
  };
}
