import { expect, test } from 'vitest';
import type { Annotation } from '../../ports/index.ts';
import { simulateRecording } from '../simulate/index.ts';
import { findBlinks } from './find-blinks.ts';
import { findMuscle } from './find-muscle.ts';
import { suggestBadChannels } from './suggest-bad-channels.ts';

/** The simulator tells when it blinks and clenches; what looks for them does not know it. */
const samplingRateHz = 250;
const channelNames = ['Fp1', 'Fp2', 'F3', 'F4', 'C3', 'C4', 'P3', 'P4', 'O1', 'O2', 'T7', 'T8'];
const { samples, annotations } = simulateRecording({
  seed: 2,
  samplingRateHz,
  channelNames,
  durationSeconds: 80,
  eyes: 'open',
  annotateArtifacts: true,
  artifactsPerMinute: { blinks: 14, jawClenches: 3, contactLosses: 0 },
});
const truthOf = (text: string): Annotation[] => annotations.filter((annotation) => annotation.text === text);

test('findBlinks() finds every simulated blink and no other', () => {
  const truth = truthOf('blink');
  const seconds = findBlinks(samples.slice(0, 2), { samplingRateHz }).map(({ sampleIndex }) => sampleIndex / samplingRateHz);
  expect(truth.length).toBeGreaterThan(10);
  expect(seconds).toHaveLength(truth.length);
  for (const [index, { onsetSeconds, durationSeconds }] of truth.entries()) {
    expect(seconds[index]).toBeGreaterThan(onsetSeconds);
    expect(seconds[index]).toBeLessThan(onsetSeconds + durationSeconds);
  }
});

test('findMuscle() marks every simulated clench for about as long as it lasts, and nothing else', () => {
  const truth = truthOf('jaw clench');
  const marks = findMuscle(samples, { samplingRateHz });
  expect(truth.length).toBeGreaterThan(0);
  expect(marks).toHaveLength(truth.length);
  for (const [index, { onsetSeconds, durationSeconds }] of truth.entries()) {
    expect(Math.abs(marks[index].onsetSeconds - onsetSeconds)).toBeLessThan(0.5);
    expect(Math.abs(marks[index].durationSeconds - durationSeconds)).toBeLessThan(0.8);
  }
});

test('suggestBadChannels() doubts no electrode of a simulated cap', () => {
  expect(suggestBadChannels(samples, { channelNames, samplingRateHz })).toEqual([]);
});
