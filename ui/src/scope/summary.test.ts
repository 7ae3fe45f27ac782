import { expect, test } from 'vitest';
import { summaryOf } from './summary.ts';

const facts = { title: 'Simulated Cyton', channelCount: 3, visibleCount: 3, samplingRateHz: 250, paused: false, scaleText: '100 µV', quality: [], lostRatio: 0 };
const channel = (channelName: string, state: 'good' | 'railed' | 'flat') => ({ channelName, state, peakToPeakUv: 1 });

test.each([
  [{}, 'Simulated Cyton: 3 channels at 250 Hz, running, 100 µV a lane.'],
  [{ channelCount: 0 }, 'No signal yet.'],
  [{ title: undefined, visibleCount: 1, paused: true }, '1 of 3 channels at 250 Hz, paused, 100 µV a lane.'],
  [{ quality: [channel('C3', 'good')] }, 'Simulated Cyton: 3 channels at 250 Hz, running, 100 µV a lane. All channels good.'],
  [{ quality: [channel('C3', 'railed'), channel('C4', 'flat'), channel('Cz', 'railed')] }, 'Simulated Cyton: 3 channels at 250 Hz, running, 100 µV a lane. railed: C3, Cz; flat: C4.'],
  [{ lostRatio: 0.0312 }, 'Simulated Cyton: 3 channels at 250 Hz, running, 100 µV a lane. 3.1 % of the samples shown were lost.'],
  [{ lostRatio: 0.00001 }, 'Simulated Cyton: 3 channels at 250 Hz, running, 100 µV a lane. Less than 0.1 % of the samples shown were lost.'],
])('summaryOf(%j)', (given, expected) => {
  expect(summaryOf({ ...facts, ...given })).toBe(expected);
});
