import type { ShortStretch } from '../dsp/index.ts';
import type { Recording } from '../recording/index.ts';

/** The recording with other samples at some positions; the rest is shared, not copied. */
export function replaceSamples(recording: Recording, positions: readonly number[], replacements: readonly Float64Array[]): Recording {
  const samples = [...recording.samples];
  for (const [index, position] of positions.entries()) samples[position] = replacements[index]!;
  return { ...recording, samples };
}

/** Says where a filter is longer than what it was given: what comes out there is mostly made of mirrored edges. */
export function shortStretchWarnings(stretches: readonly ShortStretch[], { tapCount, samplingRateHz }: { tapCount: number; samplingRateHz: number }): string[] {
  if (stretches.length === 0) return [];
  const channelCount = new Set(stretches.map(({ channelIndex }) => channelIndex)).size;
  const shortest = stretches.reduce((least, { start, end }) => Math.min(least, end - start), Infinity);
  return [
    `The filter is ${(tapCount / samplingRateHz).toFixed(2)} s long, longer than ${stretches.length} stretch${stretches.length === 1 ? '' : 'es'} of samples in ${channelCount} channel${channelCount === 1 ? '' : 's'} (the shortest is ${(shortest / samplingRateHz).toFixed(2)} s): what it gives there comes mostly from mirrored edges.`,
  ];
}
