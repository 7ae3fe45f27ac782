import { IzaError } from '../../foundation/index.ts';
import type { Channel, HeadsetEvent, HeadsetPort, HeadsetReport, HeadsetSession, StartHeadsetOptions } from '../../ports/index.ts';

/** Headsets whose every event comes from the test. */
export interface HeadsetDouble extends HeadsetPort {
  /** Gives an event to everybody who follows the session. */
  emit(sessionId: string, event: HeadsetEvent): void;
  /** Emits the next samples: channel c of sample n is 100·c + n mod 100 µV. */
  emitSamples(sessionId: string, sampleCount: number): void;
  /** Lets the session break off: everybody who follows it gets the error. */
  fail(sessionId: string, error: Error): void;
  /** How many follow the session now. */
  followerCount(sessionId: string): number;
  /** What `start` was called with, in order. */
  readonly starts: readonly StartHeadsetOptions[];
}

interface Follower {
  readonly waiting: HeadsetEvent[];
  failure: Error | undefined;
  wake: () => void;
}

interface Running {
  session: HeadsetSession;
  readonly followers: Set<Follower>;
}

/** Headsets in memory: one device, `simulated:double`, with as many channels as asked for. */
export function createHeadsetDouble({ channelCount = 2, samplingRateHz = 250 }: { channelCount?: number; samplingRateHz?: number } = {}): HeadsetDouble {
  const running = new Map<string, Running>();
  const starts: StartHeadsetOptions[] = [];
  const channels = Array.from({ length: channelCount }, (_, index): Channel => ({ name: `C${index + 1}`, type: 'eeg', unit: 'µV', samplingRateHz }));

  const runningOf = (sessionId: string): Running => {
    const found = running.get(sessionId);
    if (!found) throw new IzaError('session-missing', `Cannot use session "${sessionId}": it is not running.`);
    return found;
  };
  const emit = (sessionId: string, event: HeadsetEvent): void => {
    for (const follower of runningOf(sessionId).followers) {
      follower.waiting.push(event);
      follower.wake();
    }
  };

  return {
    starts,
    emit,
    emitSamples(sessionId, sampleCount) {
      const current = runningOf(sessionId);
      const firstSampleIndex = current.session.sampleCount;
      const samples = Float64Array.from({ length: channelCount * sampleCount }, (_, index) => 100 * Math.floor(index / sampleCount) + ((firstSampleIndex + (index % sampleCount)) % 100));
      current.session = { ...current.session, sampleCount: firstSampleIndex + sampleCount };
      const startMs = current.session.startedMs + (1000 * firstSampleIndex) / samplingRateHz;
      emit(sessionId, { type: 'samples', block: { firstSampleIndex, sampleCount, samples, startMs, lostCount: 0 } });
    },
    fail(sessionId, error) {
      for (const follower of runningOf(sessionId).followers) {
        follower.failure = error;
        follower.wake();
      }
      running.delete(sessionId);
    },
    followerCount: (sessionId) => running.get(sessionId)?.followers.size ?? 0,
    list: async () => [{ id: 'simulated:double', title: 'A headset in memory', kind: 'simulated', isLikely: true, boards: ['synthetic'] }],
    sessions: () => [...running.values()].map(({ session }) => session),
    async start(options) {
      starts.push(options);
      const session: HeadsetSession = {
        id: `session-${starts.length}`,
        deviceId: options.deviceId,
        boardId: 'synthetic',
        title: 'A headset in memory',
        channels,
        samplingRateHz,
        startedMs: 1_700_000_000_000,
        state: 'streaming',
        sampleCount: 0,
        lostCount: 0,
        gapCount: 0,
        driftPpm: undefined,
        firmware: undefined,
        recordingPath: options.recording?.path,
        warnings: [],
      };
      running.set(session.id, { session, followers: new Set() });
      return session;
    },
    follow(sessionId, { signal } = {}) {
      const current = runningOf(sessionId);
      const follower: Follower = { waiting: [{ type: 'session-change', session: current.session }], failure: undefined, wake: () => undefined };
      current.followers.add(follower);
      return eventsOf(follower, { signal, onLeave: () => void current.followers.delete(follower) });
    },
    async mark(sessionId, text) {
      const { sampleCount } = runningOf(sessionId).session;
      emit(sessionId, { type: 'marker', sampleIndex: sampleCount, text });
      return { sampleIndex: sampleCount, onsetSeconds: sampleCount / samplingRateHz };
    },
    async stop(sessionId) {
      const current = runningOf(sessionId);
      current.session = { ...current.session, state: 'ended' };
      const report: HeadsetReport = {
        session: current.session,
        recordingPath: current.session.recordingPath,
        notePath: undefined,
        durationSeconds: current.session.sampleCount / samplingRateHz,
        quality: [],
        bandPowersUv2: {},
        annotations: [],
        warnings: [],
      };
      emit(sessionId, { type: 'session-end', report });
      running.delete(sessionId);
      return report;
    },
    measureImpedance: async () => channels.map(({ name }) => ({ channelName: name, impedanceOhm: 5000 })),
    async [Symbol.asyncDispose]() {
      for (const { followers } of running.values()) for (const follower of followers) follower.wake();
      running.clear();
    },
  };
}

async function* eventsOf(follower: Follower, { signal, onLeave }: { signal: AbortSignal | undefined; onLeave: () => void }): AsyncGenerator<HeadsetEvent, void, void> {
  const onAbort = (): void => follower.wake();
  signal?.addEventListener('abort', onAbort);
  try {
    for (;;) {
      if (signal?.aborted) return;
      const event = follower.waiting.shift();
      if (event) {
        yield event;
        if (event.type === 'session-end') return;
      } else if (follower.failure) throw follower.failure;
      else {
        await new Promise<void>((resolve) => {
          follower.wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    onLeave();
  }
}
