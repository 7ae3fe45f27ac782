import { boards, captureSamples, createQualityMonitor, type Capture } from '@iza/core/neuro';
import { IzaError } from '@iza/core/foundation';
import type { Clock } from '@iza/core/ports';
import type { LiveSession } from '@iza/core/protocol';
import type { FollowedMessage } from './follow-session.ts';
import { createMessageQueue } from './message-queue.ts';
import type { SessionViewOptions } from './session-view.ts';
import { choosePort, createWebSerialTransport } from './web-serial-transport.ts';

const QUALITY_MS = 1000;

const browserClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, durationMs);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new IzaError('aborted', 'Stopped waiting'));
      }, { once: true });
    }),
};

/**
 * A Cyton read by this browser itself, for a machine whose bridge is elsewhere or whose port the bridge may not open. Nothing is recorded.
 * `undefined` when the person chose no port. @throws IzaError of the port or the board, saying what to do
 */
export async function browserHeadset(): Promise<Pick<SessionViewOptions, 'messages' | 'onStop' | 'onMark'> | undefined> {
  const port = await choosePort();
  if (!port) return undefined;
  const transport = await createWebSerialTransport(port);
  const first = await captureSamples(transport, { board: boards.cyton, clock: browserClock });
  const hasDaisy = /daisy/i.test(first.hello);
  let capture = first;
  if (hasDaisy) {
    await first[Symbol.asyncDispose]();
    capture = await captureSamples(await createWebSerialTransport(port), { board: boards['cyton-daisy'], clock: browserClock });
  }
  const messages = createMessageQueue<FollowedMessage>();
  void publish(capture, { title: `${boards[hasDaisy ? 'cyton-daisy' : 'cyton'].title} on this browser`, boardId: hasDaisy ? 'cyton-daisy' : 'cyton', push: (message) => messages.push(message) }).then(
    () => messages.end(),
    (error: unknown) => {
      messages.push({ type: 'connection', state: 'waiting', text: error instanceof Error ? error.message : String(error) });
      messages.end();
    },
  );
  return {
    messages,
    onStop: () => capture.stop(),
    onMark: async (text) => void capture.mark(text),
  };
}

async function publish(capture: Capture, { title, boardId, push }: { title: string; boardId: 'cyton' | 'cyton-daisy'; push: (message: FollowedMessage) => void }): Promise<void> {
  const board = boards[boardId];
  const startedMs = Date.now();
  const session = (): LiveSession => {
    const { sampleCount, lostCount, gapCount, driftPpm, phase } = capture.state();
    const state = phase === 'ended' ? 'ended' : phase === 'reconnecting' ? 'reconnecting' : 'streaming';
    return { id: `browser-${startedMs}`, deviceId: 'browser', boardId, title, channels: capture.channels, samplingRateHz: capture.samplingRateHz, startedMs, state, sampleCount, lostCount, gapCount, driftPpm, warnings: [] };
  };
  const monitor = createQualityMonitor({
    channelNames: capture.channels.map(({ name }) => name),
    samplingRateHz: capture.samplingRateHz,
    fullScaleUv: capture.state().settings.channels.map((channel) => board.fullScaleUv(channel)),
    lineFrequencyHz: 50,
  });
  push({ type: 'live-open', session: session(), backlogSampleCount: 0 });
  let assessedMs = 0;
  for await (const event of capture) {
    if (event.type === 'marker') push({ type: 'marker', text: event.marker.text, sampleIndex: event.marker.sampleIndex });
    if (event.type === 'disconnect') push({ type: 'connection', state: 'waiting', text: event.reason });
    if (event.type !== 'samples') continue;
    const { block } = event;
    push({ type: 'samples', ...block, channelCount: capture.channels.length, samples: Float32Array.from(block.samples) });
    monitor.push(block.samples, block.sampleCount);
    if (performance.now() - assessedMs < QUALITY_MS) continue;
    assessedMs = performance.now();
    push({ type: 'quality', sampleIndex: block.firstSampleIndex, channels: monitor.assess() });
    push({ type: 'session-change', session: session() });
  }
}
