import type { TransportChunk } from '../../ports/index.ts';
import { AUXILIARY_BYTES, createFrameBatch, type Board, type BoardSettings, type FrameBatch, type FrameDecoder } from '../boards/index.ts';
import { collectAuxiliary } from './auxiliary-collector.ts';
import { buildBlocks } from './block-builder.ts';
import type { CaptureEvent, GapReason } from './capture-event.ts';
import { createFrameSequence, type FrameSequence } from './frame-sequence.ts';
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
  let undecided: FrameBatch | undefined;
  let lastArrivalMs = Number.NaN;
  /** From the board's count to the capture's; `undefined` until the first sample after a start. */
  let shift: number | undefined;
  let gapReason: GapReason = 'packets-lost';
  let nextIndex = 0;
  let lostCount = 0;
  let gapCount = 0;
  let staleCount = 0;
  let strayByteCount = 0;

  function* accept(batch: FrameBatch, arrivalMs: number): Generator<CaptureEvent> {
    strayByteCount += batch.otherByteCount;
    if (batch.frameCount === 0) return;
    const whole = undecided ? joinFrames(undecided, batch, frames.channelsPerFrame) : batch;
    if (places.length < whole.frameCount) places = new Float64Array(whole.frameCount * 2);
    lastArrivalMs = arrivalMs;
    if (!sequence.place(whole.numbers, whole.frameCount, arrivalMs, places)) {
      undecided = undecided ? whole : joinFrames(createFrameBatch(frames.channelsPerFrame, 0), batch, frames.channelsPerFrame);
      return;
    }
    undecided = undefined;
    for (let frame = 0; frame < whole.frameCount; frame++) if (places[frame] < 0) staleCount++;
    const samples = assembler.assemble(whole, places);
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
    if (shift !== undefined) yield* collectAuxiliary(whole, { places, partCount, shift, read: board.readAuxiliary, settings, samplingRateHz });
  }

  /** The first stream begins at sample 0; a later one where the clock says. */
  function shiftFor(firstSample: number, lastSample: number, arrivalMs: number): number {
    if (nextIndex === 0) return fromStart ? -firstValidSample : -firstSample;
    const byTime = Math.round(clock.indexAt(arrivalMs)) - lastSample;
    return Math.max(byTime, nextIndex - (fromStart ? firstValidSample : firstSample));
  }

  const stream: SampleStream = {
    *receive({ bytes, arrivalMs }) {
      yield* accept(decoder.decode(bytes), arrivalMs);
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
      undecided = undefined;
      shift = undefined;
      gapReason = nextIndex === 0 ? 'packets-lost' : reason;
      if (nextIndex > 0) clock.restart();
    },
    *flush() {
      yield* accept(decoder.flush(), lastArrivalMs);
      if (!undecided) return;
      sequence.decide();
      const rest = undecided;
      undecided = undefined;
      yield* accept(rest, lastArrivalMs);
    },
    indexAt: (timeMs) => (nextIndex === 0 ? undefined : Math.max(0, Math.round(clock.indexAt(timeMs)))),
    counts: () => ({ sampleCount: nextIndex, lostCount, gapCount, staleCount, strayByteCount, driftPpm: clock.driftPpm() }),
  };
  stream.restart(settings, 'packets-lost');
  return stream;
}

/** A batch of its own with the frames of both. */
function joinFrames(first: FrameBatch, second: FrameBatch, channelsPerFrame: number): FrameBatch {
  const joined = createFrameBatch(channelsPerFrame, first.frameCount + second.frameCount);
  let frameCount = 0;
  for (const part of [first, second]) {
    joined.numbers.set(part.numbers.subarray(0, part.frameCount), frameCount);
    joined.counts.set(part.counts.subarray(0, part.frameCount * channelsPerFrame), frameCount * channelsPerFrame);
    joined.auxiliary.set(part.auxiliary.subarray(0, part.frameCount * AUXILIARY_BYTES), frameCount * AUXILIARY_BYTES);
    joined.stopBytes.set(part.stopBytes.subarray(0, part.frameCount), frameCount);
    frameCount += part.frameCount;
  }
  joined.frameCount = frameCount;
  return joined;
}
