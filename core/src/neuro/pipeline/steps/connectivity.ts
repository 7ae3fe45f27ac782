import { z } from 'zod';
import { designFir, filterFir } from '../../dsp/index.ts';
import { coherence, phaseLockingValue, weightedPhaseLagIndex } from '../../features/index.ts';
import type { Recording } from '../../recording/index.ts';
import { goodEegChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

export const connectivityStep = defineStep({
  name: 'connectivity',
  description: 'How much pairs of good EEG channels go together in a band: coherence, phase-locking value or weighted phase-lag index.',
  parameters: z.strictObject({
    measure: z.enum(['coherence', 'plv', 'wpli']).default('wpli').describe('wpli does not answer to what reaches two electrodes at once'),
    lowHz: z.number().positive().default(8),
    highHz: z.number().positive().default(13),
    segmentSeconds: z.number().positive().default(2).describe('Of coherence and wpli'),
  }),
  run({ recording, badChannels }, { measure, lowHz, highHz, segmentSeconds }, { signal }) {
    const positions = goodEegChannels(recording.channels, badChannels);
    if (positions.length < 2) throw new RangeError(`two good EEG channels are needed, and there are ${positions.length}`);
    const between = measureOf(recording, positions, { measure, lowHz, highHz, segmentSeconds, signal });
    const values = positions.map(() => positions.map(() => 1));
    for (let row = 0; row < positions.length; row += 1) {
      for (let column = 0; column < row; column += 1) {
        const value = between(row, column);
        values[row][column] = value;
        values[column][row] = value;
      }
    }
    return {
      result: { type: 'connectivity', measure, band: { name: `${lowHz}-${highHz} Hz`, lowHz, highHz }, channelNames: positions.map((position) => recording.channels[position].name), values },
      resolved: { channelCount: positions.length },
      warnings: measure === 'wpli' ? [] : ['Neighbouring electrodes hear the same sources: a high value need not mean that two places work together.'],
    };
  },
});

interface MeasureOptions {
  readonly measure: 'coherence' | 'plv' | 'wpli';
  readonly lowHz: number;
  readonly highHz: number;
  readonly segmentSeconds: number;
  readonly signal: AbortSignal | undefined;
}

function measureOf({ samples, samplingRateHz }: Recording, positions: readonly number[], { measure, lowHz, highHz, segmentSeconds, signal }: MeasureOptions): (row: number, column: number) => number {
  const inputs = positions.map((position) => samples[position]);
  if (measure === 'plv') {
    const filtered = filterFir(inputs, designFir({ samplingRateHz, lowHz, highHz }), { signal });
    return (row, column) => phaseLockingValue(filtered[row], filtered[column]);
  }
  const compare = measure === 'coherence' ? coherence : weightedPhaseLagIndex;
  return (row, column) => {
    signal?.throwIfAborted();
    const { frequenciesHz, values } = compare(inputs[row], inputs[column], { samplingRateHz, segmentLength: Math.round(segmentSeconds * samplingRateHz) });
    const inBand = values.filter((_, index) => frequenciesHz[index] >= lowHz && frequenciesHz[index] <= highHz);
    return inBand.reduce((sum, value) => sum + value, 0) / inBand.length;
  };
}
