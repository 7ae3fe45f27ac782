/** What the electrodes of an emulated board pick up. */
export interface CytonSignal {
  /** Writes the next sample, one value a channel, µV at the input. Called once every 4 ms of board time while it streams, for all channels. */
  nextUv(out: Float64Array): void;
}

/** Nothing: every input at 0 µV. */
export const silentSignal: CytonSignal = {
  nextUv(out) {
    out.fill(0);
  },
};
