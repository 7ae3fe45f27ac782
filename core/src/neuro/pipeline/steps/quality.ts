import { z } from 'zod';
import { assessRecordingQuality, type RecordingChannelQuality } from '../../quality/index.ts';
import { signalChannels } from '../find-channels.ts';
import { defineStep } from '../pipeline-step.ts';

export const qualityStep = defineStep({
  name: 'quality',
  description: 'Judges every electrode over the recording: railed, flat, noisy or good.',
  parameters: z.strictObject({
    lineFrequencyHz: z.union([z.literal(50), z.literal(60)]).default(50),
    fullScaleUv: z.number().positive().optional().describe('Where the amplifier clips; without it nothing counts as railed'),
    noisyUv: z.number().positive().default(150).describe('Peak-to-peak above which a channel is noisy'),
    windowSeconds: z.number().positive().default(3),
  }),
  run({ recording }, limits) {
    const positions = signalChannels(recording.channels);
    const names = positions.map((position) => recording.channels[position].name);
    const channels = assessRecordingQuality(positions.map((position) => recording.samples[position]), { ...limits, channelNames: names, samplingRateHz: recording.samplingRateHz });
    return { result: { type: 'quality', channels }, warnings: poorStates(channels) };
  },
});

/** One sentence a state, however many electrodes are in it. */
function poorStates(channels: readonly RecordingChannelQuality[]): string[] {
  const states = [...new Set(channels.map(({ state }) => state))].filter((state) => state !== 'good');
  return states.map((state) => {
    const names = channels.filter((channel) => channel.state === state).map(({ channelName }) => channelName);
    return `${names.length} of ${channels.length} electrodes ${names.length === 1 ? 'is' : 'are'} ${state} most of the time: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}.`;
  });
}
