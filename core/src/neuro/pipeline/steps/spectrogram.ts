import { z } from 'zod';
import { spectrogram } from '../../dsp/index.ts';
import { siteOf } from '../../montage/index.ts';
import { findChannels, goodEegChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

/** From where most recordings show most. */
const BACK_SITES = ['Oz', 'O1', 'O2', 'POz', 'Pz'];

export const spectrogramStep = defineStep({
  name: 'spectrogram',
  description: 'The power density of one channel over time.',
  parameters: z.strictObject({
    channel: z.string().optional().describe('One at the back of the head, where alpha is, else the first good EEG channel, when absent'),
    segmentSeconds: z.number().positive().default(1),
    overlap: z.number().min(0).lt(1).default(0.5).describe('Part that neighbours share'),
    highHz: z.number().positive().optional(),
  }),
  run({ recording, badChannels }, { channel, segmentSeconds, overlap, highHz = Infinity }) {
    const { channels, samples, samplingRateHz } = recording;
    const good = goodEegChannels(channels, badChannels);
    const atTheBack = BACK_SITES.map((site) => good.find((each) => siteOf(channels[each].name) === site)).find((each) => each !== undefined);
    const position = channel === undefined ? (atTheBack ?? good[0]) : findChannels(channels, [channel])[0];
    if (position === undefined) throw new RangeError('there is no good EEG channel. Name one');
    const segmentLength = Math.max(2, Math.round(segmentSeconds * samplingRateHz));
    const { timesSeconds, frequenciesHz, densities } = spectrogram(samples[position], { samplingRateHz, segmentLength, overlapLength: Math.min(segmentLength - 1, Math.round(segmentLength * overlap)) });
    const count = frequenciesHz.filter((frequencyHz) => frequencyHz <= highHz).length;
    return {
      result: {
        type: 'spectrogram',
        channelName: channels[position].name,
        timesSeconds: Array.from(timesSeconds),
        frequenciesHz: Array.from(frequenciesHz.subarray(0, count)),
        densityUv2PerHz: densities.map((density) => Array.from(density.subarray(0, count))),
      },
      resolved: { channel: channels[position].name, segmentLength },
    };
  },
});
