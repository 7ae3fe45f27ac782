import { describe, expect, test } from 'vitest';
import { hasEegData, readDevelopmentRecording, readFixture } from '../eeg-data.test-support.ts';
import { cutEpochs } from './cut-epochs.ts';
import { eventsFromAnnotations } from './epoch-events.ts';
import { eventRelatedPower } from './event-related-power.ts';

interface Reference {
  readonly frequenciesHz: number[];
  readonly channelNames: string[];
  readonly epochCount: number;
  readonly step: number;
  readonly powerUv2: number[][][];
  readonly percentRatio: number[][][];
}

describe.skipIf(!hasEegData)('event-related power of PhysioNet S001R04, against MNE 1.3.0 (fixtures/eeg/erd.py)', () => {
  test('eventRelatedPower() gives the same power and the same change', async () => {
    const reference = readFixture<Reference>('erd.json');
    const recording = await readDevelopmentRecording('eegmmidb/S001R04.edf');
    const chosen = reference.channelNames.map((name) => recording.channels.findIndex((channel) => channel.name === name));
    const narrowed = { ...recording, channels: chosen.map((index) => recording.channels[index]), samples: chosen.map((index) => recording.samples[index]) };
    const epochs = cutEpochs(narrowed, eventsFromAnnotations(recording.annotations, { samplingRateHz: 160, labels: ['T1', 'T2'] }), { startSeconds: -1.5, endSeconds: 4 });
    const { power, changeRatio, epochCount } = eventRelatedPower(epochs, { frequenciesHz: reference.frequenciesHz, baseline: { startSeconds: -1, endSeconds: 0 } });
    expect(epochCount).toBe(reference.epochCount);
    for (const [received, expected] of [[power, reference.powerUv2], [changeRatio, reference.percentRatio]] as const) {
      for (const [channel, ofChannel] of expected.entries()) {
        for (const [frequency, values] of ofChannel.entries()) {
          for (const [index, value] of values.entries()) expect(Math.abs(received[channel][frequency][index * reference.step] - value) / Math.abs(value)).toBeLessThan(1e-8);
        }
      }
    }
  });
});
