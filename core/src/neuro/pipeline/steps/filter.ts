import { z } from 'zod';
import { createCausalFilter, designFir, designIir, filterFir, filterForwardBackward, shortStretches, type SecondOrderSection } from '../../dsp/index.ts';
import { findChannels, signalChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';
import { createLiveFilter } from '../live-filter.ts';
import { replaceSamples, shortStretchWarnings } from '../replace-samples.ts';

const parameters = z.strictObject({
  lowHz: z.number().positive().optional().describe('What is slower is taken out'),
  highHz: z.number().positive().optional().describe('What is faster is taken out'),
  method: z.enum(['fir', 'butterworth', 'chebyshev1', 'bessel']).default('fir').describe('fir is MNE\'s default; the others run forwards and backwards'),
  order: z.int().min(1).max(12).default(4).describe('Of a recursive filter'),
  channels: z.array(z.string()).optional().describe('All electrodes when absent'),
});

function sectionsOf({ lowHz, highHz, method, order }: z.output<typeof parameters>, samplingRateHz: number): SecondOrderSection[] {
  // On a stream the FIR's place is taken by a Butterworth filter: it would answer seconds late.
  return designIir({ kind: method === 'fir' ? 'butterworth' : method, order, samplingRateHz, lowHz, highHz });
}

export const filterStep = defineStep({
  name: 'filter',
  description: 'Keeps a band of frequencies, without shifting anything in time.',
  parameters,
  run({ recording }, chosen, { signal }) {
    const { samplingRateHz, channels, samples } = recording;
    const positions = chosen.channels ? findChannels(channels, chosen.channels) : signalChannels(channels);
    const inputs = positions.map((position) => samples[position]);
    if (chosen.method === 'fir') {
      const taps = designFir({ samplingRateHz, lowHz: chosen.lowHz, highHz: chosen.highHz });
      return {
        state: { recording: replaceSamples(recording, positions, filterFir(inputs, taps, { signal })) },
        resolved: { tapCount: taps.length, window: 'hamming', phase: 'zero', channelCount: positions.length },
        warnings: shortStretchWarnings(shortStretches(inputs, taps.length), { tapCount: taps.length, samplingRateHz }),
      };
    }
    const sections = sectionsOf(chosen, samplingRateHz);
    return {
      state: { recording: replaceSamples(recording, positions, filterForwardBackward(inputs, sections, { padding: 'mne', signal })) },
      resolved: { sectionCount: sections.length, phase: 'zero (forwards and backwards)', channelCount: positions.length },
    };
  },
  createLive(chosen, { channels, samplingRateHz }) {
    const positions = chosen.channels ? findChannels(channels, chosen.channels) : signalChannels(channels);
    const sections = sectionsOf(chosen, samplingRateHz);
    return createLiveFilter({
      channels,
      positions,
      filter: createCausalFilter(sections, { channelCount: Math.max(1, positions.length) }),
      note: `causal ${chosen.method === 'fir' ? 'Butterworth (in place of the FIR filter)' : chosen.method}, order ${chosen.order}: it delays what it lets through`,
    });
  },
});
