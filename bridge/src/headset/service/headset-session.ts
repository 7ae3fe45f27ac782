import { errorCodeOf, IzaError, isAbort } from '@iza/core/foundation';
import type { Clock, HeadsetEvent, HeadsetReport, HeadsetSession, SampleBlock } from '@iza/core/ports';
import type { SessionRecorder } from '../recorder/index.ts';
import { createAnnotationLog } from './annotation-log.ts';
import type { CaptureConnection, CaptureStep } from './capture-connection.ts';
import { createEventBroadcast } from './event-broadcast.ts';
import { lostBlocks } from './lost-blocks.ts';
import { createSignalMonitor, type SignalSummary } from '../signal/index.ts';

export interface HeadsetSessionOptions {
  readonly id: string;
  readonly deviceId: string;
  readonly title: string;
  readonly connection: CaptureConnection;
  /** Tries once to reach the same device again. */
  readonly reconnect: (options: { signal: AbortSignal }) => Promise<CaptureConnection>;
  /** How long it is tried, and how long is waited between two attempts. */
  readonly reconnectForMs: number;
  readonly retryMs: number;
  readonly recorder: SessionRecorder | undefined;
  readonly lineFrequencyHz: number;
  readonly clock: Clock;
  /** Writes the session note; gives its path. */
  readonly writeNote?: ((report: HeadsetReport, summary: SignalSummary) => Promise<string | undefined>) | undefined;
}

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
  const { id, deviceId, title, clock, recorder } = options;
  const { boardId, channels, samplingRateHz, electrodeCount, firmware } = options.connection;
  const startedMs = clock.nowMs();
  const stopping = new AbortController();
  const warnings = [...options.connection.notices];
  const monitor = createSignalMonitor({ channels: channels.slice(0, electrodeCount), samplingRateHz, lineFrequencyHz: options.lineFrequencyHz, fullScales: options.connection.scales.slice(0, electrodeCount).map(({ fullScale }) => fullScale) });
  const annotations = createAnnotationLog(samplingRateHz, (annotation) => recorder?.annotate(annotation));
  const broadcast = createEventBroadcast(present);

  let connection = options.connection;
  let state: HeadsetSession['state'] = 'streaming';
  let sampleCount = 0;
  let lostCount = 0;
  let earlierGapCount = 0;
  let gapCount = 0;
  let driftPpm: number | undefined;
  /** Number of this connection's first sample in the session. */
  let connectionStart = 0;
  let isFirstBlock = true;
  /** The session's clock: this sample was taken at this time. */
  let anchor = { sampleIndex: 0, timeMs: startedMs };
  let nextTick = samplingRateHz;

  function present(): HeadsetSession {
    return { id, deviceId, boardId, title, channels, samplingRateHz, startedMs, state, sampleCount, lostCount, gapCount, driftPpm, firmware, recordingPath: recorder?.path, warnings: [...warnings] };
  }

  function changeState(next: HeadsetSession['state']): void {
    state = next;
    broadcast.publish({ type: 'session-change', session: present() });
  }

  function pass(block: SampleBlock): void {
    sampleCount = block.firstSampleIndex + block.sampleCount;
    lostCount += block.lostCount;
    annotations.scan(block);
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

  function take(step: CaptureStep): void {
    if (isFirstBlock) {
      isFirstBlock = false;
      if (sampleCount > 0) passAbsence(step.block.startMs);
      connectionStart = sampleCount - step.block.firstSampleIndex;
    }
    const block = { ...step.block, firstSampleIndex: connectionStart + step.block.firstSampleIndex };
    driftPpm = step.driftPpm ?? driftPpm;
    gapCount = earlierGapCount + step.gapCount;
    anchor = { sampleIndex: block.firstSampleIndex, timeMs: block.startMs };
    pass(block);
  }

  /** The time in which no board was there counts as lost samples, so that a second of the recording is a second. */
  function passAbsence(nowMs: number): void {
    const startMs = timeOf(sampleCount);
    const absentCount = Math.max(0, Math.round(((nowMs - startMs) / 1000) * samplingRateHz));
    earlierGapCount = gapCount + 1;
    for (const block of lostBlocks({ firstSampleIndex: sampleCount, sampleCount: absentCount, startMs, channelCount: channels.length, samplingRateHz })) pass(block);
  }

  function timeOf(sampleIndex: number): number {
    return anchor.timeMs + ((sampleIndex - anchor.sampleIndex) / samplingRateHz) * 1000;
  }

  async function run(): Promise<HeadsetReport> {
    let isOver = false;
    const stop = (): void => void connection.close().catch(() => undefined);
    stopping.signal.addEventListener('abort', stop);
    void recorder?.failed.then((error) => {
      warnings.push(error.message);
      stopping.abort();
    });
    while (!isOver && !stopping.signal.aborted) {
      try {
        for await (const step of connection.steps()) take(step);
        isOver = true;
      } catch (error) {
        if (stopping.signal.aborted || isAbort(error)) break;
        warnings.push(messageOf(error));
        isOver = errorCodeOf(error) !== 'headset-lost' || !(await comeBack());
      }
    }
    stopping.signal.removeEventListener('abort', stop);
    await connection.close().catch(() => undefined);
    return finish();
  }

  /** Whether the device came back in time. */
  async function comeBack(): Promise<boolean> {
    const lostMs = clock.nowMs();
    await connection.close().catch(() => undefined);
    changeState('reconnecting');
    while (!stopping.signal.aborted && clock.nowMs() - lostMs < options.reconnectForMs) {
      try {
        const next = await options.reconnect({ signal: stopping.signal });
        if (next.boardId !== boardId || next.samplingRateHz !== samplingRateHz || next.channels.length !== channels.length) {
          await next.close();
          warnings.push(`What came back at ${deviceId} is another board (${next.boardId}, ${next.channels.length} channels at ${next.samplingRateHz} Hz): the session ends here.`);
          return false;
        }
        connection = next;
        isFirstBlock = true;
        monitor.reset();
        warnings.push(`The headset was away for ${((clock.nowMs() - lostMs) / 1000).toFixed(1)} s; the time is marked as lost.`);
        changeState('streaming');
        return true;
      } catch {
        // Still away: the loop tries again until the time is over.
        await clock.sleep(options.retryMs, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    if (!stopping.signal.aborted) warnings.push(`The headset did not come back in ${Math.round(options.reconnectForMs / 1000)} s: the session ended.`);
    return false;
  }

  async function finish(): Promise<HeadsetReport> {
    annotations.end();
    try {
      await recorder?.finish();
    } catch (error) {
      warnings.push(messageOf(error));
    }
    if (lostCount > 0) warnings.push(`${lostCount} of ${sampleCount} samples were lost (${((100 * lostCount) / sampleCount).toFixed(2)} %); they are marked BAD_lost.`);
    state = 'ended';
    const summary = monitor.summary();
    const report = (notePath: string | undefined): HeadsetReport => ({
      session: present(),
      recordingPath: recorder?.path,
      notePath,
      durationSeconds: sampleCount / samplingRateHz,
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
      const sampleIndex = Math.max(0, Math.round(anchor.sampleIndex + ((clock.nowMs() - anchor.timeMs) / 1000) * samplingRateHz));
      const { onsetSeconds } = annotations.mark(sampleIndex, text);
      broadcast.publish({ type: 'marker', sampleIndex, text });
      return { sampleIndex, onsetSeconds };
    },
    async stop() {
      stopping.abort();
      return ended;
    },
    ended,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
