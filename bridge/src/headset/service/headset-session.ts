import { errorCodeOf, IzaError, isAbort } from '@iza/core/foundation';
import type { Capture, CaptureEvent } from '@iza/core/neuro';
import type { Annotation, BoardId, Clock, HeadsetEvent, HeadsetReport, HeadsetSession, SampleBlock } from '@iza/core/ports';
import type { SessionRecorder } from '../recorder/index.ts';
import { createSignalMonitor, type SignalSummary } from '../signal/index.ts';
import { createAnnotationLog } from './annotation-log.ts';
import { createEventBroadcast } from './event-broadcast.ts';

export interface HeadsetSessionOptions {
  readonly id: string;
  readonly deviceId: string;
  readonly boardId: BoardId;
  readonly title: string;
  readonly firmware: string | undefined;
  readonly capture: Capture;
  /** µV at which each electrode's converter clips. */
  readonly fullScalesUv: readonly number[];
  /** Ends what the capture waits for when its headset is away. */
  readonly abort: () => void;
  /** How long a headset that went away is waited for. */
  readonly reconnectForMs: number;
  readonly recorder: SessionRecorder | undefined;
  readonly lineFrequencyHz: number;
  readonly clock: Clock;
  /** What a simulated person does, as it becomes known; onsets count from the first sample. */
  readonly takeAnnotations?: (() => readonly Annotation[]) | undefined;
  /** What is known already: a latency that can be cured. */
  readonly notices: readonly string[];
  /** Writes the session note; gives its path. */
  readonly writeNote?: ((report: HeadsetReport, summary: SignalSummary) => Promise<string | undefined>) | undefined;
}

/** More tell nothing new. */
const MAX_WARNINGS = 50;

/** A capture that runs until it is stopped, its device is gone for good, or its disk is full. */
export interface RunningSession {
  present(): HeadsetSession;
  follow(options: { signal?: AbortSignal | undefined; queueLength?: number | undefined }): AsyncIterable<HeadsetEvent>;
  mark(text: string): { sampleIndex: number; onsetSeconds: number };
  stop(): Promise<HeadsetReport>;
  /** Resolves when it has ended, by itself or by `stop`. Never rejects. */
  readonly ended: Promise<HeadsetReport>;
}

export function runHeadsetSession(options: HeadsetSessionOptions): RunningSession {
  const { id, deviceId, boardId, title, firmware, capture, clock, recorder } = options;
  const { channels, samplingRateHz } = capture;
  const startedMs = clock.nowMs();
  const warnings = [...options.notices];
  const warn = (text: string): void => {
    // A cable that comes and goes all night must not fill the memory.
    if (warnings.length < MAX_WARNINGS) warnings.push(text);
  };
  const monitor = createSignalMonitor({ channels, samplingRateHz, lineFrequencyHz: options.lineFrequencyHz, fullScales: options.fullScalesUv });
  const annotations = createAnnotationLog(samplingRateHz);
  const broadcast = createEventBroadcast(present);

  let state: HeadsetSession['state'] = 'streaming';
  let isStopping = false;
  let endReason: string | undefined;
  let sampleCount = 0;
  let lostCount = 0;
  let nextTick = samplingRateHz;
  let awaySince: number | undefined;
  const endOfWaiting = new AbortController();

  function present(): HeadsetSession {
    const { gapCount, driftPpm } = capture.state();
    return { id, deviceId, boardId, title, channels, samplingRateHz, startedMs, state, sampleCount, lostCount, gapCount, driftPpm, firmware, recordingPath: recorder?.path, warnings: [...warnings] };
  }

  function changeState(next: HeadsetSession['state']): void {
    state = next;
    broadcast.publish({ type: 'session-change', session: present() });
  }

  function take(event: CaptureEvent): void {
    switch (event.type) {
      case 'samples':
        takeBlock(event.block);
        break;
      case 'gap':
        annotations.lose(event.firstSampleIndex, event.sampleCount);
        break;
      case 'auxiliary':
        recorder?.takeAuxiliary(event.block);
        break;
      case 'marker':
        takeMark(event.marker.sampleIndex, event.marker.text);
        break;
      case 'disconnect':
        awaySince = clock.nowMs();
        warn(`The headset went away after ${(sampleCount / samplingRateHz).toFixed(1)} s: ${event.reason.replace(/\.+$/, '')}.`);
        changeState('reconnecting');
        void giveUpLater();
        break;
      case 'reconnect':
        warn(`The headset came back after ${((clock.nowMs() - (awaySince ?? clock.nowMs())) / 1000).toFixed(1)} s; the time between is marked as lost.`);
        awaySince = undefined;
        monitor.reset();
        changeState('streaming');
        break;
      case 'warning':
        warn(event.message);
        break;
      case 'settings-change':
        // A file holds one scale from its first sample to its last.
        if (recorder) stopBecause('The settings of the amplifier were changed: the recording ends there, for what comes after has another scale.');
        break;
    }
  }

  function takeMark(sampleIndex: number, text: string): void {
    recorder?.annotate(annotations.mark(sampleIndex, text));
    broadcast.publish({ type: 'marker', sampleIndex, text });
  }

  function takeBlock(block: SampleBlock): void {
    for (const { onsetSeconds, text } of options.takeAnnotations?.() ?? []) takeMark(Math.round(onsetSeconds * samplingRateHz), text);
    sampleCount = block.firstSampleIndex + block.sampleCount;
    lostCount += block.lostCount;
    recorder?.append(block);
    monitor.push(block);
    broadcast.publish({ type: 'samples', block });
    if (sampleCount < nextTick) return;
    nextTick = sampleCount + samplingRateHz;
    const { quality, bandPowers } = monitor.assess();
    broadcast.publish({ type: 'quality', sampleIndex: sampleCount, channels: quality });
    if (bandPowers) broadcast.publish({ type: 'band-powers', sampleIndex: sampleCount, ...bandPowers });
    broadcast.publish({ type: 'session-change', session: present() });
  }

  async function giveUpLater(): Promise<void> {
    const since = awaySince;
    await clock.sleep(options.reconnectForMs, { signal: endOfWaiting.signal }).catch(() => undefined);
    if (awaySince === since && since !== undefined) stopBecause(`The headset did not come back in ${Math.round(options.reconnectForMs / 1000)} s: the session ended.`);
  }

  function stopBecause(reason: string | undefined): void {
    if (isStopping) return;
    isStopping = true;
    endReason = reason;
    endOfWaiting.abort();
    // A board that is there is told to stop; one that is away cannot be.
    if (state === 'reconnecting') options.abort();
    else capture.stop();
  }

  async function run(): Promise<HeadsetReport> {
    void recorder?.failed.then((error) => stopBecause(error.message));
    try {
      for await (const event of capture) take(event);
    } catch (error) {
      // Once it was told to stop, how the connection ends is nobody's concern.
      if (!isStopping && !isAbort(error)) endReason = errorCodeOf(error) === undefined ? `The session broke off: ${messageOf(error)}` : messageOf(error);
    }
    endOfWaiting.abort();
    await closeQuietly(capture);
    if (endReason !== undefined) warnings.push(endReason);
    return finish();
  }

  async function finish(): Promise<HeadsetReport> {
    try {
      await recorder?.finish();
    } catch (error) {
      warnings.push(messageOf(error));
    }
    warnings.push(...(recorder?.warnings() ?? []));
    if (lostCount > 0) warnings.push(`${lostCount} of ${sampleCount} samples were lost (${((100 * lostCount) / sampleCount).toFixed(2)} %); they are marked BAD_lost.`);
    state = 'ended';
    const summary = monitor.summary();
    const report = (notePath: string | undefined): HeadsetReport => ({
      session: present(),
      recordingPath: recorder?.path,
      notePath,
      durationSeconds: sampleCount / samplingRateHz,
      failure: endReason,
      quality: summary.quality,
      bandPowersUv2: summary.bandPowersUv2,
      annotations: annotations.kept(),
      warnings: [...warnings],
    });
    let notePath: string | undefined;
    try {
      notePath = await options.writeNote?.(report(undefined), summary);
    } catch (error) {
      warnings.push(`The session note was not written: ${messageOf(error)}`);
    }
    const last = report(notePath);
    broadcast.end({ type: 'session-end', report: last });
    return last;
  }

  const ended = run();
  return {
    present,
    follow: (followOptions) => broadcast.subscribe(followOptions),
    mark(text) {
      if (state === 'ended') throw new IzaError('session-missing', `Cannot mark session ${id}: it has ended.`);
      const { sampleIndex, onsetSeconds } = capture.mark(text);
      return { sampleIndex, onsetSeconds };
    },
    async stop() {
      stopBecause(undefined);
      return ended;
    },
    ended,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function closeQuietly(capture: Capture): Promise<void> {
  try {
    await capture[Symbol.asyncDispose]();
  } catch {
    // A port that is gone cannot be closed; what was captured is safe.
  }
}
