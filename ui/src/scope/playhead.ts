/**
 * Where drawing stands. Samples arrive in bursts; a picture that jumps with them tires the eye. The playhead moves at the sampling
 * rate, a little behind the newest sample, and is drawn back to that distance by at most a tenth of its speed.
 */
export interface Playhead {
  /** Sample number up to which to draw at `nowMs`, given what is there. Never beyond `newestIndex`, never back. */
  advance(nowMs: number, newestIndex: number): number;
}

/** Hides bursts and the network's unevenness; shorter feels no quicker. */
const DELAY_SECONDS = 0.12;
/** Further off than this it does not hurry, it jumps: the window was hidden, or the stream is new. */
const JUMP_SECONDS = 0.75;
const MAX_SPEED_CHANGE = 0.1;

export function createPlayhead(samplingRateHz: number): Playhead {
  let position: number | undefined;
  let lastMs = 0;
  return {
    advance(nowMs, newestIndex) {
      const target = newestIndex - DELAY_SECONDS * samplingRateHz;
      const behindSeconds = position === undefined ? Infinity : (target - position) / samplingRateHz;
      if (position === undefined || Math.abs(behindSeconds) > JUMP_SECONDS) {
        position = Math.min(newestIndex, Math.max(position ?? 0, target));
      } else {
        const speed = 1 + Math.max(-MAX_SPEED_CHANGE, Math.min(MAX_SPEED_CHANGE, behindSeconds));
        position = Math.max(position, Math.min(newestIndex, position + ((nowMs - lastMs) / 1000) * samplingRateHz * speed));
      }
      lastMs = nowMs;
      return position;
    },
  };
}
