import { z } from 'zod';
import { deriveBipolar, referenceAverage, referenceTo } from '../../montage/index.ts';
import type { Channel } from '../../../ports/index.ts';
import { findChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';
import { replaceSamples } from '../replace-samples.ts';

const parameters = z
  .strictObject({
    to: z.union([z.literal('average'), z.array(z.string()).min(1)]).optional().describe('"average" of the good EEG channels, or names: ["A1", "A2"]'),
    pairs: z.array(z.array(z.string()).length(2)).min(1).optional().describe('Differences in place of the channels: [["C3", "C4"]]'),
  })
  .refine(({ to, pairs }) => (to === undefined) !== (pairs === undefined), 'give either "to" or "pairs"');

/** Positions of all EEG channels, bad ones too: what a new reference is taken from. */
function eegPositions(channels: readonly Channel[]): number[] {
  const positions = channels.flatMap(({ type }, position) => (type === 'eeg' ? [position] : []));
  if (positions.length === 0) throw new RangeError('there is no EEG channel');
  return positions;
}

export const referenceStep = defineStep({
  name: 'reference',
  description: 'Measures against the average, against other electrodes, or between pairs.',
  parameters,
  run({ recording, badChannels }, { to, pairs }) {
    const { channels, samples } = recording;
    if (pairs) {
      const derived = deriveBipolar({ channelNames: channels.map(({ name }) => name), samples }, namedPairs(channels, pairs));
      return {
        state: { recording: { ...recording, channels: derived.channelNames.map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz: recording.samplingRateHz })), samples: derived.samples }, badChannels: [] },
        resolved: { channels: derived.channelNames },
      };
    }
    const positions = eegPositions(channels);
    const named = { channelNames: positions.map((position) => channels[position].name), samples: positions.map((position) => samples[position]) };
    const badNames = badChannels.filter((name) => named.channelNames.includes(name));
    const names = to === 'average' || to === undefined ? undefined : findChannels(channels, to).map((position) => channels[position].name);
    const referenced = names ? referenceTo(named, names) : referenceAverage(named, { badNames });
    return { state: { recording: replaceSamples(recording, positions, referenced) }, resolved: { reference: names ?? 'average', channelCount: positions.length, leftOut: names ? [] : badNames } };
  },
  createLive({ to, pairs }, { channels, samplingRateHz }) {
    const rowsOf = (samples: Float64Array, sampleCount: number, positions: readonly number[]): Float64Array[] => positions.map((position) => samples.subarray(position * sampleCount, (position + 1) * sampleCount));
    if (pairs) {
      const chosen = pairs.map((pair) => findChannels(channels, pair));
      return {
        channels: chosen.map(([anode, cathode]) => ({ name: `${channels[anode].name}-${channels[cathode].name}`, type: 'eeg', unit: 'µV', samplingRateHz })),
        process(samples, sampleCount) {
          const out = new Float64Array(chosen.length * sampleCount);
          for (const [row, pair] of chosen.entries()) {
            const [anode, cathode] = rowsOf(samples, sampleCount, pair) as [Float64Array, Float64Array]; // reason: the schema asks for two
            for (let index = 0; index < sampleCount; index += 1) out[row * sampleCount + index] = anode[index] - cathode[index];
          }
          return out;
        },
      };
    }
    const positions = eegPositions(channels);
    const references = Array.isArray(to) ? findChannels(channels, to) : positions;
    return {
      channels,
      process(samples, sampleCount) {
        const rows = rowsOf(samples, sampleCount, positions);
        const against = rowsOf(samples, sampleCount, references);
        for (let index = 0; index < sampleCount; index += 1) {
          const mean = against.reduce((sum, row) => sum + row[index], 0) / against.length;
          for (const row of rows) row[index] -= mean;
        }
        return samples;
      },
    };
  },
});

function namedPairs(channels: readonly Channel[], pairs: readonly (readonly string[])[]): (readonly [string, string])[] {
  return pairs.map((pair) => findChannels(channels, pair).map((position) => channels[position].name) as unknown as readonly [string, string]); // reason: the schema asks for two
}
