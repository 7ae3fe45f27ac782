import { z } from 'zod';
import { createCausalFilter, designIir, designNotchFir, filterFir, shortStretches } from '../../dsp/index.ts';
import { findChannels, signalChannels } from '../find-channels.ts';
import { createLiveFilter } from '../live-filter.ts';
import { defineStep } from '../pipeline-step.ts';
import { replaceSamples, shortStretchWarnings } from '../replace-samples.ts';

/** Half of what a live notch takes out: narrow enough to leave alpha and beta alone, wide enough to settle in half a second. */
const LIVE_HALF_WIDTH_HZ = 1;

export const notchStep = defineStep({
  name: 'notch',
  description: 'Takes out single frequencies, such as the mains at 50 Hz, as mne.filter.notch_filter does.',
  parameters: z.strictObject({
    frequenciesHz: z.array(z.number().positive()).min(1).describe('The mains and its harmonics'),
    channels: z.array(z.string()).optional().describe('All electrodes when absent'),
  }),
  run({ recording }, chosen, { signal }) {
    const { samplingRateHz, channels, samples } = recording;
    const positions = chosen.channels ? findChannels(channels, chosen.channels) : signalChannels(channels);
    const inputs = positions.map((position) => samples[position]);
    const taps = designNotchFir({ samplingRateHz, frequenciesHz: chosen.frequenciesHz });
    return {
      state: { recording: replaceSamples(recording, positions, filterFir(inputs, taps, { signal })) },
      resolved: { tapCount: taps.length, channelCount: positions.length },
      warnings: shortStretchWarnings(shortStretches(inputs, taps.length), { tapCount: taps.length, samplingRateHz }),
    };
  },
  createLive(chosen, { channels, samplingRateHz }) {
    const positions = chosen.channels ? findChannels(channels, chosen.channels) : signalChannels(channels);
    const sections = chosen.frequenciesHz.flatMap((frequencyHz) =>
      designIir({ kind: 'butterworth', order: 2, samplingRateHz, lowHz: frequencyHz - LIVE_HALF_WIDTH_HZ, highHz: frequencyHz + LIVE_HALF_WIDTH_HZ, band: 'stop' }),
    );
    return createLiveFilter({
      channels,
      positions,
      filter: createCausalFilter(sections, { channelCount: Math.max(1, positions.length) }),
      note: `causal Butterworth band-stop, order 2, ±${LIVE_HALF_WIDTH_HZ} Hz`,
    });
  },
});
