import type { TransportChunk } from '../../ports/index.ts';
import { AUXILIARY_BYTES, AUXILIARY_VALUES, type Board, type BoardSettings, type FrameBatch, type FrameDecoder } from '../boards/index.ts';
import { collectAuxiliary } from './auxiliary-collector.ts';
import { buildBlocks } from './block-builder.ts';
import type { CaptureEvent, GapReason } from './capture-event.ts';
import { createFrameSequence, type FrameSequence, type NumberedChunk } from './frame-sequence.ts';
import { createSampleAssembler, type SampleAssembler } from './sample-assembler.ts';
import { createSampleClock } from './sample-clock.ts';

/** Bytes in, events out. One stream lives as long as the capture, over restarts and reconnections. */
export interface SampleStream {
  receive(chunk: TransportChunk): Generator<CaptureEvent>;
  /** The board starts (again): its counter begins at 0, and what comes next lies after a gap that only time measures. */
  restart(settings: BoardSettings, reason: GapReason): void;
  /** Delivers what was held back; no more bytes come before the next restart. */
  flush(): Generator<CaptureEvent>;
  /** The sample that is being taken at this time; `undefined` before the first. */
  indexAt(timeMs: number): number | undefined;
  counts(): { sampleCount: number; lostCount: number; gapCount: number; staleCount: number; strayByteCount: number; driftPpm: number | undefined };
}

export interface SampleStreamOptions {
  readonly board: Board;
  readonly samplingRateHz: number;
  /** Added to arrival times to get times of day. */
  readonly epochMs: number;
  /** False where the beginning of the stream was not seen. */
  readonly fromStart: boolean;
}

export function createSampleStream({ board, samplingRateHz, epochMs, fromStart }: SampleStreamOptions): SampleStream {
  const { frames } = board;
  const partCount = frames.channelOffsets.length;
  const channelCount = board.channelNames.length;
  const firstValidSample = fromStart ? Math.ceil(frames.invalidFirstFrames / partCount) : 0;
  const clock = createSampleClock({ periodMs: 1000 / samplingRateHz });
  const timeOf = (sampleIndex: number): number => epochMs + clock.timeOf(sampleIndex);
  let settings = board.defaultSettings;
  let decoder: FrameDecoder = board.createFrameDecoder(settings);
  let sequence: FrameSequence;
  let assembler: SampleAssembler;
  let places = new Float64Array(64);
  /** Frames of which it is not known yet whether a whole turn of the counter was lost before them. */
  let waiting: ReceivedFrames[] = [];
  let previousArrivalMs = Number.NaN;
  let lastArrivalMs = Number.NaN;
  /** From the board's count to the capture's; `undefined` until the first sample after a start. */
  let shift: number | undefined;
  let gapReason: GapReason = 'packets-lost';
  let nextIndex = 0;
  let lostCount = 0;
  let gapCount = 0;
  let staleCount = 0;
  let strayByteCount = 0;

  function* accept(batch: FrameBatch, arrivalMs: number, isFinal: boolean): Generator<CaptureEvent> {
    yield* hearMessages(batch);
    const { earlierFrameCount } = batch;
    if (earlierFrameCount > 0 && earlierFrameCount < batch.frameCount) {
      const [earlier, now] = [copyFrames(batch, frames.channelsPerFrame, previousArrivalMs, 0, earlierFrameCount), copyFrames(batch, frames.channelsPerFrame, arrivalMs, earlierFrameCount)];
      yield* acceptFrames(earlier.batch, previousArrivalMs, isFinal);
      yield* acceptFrames(now.batch, arrivalMs, isFinal);
    } else yield* acceptFrames(batch, earlierFrameCount > 0 ? previousArrivalMs : arrivalMs, isFinal);
  }

  function* hearMessages({ otherBytes, otherByteCount }: FrameBatch): Generator<CaptureEvent> {
    if (otherByteCount === 0) return;
    const readings = board.readMessage?.(otherBytes.subarray(0, otherByteCount));
    if (!readings) strayByteCount += otherByteCount;
    for (const { kind, values } of readings ?? []) {
      const { names, unit } = AUXILIARY_VALUES[kind];
      yield { type: 'auxiliary', block: { kind, valueNames: names, unit, sampleIndexes: Float64Array.of(nextIndex), values: Float64Array.from(values) } };
    }
  }

  function* acceptFrames(batch: FrameBatch, arrivalMs: number, isFinal: boolean): Generator<CaptureEvent> {
    if (waiting.length === 0) {
      if (batch.frameCount === 0) return;
      const chunk: ReceivedFrames = { batch, numbers: batch.numbers, frameCount: batch.frameCount, arrivalMs };
      if (place([chunk], isFinal)) yield* deliver(batch, arrivalMs);
      else waiting.push(copyFrames(batch, frames.channelsPerFrame, arrivalMs));
      return;
    }
    if (batch.frameCount > 0) waiting.push(copyFrames(batch, frames.channelsPerFrame, arrivalMs));
    while (waiting.length > 0 && place(waiting, isFinal)) {
      const [first] = waiting.splice(0, 1);
      yield* deliver(first.batch, first.arrivalMs);
    }
  }

  function place(chunks: readonly ReceivedFrames[], isFinal: boolean): boolean {
    if (places.length < chunks[0].frameCount) places = new Float64Array(chunks[0].frameCount * 2);
    return sequence.place(chunks, places, { isFinal });
  }

  function* deliver(batch: FrameBatch, arrivalMs: number): Generator<CaptureEvent> {
    for (let frame = 0; frame < batch.frameCount; frame++) if (places[frame] < 0) staleCount++;
    const samples = assembler.assemble(batch, places);
    if (samples.sampleCount > 0) {
      const lastSample = samples.indexes[samples.sampleCount - 1];
      shift ??= shiftFor(samples.indexes[0], lastSample, arrivalMs);
      clock.observe(lastSample + shift, arrivalMs);
      for (const { lostRuns, block } of buildBlocks(samples, { nextIndex, shift, channelCount, timeOf })) {
        for (const run of lostRuns) {
          gapCount++;
          yield { type: 'gap', ...run, reason: gapReason };
          gapReason = 'packets-lost';
        }
        nextIndex = block.firstSampleIndex + block.sampleCount;
        lostCount += block.lostCount;
        gapReason = 'packets-lost';
        yield { type: 'samples', block };
      }
    }
    if (shift !== undefined) yield* collectAuxiliary(batch, { places, partCount, shift, read: board.readAuxiliary, settings, samplingRateHz });
  }

  /** The first stream begins at sample 0; a later one where the clock says. */
  function shiftFor(firstSample: number, lastSample: number, arrivalMs: number): number {
    if (nextIndex === 0) return fromStart ? -firstValidSample : -firstSample;
    const byTime = Math.round(clock.indexAt(arrivalMs)) - lastSample;
    return Math.max(byTime, nextIndex - (fromStart ? firstValidSample : firstSample));
  }

  const stream: SampleStream = {
    *receive({ bytes, arrivalMs }) {
      previousArrivalMs = lastArrivalMs;
      lastArrivalMs = arrivalMs;
      yield* accept(decoder.decode(bytes), arrivalMs, false);
    },
    restart(nextSettings, reason) {
      settings = nextSettings;
      decoder = board.createFrameDecoder(settings);
      decoder.restart({ fromStart });
      sequence = createFrameSequence({ modulus: frames.counterModulus(settings), frameRateHz: settings.frameRateHz, fromStart });
      assembler = createSampleAssembler({
        frames: fromStart ? frames : { ...frames, invalidFirstFrames: 0 },
        scalesUv: Float64Array.from(settings.channels, (channel) => board.microvoltsPerCount(channel)),
      });
      waiting = [];
      shift = undefined;
      gapReason = nextIndex === 0 ? 'packets-lost' : reason;
      if (nextIndex > 0) clock.restart();
    },
    *flush() {
      previousArrivalMs = lastArrivalMs;
      yield* accept(decoder.flush(), lastArrivalMs, true);
    },
    indexAt: (timeMs) => (nextIndex === 0 ? undefined : Math.max(0, Math.round(clock.indexAt(timeMs)))),
    counts: () => ({ sampleCount: nextIndex, lostCount, gapCount, staleCount, strayByteCount, driftPpm: clock.driftPpm() }),
  };
  stream.restart(settings, 'packets-lost');
  return stream;
}

interface ReceivedFrames extends NumberedChunk {
  readonly batch: FrameBatch;
}

/** The decoder overwrites its batch: what waits needs its own. */
function copyFrames(batch: FrameBatch, channelsPerFrame: number, arrivalMs: number, start = 0, end = batch.frameCount): ReceivedFrames {
  const frameCount = end - start;
  const copy: FrameBatch = {
    frameCount,
    earlierFrameCount: 0,
    numbers: batch.numbers.slice(start, end),
    counts: batch.counts.slice(start * channelsPerFrame, end * channelsPerFrame),
    auxiliary: batch.auxiliary.slice(start * AUXILIARY_BYTES, end * AUXILIARY_BYTES),
    stopBytes: batch.stopBytes.slice(start, end),
    otherByteCount: 0,
    otherBytes: new Uint8Array(0),
  };
  return { batch: copy, numbers: copy.numbers, frameCount, arrivalMs };
}
