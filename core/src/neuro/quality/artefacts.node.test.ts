import { describe, expect, test } from 'vitest';
import { hasEegData, readColumns } from '../eeg-data.test-support.ts';
import { assessRecordingQuality } from './recording-quality.ts';
import { findBlinks } from './find-blinks.ts';
import { findMuscle } from './find-muscle.ts';
import { suggestBadChannels } from './suggest-bad-channels.ts';

/** OpenBCI's own sample: blinks, a jaw clench, then eyes closed and alpha; Cyton, 8 channels, 250 Hz, strong 60 Hz mains. */
describe.skipIf(!hasEegData)('the OpenBCI GUI recording "blinks, jaw clench, alpha"', () => {
  const samples = hasEegData ? readColumns('openbci_gui/OpenBCI_GUI-v6-blinks-jawClench-alpha.txt').slice(1, 9) : [];
  const channelNames = ['Fp1', 'Fp2', 'C3', 'C4', 'P7', 'P8', 'O1', 'O2'];

  test('findBlinks() finds the runs of rapid blinks and none while the eyes are closed', () => {
    const seconds = findBlinks(samples.slice(0, 2), { samplingRateHz: 250 }).map(({ sampleIndex }) => sampleIndex / 250);
    const between = (start: number, end: number) => seconds.filter((second) => second >= start && second < end).map((second) => Math.round(second * 10) / 10);
    expect(between(4, 7)).toEqual([4.9, 5.1, 5.3, 5.5, 5.7, 5.9, 6.1]);
    expect(between(15, 17)).toEqual([15.6, 15.8, 16, 16.2, 16.4]);
    expect(between(26, 75)).toEqual([]);
    for (const blink of [86.3, 86.8, 87.4, 87.9, 88.4]) expect(seconds.some((second) => Math.abs(second - blink) < 0.06)).toBe(true);
  });

  test('findMuscle() marks the jaw clench and nothing of the minute of rest', () => {
    const marks = findMuscle(samples, { samplingRateHz: 250 });
    const overlap = (start: number, end: number) => marks.reduce((sum, { onsetSeconds, durationSeconds }) => sum + Math.max(0, Math.min(end, onsetSeconds + durationSeconds) - Math.max(start, onsetSeconds)), 0);
    expect(overlap(8, 14.5)).toBeGreaterThan(4);
    expect(overlap(16, 80)).toBe(0);
  });

  test('suggestBadChannels() suspects none; the quality tells the mains', () => {
    expect(suggestBadChannels(samples, { channelNames, samplingRateHz: 250 })).toEqual([]);
    for (const { state, fullScaleRatio, lineNoiseUv } of assessRecordingQuality(samples, { channelNames, samplingRateHz: 250, lineFrequencyHz: 60, fullScaleUv: 187_500 })) {
      expect(state).toBe('noisy');
      expect(fullScaleRatio).toBeLessThan(0.5);
      expect(lineNoiseUv).toBeGreaterThan(100);
    }
  });
});
