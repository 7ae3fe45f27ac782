import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Recording } from '../recording/index.ts';
import { cutEpochs } from './cut-epochs.ts';
import { eventsFromAnnotations, fixedLengthEvents } from './epoch-events.ts';
import { findPeak, meanAmplitude } from './erp-measures.ts';
import { averageEpochs, subtractEvoked } from './evoked.ts';

function recordingOf(samples: readonly Float64Array[], more: Partial<Recording> = {}): Recording {
  return { channels: samples.map((_, index) => ({ name: `E${index + 1}`, type: 'eeg', unit: 'µV', samplingRateHz: 100 })), samplingRateHz: 100, samples, annotations: [], startMs: undefined, ...more };
}
const ramp = (sampleCount: number): Float64Array => Float64Array.from({ length: sampleCount }, (_, index) => index);

test('cutEpochs() holds both ends, samples numbered from the event', () => {
  const { timesSeconds, kept } = cutEpochs(recordingOf([ramp(100)]), [{ sampleIndex: 30, label: 'a' }], { startSeconds: -0.02, endSeconds: 0.03 });
  expect([...timesSeconds]).toEqual([-0.02, -0.01, 0, 0.01, 0.02, 0.03]);
  expect([...kept[0].samples[0]]).toEqual([28, 29, 30, 31, 32, 33]);
});

test('cutEpochs() accounts for every event once, and never changes the recording', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 350 }), { maxLength: 20 }), fc.array(fc.integer({ min: 0, max: 299 }), { maxLength: 3 }), (sampleIndices, lostAt) => {
      const samples = ramp(300);
      for (const index of lostAt) samples[index] = Number.NaN;
      const before = samples.slice();
      const { kept, dropped } = cutEpochs(recordingOf([samples, ramp(300)]), sampleIndices.map((sampleIndex) => ({ sampleIndex, label: 'x' })), { startSeconds: -0.1, endSeconds: 0.2, baseline: {} });
      expect([...kept, ...dropped].map(({ eventIndex }) => eventIndex).toSorted((a, b) => a - b)).toEqual(sampleIndices.map((_, index) => index));
      for (const { event, samples: cut } of kept) {
        expect(lostAt.some((index) => index >= event.sampleIndex - 10 && index <= event.sampleIndex + 20)).toBe(false);
        expect(cut[0].reduce((sum, sample) => sum + sample, 0)).toBeCloseTo(0, 8); // the whole epoch is its baseline
      }
      for (const { event, reason } of dropped) {
        expect(reason.type).toBe(event.sampleIndex - 10 < 0 || event.sampleIndex + 20 >= 300 ? 'outside' : 'lost');
      }
      expect(samples).toEqual(before);
    }),
  );
});

test('cutEpochs() names the channels that reject an epoch, passes over ignored ones and other types', () => {
  const loud = ramp(100).map((value) => value * 100);
  const flat = new Float64Array(100);
  const recording = recordingOf([ramp(100), loud, flat]);
  const events = [{ sampleIndex: 50, label: 'x' }];
  const cut = (more: object) => cutEpochs(recording, events, { startSeconds: 0, endSeconds: 0.1, ...more }).dropped.map(({ reason }) => reason);
  expect(cut({ rejectAbove: { eeg: 100 } })).toEqual([{ type: 'peak-to-peak', channelNames: ['E2'] }]);
  expect(cut({ rejectAbove: { eeg: 100 }, ignoredChannels: ['E2'] })).toEqual([]);
  expect(cut({ rejectBelow: { eeg: 1 } })).toEqual([{ type: 'flat', channelNames: ['E3'] }]);
  expect(cut({ rejectAbove: { eog: 1 } })).toEqual([]);
});

test('cutEpochs() refuses an epoch without extent and a baseline outside it', () => {
  const recording = recordingOf([ramp(100)]);
  expect(() => cutEpochs(recording, [], { startSeconds: 0.5, endSeconds: 0.4 })).toThrow(/end is before the start/);
  expect(() => cutEpochs(recording, [], { startSeconds: 0, endSeconds: 0.4, baseline: { endSeconds: -0.1 } })).toThrow(/baseline/);
});

test('eventsFromAnnotations() leaves out marks about the data and sorts by sample', () => {
  const annotations = ['T2', 'BAD_lost', 'bad segment', 'EDGE boundary', 'T1'].map((text, index) => ({ onsetSeconds: 5 - index, durationSeconds: 1, text }));
  expect(eventsFromAnnotations(annotations, { samplingRateHz: 100 })).toEqual([
    { sampleIndex: 100, label: 'T1' },
    { sampleIndex: 500, label: 'T2' },
  ]);
  expect(eventsFromAnnotations(annotations, { samplingRateHz: 100, labels: ['BAD_lost'] })).toHaveLength(1);
});

test('fixedLengthEvents() fills a recording and refuses steps that do not move', () => {
  expect(fixedLengthEvents(1000, { samplingRateHz: 100, durationSeconds: 2 }).map(({ sampleIndex }) => sampleIndex)).toEqual([0, 200, 400, 600, 800]);
  expect(fixedLengthEvents(199, { samplingRateHz: 100, durationSeconds: 2 })).toEqual([]);
  expect(() => fixedLengthEvents(1000, { samplingRateHz: 100, durationSeconds: 2, overlapSeconds: 2 })).toThrow(RangeError);
  expect(() => fixedLengthEvents(1000, { samplingRateHz: 100, durationSeconds: 0 })).toThrow(RangeError);
});

test('averageEpochs() is linear, with an error of 0 for equal epochs and NaN for none', () => {
  const epochs = cutEpochs(recordingOf([Float64Array.from({ length: 200 }, (_, index) => index % 50)]), [60, 110].map((sampleIndex) => ({ sampleIndex, label: 'x' })), { startSeconds: -0.05, endSeconds: 0.05 });
  const evoked = averageEpochs(epochs);
  expect([...evoked.mean[0]]).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect(evoked.standardError[0].every((error) => error === 0)).toBe(true);
  expect(averageEpochs(epochs, { labels: ['y'] }).mean[0].every(Number.isNaN)).toBe(true);
  expect(subtractEvoked(evoked, evoked).mean[0].every((difference) => difference === 0)).toBe(true);
});

test('findPeak() finds the deflection of its polarity and says when it is the edge of the window', () => {
  const wave = Float64Array.from({ length: 101 }, (_, index) => 5 * Math.exp(-(((index - 30) / 5) ** 2)) - 8 * Math.exp(-(((index - 60) / 5) ** 2)));
  const evoked = averageEpochs(cutEpochs(recordingOf([wave]), [{ sampleIndex: 0, label: 'x' }], { startSeconds: 0, endSeconds: 1 }));
  const whole = { channelName: 'E1', startSeconds: 0, endSeconds: 1 };
  expect(findPeak(evoked, whole, { polarity: 'positive' })).toMatchObject({ latencySeconds: 0.3, atEdge: false });
  expect(findPeak(evoked, whole, { polarity: 'negative' })).toMatchObject({ latencySeconds: 0.6 });
  expect(findPeak(evoked, whole, { polarity: 'either' })).toMatchObject({ latencySeconds: 0.6 });
  expect(findPeak(evoked, { ...whole, startSeconds: 0.35 }, { polarity: 'positive' })).toMatchObject({ latencySeconds: 0.35, atEdge: true });
  expect(findPeak(evoked, { ...whole, startSeconds: 0.55, endSeconds: 0.65 }, { polarity: 'positive' })).toBeUndefined();
  expect(meanAmplitude(evoked, { ...whole, startSeconds: 0.3, endSeconds: 0.3 })).toBeCloseTo(5, 6);
  expect(() => meanAmplitude(evoked, { ...whole, channelName: 'Cz' })).toThrow(/there are E1/);
  expect(() => meanAmplitude(evoked, { ...whole, startSeconds: 2, endSeconds: 3 })).toThrow(RangeError);
});
