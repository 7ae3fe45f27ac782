import { z } from 'zod';
import { fitIca, icaSources, removeComponents } from '../../decompose/index.ts';
import { designFir, filterFir } from '../../dsp/index.ts';
import { correlation } from '../correlation.ts';
import { eyeChannels } from '../eye-channels.ts';
import { goodEegChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';
import { replaceSamples } from '../replace-samples.ts';

export const componentsStep = defineStep({
  name: 'components',
  description: 'Finds independent components, and takes out those that follow the eyes or that are named.',
  parameters: z.strictObject({
    components: z.number().positive().default(0.99).describe('How many, or below 1 the part of the variance to explain'),
    seed: z.union([z.number(), z.string()]).default(97),
    fitHighpassHz: z.number().positive().nullable().default(1).describe('Of the copy that the components are fitted on'),
    remove: z.array(z.int().min(1)).optional().describe('Numbers of components to take out; those that follow the eyes when absent'),
    eyeChannels: z.array(z.string()).optional().describe('What eye movements are known by; EOG channels, else frontal ones, when absent'),
    eyeCorrelation: z.number().min(0).max(1).default(0.7).describe('From here on a component counts as eye movement'),
  }),
  run({ recording, badChannels }, chosen, { signal }) {
    const { channels, samples, samplingRateHz } = recording;
    const positions = goodEegChannels(channels, badChannels);
    const inputs = positions.map((position) => samples[position]);
    const highpass = (rows: readonly Float64Array[]): readonly Float64Array[] => (chosen.fitHighpassHz === null ? rows : filterFir(rows, designFir({ samplingRateHz, lowHz: chosen.fitHighpassHz }), { signal }));
    const fitted = highpass(inputs);
    const ica = fitIca(fitted, { seed: chosen.seed, components: chosen.components, signal });
    const eyes = eyeChannels(channels, chosen.eyeChannels);
    const eyeSamples = highpass(eyes.map((position) => samples[position]));
    const sources = eyes.length === 0 ? [] : icaSources(ica, fitted);
    const correlations = ica.maps.map((_, index) => {
      const each = eyeSamples.map((eye) => correlation(sources[index], eye));
      return each.length === 0 ? null : each.reduce((strongest, value) => (Math.abs(value) > Math.abs(strongest) ? value : strongest), 0);
    });
    const removed = (chosen.remove ?? correlations.flatMap((value, index) => (value !== null && Math.abs(value) >= chosen.eyeCorrelation ? [index + 1] : []))).toSorted((a, b) => a - b);
    const unknown = removed.find((number) => number > ica.componentCount);
    if (unknown !== undefined) throw new RangeError(`there is no component ${unknown}: ${ica.componentCount} were found`);
    const cleaned = removed.length === 0 ? inputs : removeComponents(ica, inputs, removed.map((number) => number - 1));
    return {
      state: { recording: replaceSamples(recording, positions, cleaned), epochs: undefined, evoked: [] },
      result: {
        type: 'components',
        channelNames: positions.map((position) => channels[position].name),
        components: ica.maps.map((map, index) => ({ number: index + 1, map: Array.from(map), explainedVariance: ica.explainedRatios[index], eyeCorrelation: correlations[index]!, removed: removed.includes(index + 1) })),
      },
      resolved: { componentCount: ica.componentCount, iterationCount: ica.iterationCount, removed, eyeChannels: eyes.map((position) => channels[position].name) },
      warnings: [
        ...(ica.converged ? [] : ['The components did not converge: take fewer of them, or more data.']),
        ...(eyes.length === 0 && !chosen.remove ? ['No channel shows eye movements, so that no component was taken out. Name eyeChannels, or what to remove.'] : []),
      ],
    };
  },
});
