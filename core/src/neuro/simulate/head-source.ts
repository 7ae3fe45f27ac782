/** One independent signal in the head or on it, and how strongly each electrode picks it up. */
export interface HeadSource {
  /** [channelCount]; 1 is full strength. */
  readonly gains: Float64Array;
  /** Writes samples [firstSample, firstSample + sampleCount), µV at a gain of 1. Called for one stretch after the other. */
  writeInto(out: Float64Array, firstSample: number, sampleCount: number): void;
}
