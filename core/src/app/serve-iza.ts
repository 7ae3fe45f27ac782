import { z } from 'zod';
import { IzaError } from '../foundation/index.ts';
import { openChannel, type Channel, type HandlerContext, type MessageEndpoint } from '../protocol/index.ts';
import type { CapabilityProgress } from './capability.ts';
import { createChangeSignal } from './change-signal.ts';
import type { Iza } from './create-iza.ts';

/** Progress reaches the host at most this often: it is for a person's eyes, and indexing passes thousands of notes a second. */
const PROGRESS_INTERVAL_MS = 50;

const callInputSchema = z.strictObject({ id: z.string(), input: z.unknown() });

/**
 * Runs an IZA in this thread for a host at the other end of the wire, which holds it through `connectIza`.
 * `openIza` gets what the host passed as `options` (unchecked: parse it) and the channel, to reach the host's own
 * sources and stores. The IZA is closed when the host closes it or is gone.
 */
export function serveIza(
  endpoint: MessageEndpoint,
  openIza: (options: unknown, context: { channel: Channel; signal: AbortSignal }) => Promise<Iza>,
): Channel {
  const statusChanges = createChangeSignal();
  let opening: Promise<Iza> | undefined;

  function opened(): Promise<Iza> {
    if (!opening) throw new IzaError('bad-input', 'Cannot use this IZA before it was opened');
    return opening;
  }

  async function open(options: unknown, { signal }: HandlerContext): Promise<void> {
    if (opening) throw new IzaError('bad-input', 'Cannot open this IZA twice. Close it and start another.');
    opening = openIza(options, { channel, signal });
    try {
      await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  }

  async function close(): Promise<void> {
    const iza = await opening?.catch(() => undefined);
    opening = undefined;
    await iza?.close();
  }

  async function call(message: unknown, { signal, onProgress, onDelta }: HandlerContext): Promise<unknown> {
    const { id, input } = callInputSchema.parse(message);
    const iza = await opened();
    let reportedMs = -Infinity;
    try {
      return await iza.call(id, input, {
        signal,
        onDelta,
        onProgress(progress: CapabilityProgress) {
          const nowMs = iza.clock.nowMs();
          if (nowMs - reportedMs < PROGRESS_INTERVAL_MS && progress.doneCount !== progress.totalCount) return;
          reportedMs = nowMs;
          onProgress(progress);
          statusChanges.notify();
        },
      });
    } finally {
      statusChanges.notify();
    }
  }

  const channel = openChannel(endpoint, {
    peerName: 'the host',
    handlers: {
      'iza/open': open,
      'iza/close': close,
      'iza/call': call,
      'iza/status': async () => (await opened()).knowledge.status(),
      'iza/pause': async () => {
        (await opened()).knowledge.pause();
        statusChanges.notify();
      },
      'iza/resume': async () => {
        (await opened()).knowledge.resume();
        statusChanges.notify();
      },
      'iza/status-changes': async function* (_input, { signal }) {
        const { knowledge } = await opened();
        const changes = statusChanges.reader();
        while (!signal.aborted) {
          yield knowledge.status();
          await changes.next(signal);
        }
      },
      'iza/follow': async function* (_input, { signal }) {
        for await (const report of (await opened()).knowledge.follow({ signal })) {
          statusChanges.notify();
          yield report;
        }
      },
    },
  });
  void channel.closed.then(close);
  return channel;
}
