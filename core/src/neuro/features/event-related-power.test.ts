import { expect, test } from 'vitest';
import type { Recording } from '../recording/index.ts';
import { cutEpochs } from './cut-epochs.ts';
import { eventRelatedPower } from './event-related-power.ts';

/** 10 Hz that halves its amplitude for one second after each event. */
const samplingRateHz = 200;
const eventSeconds = [3, 8, 13];
const samples = Float64Array.from({ length: 16 * samplingRateHz }, (_, index) => {
  const seconds = index / samplingRateHz;
  const halved = eventSeconds.some((event) => seconds >= event && seconds < event + 1);
  return (halved ? 5 : 10) * Math.sin(2 * Math.PI * 10 * seconds + 1);
});
const recording: Recording = { channels: [{ name: 'C3', type: 'eeg', unit: 'µV', samplingRateHz }], samplingRateHz, samples: [samples], annotations: [], startMs: undefined };
const epochs = cutEpochs(recording, eventSeconds.map((second, index) => ({ sampleIndex: second * samplingRateHz, label: index === 0 ? 'a' : 'b' })), { startSeconds: -2, endSeconds: 2.9 });
const options = { frequenciesHz: [10], baseline: { startSeconds: -1.5, endSeconds: -0.5 } };

test('eventRelatedPower() sees a halved amplitude as a drop by three quarters, and the return to nothing', () => {
  const { changeRatio: [[change]], timesSeconds } = eventRelatedPower(epochs, options);
  const at = (second: number): number => change[timesSeconds.findIndex((time) => time >= second)];
  expect(at(0.5)).toBeCloseTo(-0.75, 2);
  expect(at(-1)).toBeCloseTo(0, 2);
  expect(at(2)).toBeCloseTo(0, 2);
});

test('eventRelatedPower() does not depend on the unit, and takes the labels it is given', () => {
  const louder = { ...epochs, kept: epochs.kept.map((epoch) => ({ ...epoch, samples: epoch.samples.map((channel) => channel.map((sample) => sample * 1e6)) })) };
  const [[change], [same]] = [eventRelatedPower(epochs, options).changeRatio[0], eventRelatedPower(louder, options).changeRatio[0]];
  for (let index = 0; index < change.length; index += 50) expect(same[index]).toBeCloseTo(change[index], 9);
  expect(eventRelatedPower(epochs, { ...options, labels: ['b'] }).epochCount).toBe(2);
});

test('eventRelatedPower() refuses no epochs, a baseline outside and wavelets longer than the epochs', () => {
  expect(() => eventRelatedPower(epochs, { ...options, labels: ['c'] })).toThrow(/none labelled c/);
  expect(() => eventRelatedPower(epochs, { ...options, baseline: { startSeconds: 5 } })).toThrow(/baseline/);
  expect(() => eventRelatedPower(epochs, { ...options, frequenciesHz: [1], cycleCounts: 7 })).toThrow(/longer epochs/);
});
