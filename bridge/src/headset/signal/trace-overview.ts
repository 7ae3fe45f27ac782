/** The shape of a session of any length: the lowest and the highest value of each of at most `capacity` stretches. */
export interface TraceOverview {
  /** @param samples Row-major [channelCount][sampleCount]; a lost sample is NaN. */
  push(samples: Float64Array, sampleCount: number): void;
  /** Lowest and highest value by turns, one array a channel; a stretch with nothing in it is NaN. */
  read(): { readonly samples: readonly Float64Array[]; readonly samplingRateHz: number } | undefined;
}

/** Memory is channelCount × capacity × 2 numbers, however long the session: when the stretches are used up, neighbours are joined. */
export function createTraceOverview({ channelCount, samplingRateHz, capacity = 800 }: { channelCount: number; samplingRateHz: number; capacity?: number }): TraceOverview {
  if (!(Number.isInteger(capacity) && capacity >= 2 && capacity % 2 === 0)) throw new RangeError(`Cannot keep an overview of ${capacity} stretches: it must be an even number from 2`);
  const lowest = Array.from({ length: channelCount }, () => new Float64Array(capacity).fill(Infinity));
  const highest = Array.from({ length: channelCount }, () => new Float64Array(capacity).fill(-Infinity));
  let samplesPerStretch = 1;
  let stretch = 0;
  let samplesInStretch = 0;

  function joinNeighbours(): void {
    for (const [values, better, empty] of [[lowest, Math.min, Infinity], [highest, Math.max, -Infinity]] as const) {
      for (const channel of values) {
        for (let index = 0; index < capacity / 2; index += 1) channel[index] = better(channel[2 * index], channel[2 * index + 1]);
        channel.fill(empty, capacity / 2);
      }
    }
    samplesPerStretch *= 2;
    stretch = capacity / 2;
  }

  return {
    push(samples, sampleCount) {
      for (let index = 0; index < sampleCount; index += 1) {
        if (stretch === capacity) joinNeighbours();
        for (let channel = 0; channel < channelCount; channel += 1) {
          const value = samples[channel * sampleCount + index];
          // Both comparisons are false for a lost sample.
          if (value < lowest[channel][stretch]) lowest[channel][stretch] = value;
          if (value > highest[channel][stretch]) highest[channel][stretch] = value;
        }
        samplesInStretch += 1;
        if (samplesInStretch < samplesPerStretch) continue;
        samplesInStretch = 0;
        stretch += 1;
      }
    },
    read() {
      const count = stretch + (samplesInStretch > 0 ? 1 : 0);
      if (count === 0) return undefined;
      const samples = lowest.map((low, channel) =>
        Float64Array.from({ length: 2 * count }, (_, index) => {
          const value = index % 2 === 0 ? low[index >> 1] : highest[channel][index >> 1];
          return Number.isFinite(value) ? value : Number.NaN;
        }),
      );
      return { samples, samplingRateHz: (2 * samplingRateHz) / samplesPerStretch };
    },
  };
}
