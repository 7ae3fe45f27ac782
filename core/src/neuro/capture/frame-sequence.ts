/** Frames that arrived together. */
export interface NumberedChunk {
  /** The board's counter [frameCount], in order of arrival. */
  readonly numbers: ArrayLike<number>;
  readonly frameCount: number;
  /** When the last of them arrived; NaN where no time is known, and whole turns of the counter cannot be told. */
  readonly arrivalMs: number;
}

/** Gives every frame of a stream its place since the stream's start. */
export interface FrameSequence {
  /**
   * Places the frames of the first chunk; the others came after it and help to decide.
   * @param out Place of each frame of the first chunk [frameCount]; -1 for one that came twice or too late.
   * @param options.isFinal Nothing more comes: decide by what is known.
   * @returns `false` when it cannot be told yet whether a whole turn of the counter was lost or the frames were only held up:
   * keep the chunks, and give them again with the next.
   */
  place(chunks: readonly NumberedChunk[], out: Float64Array, options?: { readonly isFinal?: boolean }): boolean;
}

/** Frames that are this part of a turn later than they should be are held up, or a whole turn is missing. */
const SUSPICIOUS_TURNS = 0.7;
/** Frames are kept back until their lateness has stood still for so long … */
const DECISION_MS = 250;
/** … but for this part of a turn. */
const CATCHING_UP_TURNS = 0.1;
/** A frame this far behind the count came twice or late; losses of more than the rest of a turn need time to happen. */
const MAX_BEHIND_TURNS = 0.25;
/** A board may be slower than its nominal rate: earliness is forgotten at this part of the time that passes … */
const FORGET_RATIO = 0.3;
/** … but not by more than this at a time, so that a gap is not taken for slowness. */
const FORGET_LIMIT_MS = 150;

/**
 * The counter alone tells a loss only modulo its turn (256 packets: 1.02 s). A whole turn more is believed when the frames come
 * late by as much, and stay late: frames that the operating system only held up come in a rush and catch up.
 * @param options.fromStart The stream was started for us and counts from 0; otherwise its first frame is where the count begins.
 */
export function createFrameSequence({ modulus, frameRateHz, fromStart }: { readonly modulus: number; readonly frameRateHz: number; readonly fromStart: boolean }): FrameSequence {
  const periodMs = 1000 / frameRateHz;
  let nextIndex = 0;
  let isPlaced = fromStart;
  let lastArrivalMs = Number.NaN;
  /** Arrival minus nominal time of the frame that came earliest, as far as it is remembered. */
  let earliestMs = Number.NaN;

  /** @returns the count after this chunk */
  function count({ numbers, frameCount, arrivalMs }: NumberedChunk, from: number, out?: Float64Array): number {
    // No more frames than this can have been taken since the last arrival, latency aside.
    const elapsedFrames = (arrivalMs - lastArrivalMs) / periodMs;
    let next = from;
    for (let frame = 0; frame < frameCount; frame++) {
      const ahead = modulo(numbers[frame] - next, modulus);
      const behind = modulus - ahead;
      if (behind <= modulus * MAX_BEHIND_TURNS && behind <= next && !(elapsedFrames > ahead / 2)) {
        if (out) out[frame] = -1;
        continue;
      }
      if (out) out[frame] = next + ahead;
      next += ahead + 1;
    }
    return next;
  }

  /** `undefined` while the frames may still be catching up. */
  function lostTurnsBefore(chunks: readonly NumberedChunk[], baseMs: number, isFinal: boolean): number | undefined {
    const lastMs = chunks[chunks.length - 1].arrivalMs;
    let next = nextIndex;
    let leastTurns = Number.POSITIVE_INFINITY;
    let leastEarlier = Number.POSITIVE_INFINITY;
    let firstTurns = Number.NaN;
    for (const chunk of chunks) {
      next = count(chunk, next);
      const lateTurns = (chunk.arrivalMs - next * periodMs - baseMs) / periodMs / modulus;
      if (!(lateTurns > SUSPICIOUS_TURNS)) return 0;
      leastTurns = Math.min(leastTurns, lateTurns);
      if (chunk === chunks[0]) firstTurns = lateTurns;
      if (lastMs - chunk.arrivalMs >= DECISION_MS) leastEarlier = leastTurns;
    }
    if (leastEarlier - leastTurns < CATCHING_UP_TURNS) return Math.round(leastTurns);
    if (!isFinal) return undefined;
    return firstTurns - leastTurns < CATCHING_UP_TURNS ? Math.round(leastTurns) : 0;
  }

  return {
    place(chunks, out, { isFinal = false } = {}) {
      const [first] = chunks;
      if (first.frameCount === 0) return true;
      if (!isPlaced) nextIndex = first.numbers[0];
      isPlaced = true;
      const baseMs = earliestMs + Math.min(FORGET_LIMIT_MS, FORGET_RATIO * (first.arrivalMs - lastArrivalMs));
      const lostTurns = lostTurnsBefore(chunks, baseMs, isFinal);
      if (lostTurns === undefined) return false;
      nextIndex = count(first, nextIndex + lostTurns * modulus, out);
      const lateMs = first.arrivalMs - nextIndex * periodMs;
      // At the end lateness that was not taken for a loss must not be taken for one a chunk later.
      earliestMs = baseMs < lateMs && !isFinal ? baseMs : lateMs;
      lastArrivalMs = first.arrivalMs;
      return true;
    },
  };
}

const modulo = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus;
