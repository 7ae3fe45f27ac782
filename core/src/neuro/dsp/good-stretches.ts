import type { SampleRange } from '../recording/index.ts';

/** The runs without a lost sample (NaN), in order. A channel with none lost is one stretch. */
export function goodStretches(samples: Float64Array): SampleRange[] {
  if (samples.length > 0 && isWhole(samples)) return [{ start: 0, end: samples.length }];
  const stretches: SampleRange[] = [];
  let start = 0;
  for (let index = 0; index <= samples.length; index++) {
    // Only NaN differs from itself.
    if (index < samples.length && samples[index] === samples[index]) continue;
    if (index > start) stretches.push({ start, end: index });
    start = index + 1;
  }
  return stretches;
}

/** A sum with one NaN in it is NaN; four sums, so that no addition waits for the one before. Infinities may add up to NaN too: false then means "look". */
function isWhole(samples: Float64Array): boolean {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const fours = samples.length & ~3;
  for (let index = 0; index < fours; index += 4) {
    first += samples[index];
    second += samples[index + 1];
    third += samples[index + 2];
    fourth += samples[index + 3];
  }
  for (let index = fours; index < samples.length; index++) first += samples[index];
  return !Number.isNaN(first + second + third + fourth);
}

/** A good stretch that is too short for what is asked of it. */
export interface ShortStretch extends SampleRange {
  readonly channelIndex: number;
}

/**
 * The good stretches with fewer than `neededSampleCount` samples. A filter still runs over them, as MNE's does after a warning,
 * but most of what it then answers comes from the mirrored edges: whoever shows or counts the result asks here first.
 */
export function shortStretches(channels: readonly Float64Array[], neededSampleCount: number): ShortStretch[] {
  return channels.flatMap((samples, channelIndex) =>
    goodStretches(samples)
      .filter(({ start, end }) => end - start < neededSampleCount)
      .map((stretch) => ({ channelIndex, ...stretch })),
  );
}
