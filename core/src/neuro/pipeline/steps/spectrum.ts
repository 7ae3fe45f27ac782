import { z } from 'zod';
import { goodEegChannels } from '../find-channels.ts';
import { measureSpectra, spectrumParameters } from '../measure-spectra.ts';
import { defineStep } from '../pipeline-step.ts';

export const spectrumStep = defineStep({
  name: 'spectrum',
  description: 'The power density of every good EEG channel.',
  parameters: z.strictObject({ ...spectrumParameters, lowHz: z.number().min(0).default(0), highHz: z.number().positive().optional() }),
  run({ recording, badChannels }, { lowHz, highHz, ...chosen }) {
    const positions = goodEegChannels(recording.channels, badChannels);
    const measured = measureSpectra(recording, positions, chosen);
    const kept = Array.from(measured.frequenciesHz.keys()).filter((index) => measured.frequenciesHz[index] >= lowHz && measured.frequenciesHz[index] <= (highHz ?? Infinity));
    return {
      result: {
        type: 'spectrum',
        method: measured.method,
        channelNames: positions.map((position) => recording.channels[position].name),
        frequenciesHz: kept.map((index) => measured.frequenciesHz[index]),
        densityUv2PerHz: measured.densities.map((density) => kept.map((index) => density[index])),
      },
      resolved: { segmentCount: measured.segmentCount, resolutionHz: measured.frequenciesHz[1] ?? null },
      warnings: measured.warnings,
    };
  },
});
