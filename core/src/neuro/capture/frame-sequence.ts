/** Gives every frame of a stream its place since the stream's start. */
export interface FrameSequence {
  /**
   * @param numbers The board's counter [frameCount], in order of arrival.
   * @param arrivalMs When the last of them arrived; NaN where no time is known, and whole turns of the counter cannot be told.
   * @param out Place of each frame [frameCount]; -1 for one that came twice or too late.
   * @returns `false` when it cannot be told yet whether a whole turn of the counter was lost or the frames were only held up: keep the frames, and give them again with what comes next.
   */
  place(numbers: ArrayLike<number>, frameCount: number, arrivalMs: number, out: Float64Array): boolean;
  /** Nothing more comes: what is undecided is decided by what is known. */
  decide(): void;
  readonly nextIndex: number;
}

/** The longest that frames are kept back while it is unclear whether a whole turn of the counter was lost. */
const DECISION_MS = 250;
/** A frame this far behind the count came twice or late; losses of more than the rest of a turn need time to happen. */
const MAX_BEHIND_RATIO = 0.25;

/**
 * The counter alone tells a loss only modulo its turn (256 packets: 1.02 s). A whole turn more is believed when the frames came
 * late by as much, and stay late: frames that the operating system only held up come in a rush and catch up.
 * @param options.fromStart The stream was started for us and counts from 0; otherwise its first frame is where the count begins.
 */
export function createFrameSequence({ modulus, frameRateHz, fromStart }: { readonly modulus: number; readonly frameRateHz: number; readonly fromStart: boolean }): FrameSequence {
  const halfTurn = modulus / 2;
  let nextIndex = 0;
  let isPlaced = fromStart;
  let lastArrivalMs = Number.NaN;
  let undecidedSinceMs = Number.NaN;
  let leastExcess = Number.POSITIVE_INFINITY;
  let lostTurns = 0;

  return {
    place(numbers, frameCount, arrivalMs, out) {
      if (frameCount === 0) return true;
      if (!isPlaced) nextIndex = numbers[0];
      isPlaced = true;
      // No more frames than this can have been taken since the last arrival, latency aside.
      const elapsedFrames = ((arrivalMs - lastArrivalMs) * frameRateHz) / 1000;
      let next = nextIndex + lostTurns * modulus;
      for (let i = 0; i < frameCount; i++) {
        const ahead = modulo(numbers[i] - next, modulus);
        const behind = modulus - ahead;
        if (next > 0 && behind <= modulus * MAX_BEHIND_RATIO && behind <= next && !(elapsedFrames > ahead / 2)) {
          out[i] = -1;
          continue;
        }
        out[i] = next + ahead;
        next += ahead + 1;
      }

      const excess = elapsedFrames - (next - nextIndex);
      if (excess > halfTurn && lostTurns === 0 && Number.isFinite(excess)) {
        if (Number.isNaN(undecidedSinceMs)) {
          undecidedSinceMs = arrivalMs;
          leastExcess = excess;
        }
        leastExcess = Math.min(leastExcess, excess);
        if (arrivalMs - undecidedSinceMs < DECISION_MS) return false;
        lostTurns = Math.round(leastExcess / modulus);
        return this.place(numbers, frameCount, arrivalMs, out);
      }
      nextIndex = next;
      lastArrivalMs = arrivalMs;
      undecidedSinceMs = Number.NaN;
      lostTurns = 0;
      return true;
    },
    decide() {
      if (!Number.isNaN(undecidedSinceMs)) lostTurns = Math.round(leastExcess / modulus);
    },
    get nextIndex() {
      return nextIndex;
    },
  };
}

const modulo = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus;
