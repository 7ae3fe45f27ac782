import type { KnowledgeStatus, SyncReport } from '../knowledge/index.ts';
import { openChannel, type Handlers, type MessageEndpoint } from '../protocol/index.ts';
import type { CapabilityContext, CapabilityProgress } from './capability.ts';

/** An IZA in another thread, used as one in this thread is. Whatever is open when that thread dies rejects with `connection-lost`. */
export interface RemoteIza extends AsyncDisposable {
  /**
   * Runs a capability by id on unchecked input.
   * @throws IzaError `capability-missing` | `bad-input` | `connection-lost` and whatever the capability throws
   */
  call(id: string, input: unknown, context?: CapabilityContext): Promise<unknown>;
  /** Holds indexing between two notes until `resume`. Searching goes on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  status(): Promise<KnowledgeStatus>;
  /** The present status and then every change of it, as fast as it is read. */
  statusChanges(options: { signal: AbortSignal }): AsyncIterable<KnowledgeStatus>;
  /** Keeps the index up to date with the notes until the signal fires; yields after each applied batch. */
  follow(options: { signal: AbortSignal }): AsyncIterable<SyncReport>;
  /** Resolves with the reason when the other thread is gone. */
  readonly closed: Promise<Error>;
  /** Lets the other side write what it holds, then closes the wire. */
  close(): Promise<void>;
}

export interface ConnectIzaOptions {
  /** Handed to `openIza` of the other side; a structured clone. */
  readonly options: unknown;
  /** What the other side may call here: `serveNoteSource(…)`, `serveBlobStore(…)`. */
  readonly handlers?: Handlers;
  /** For error messages: `the index worker`. */
  readonly peerName?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Opens the IZA that `serveIza` offers at the other end of the wire. @throws what opening it threw there; the wire is then closed */
export async function connectIza(
  endpoint: MessageEndpoint,
  { options, handlers = {}, peerName = 'the index worker', signal }: ConnectIzaOptions,
): Promise<RemoteIza> {
  const channel = openChannel(endpoint, { handlers, peerName });
  try {
    await channel.call('iza/open', options, { signal });
  } catch (error) {
    channel.close();
    throw error;
  }
  let isClosed = false;
  void channel.closed.then(() => {
    isClosed = true;
  });

  async function close(): Promise<void> {
    if (isClosed) return;
    try {
      await channel.call('iza/close', null);
    } finally {
      channel.close();
    }
  }

  // reason for the assertions below: the other side runs `serveIza` of this version, which the greeting checked
  return {
    call: (id, input, { signal: callSignal, onProgress, onDelta } = {}) =>
      channel.call(
        'iza/call',
        { id, input },
        { signal: callSignal, onDelta, onProgress: onProgress && ((progress) => onProgress(progress as CapabilityProgress)) },
      ),
    pause: async () => void (await channel.call('iza/pause', null)),
    resume: async () => void (await channel.call('iza/resume', null)),
    status: async () => (await channel.call('iza/status', null)) as KnowledgeStatus,
    statusChanges: ({ signal: statusSignal }) => channel.stream('iza/status-changes', null, { signal: statusSignal }) as AsyncIterable<KnowledgeStatus>,
    follow: ({ signal: followSignal }) => channel.stream('iza/follow', null, { signal: followSignal }) as AsyncIterable<SyncReport>,
    closed: channel.closed,
    close,
    [Symbol.asyncDispose]: close,
  };
}
