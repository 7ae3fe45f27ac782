import { describe, expect, test } from 'vitest';
import { createQualityTally } from './quality-tally.ts';
import { createSignalMonitor } from './signal-monitor.ts';

const samplingRateHz = 250;
const channels = ['O1', 'O2'].map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz }) as const);

/** A second of the stream: 20 µV of 10 Hz on an offset in O1, half as much in O2, and an accelerometer channel that is none of the monitor's. */
function second(index: number, { lost = false } = {}) {
  const sine = (amplitudeUv: number) => Array.from({ length: 250 }, (_, at) => (lost ? Number.NaN : 30_000 + amplitudeUv * Math.sin(2 * Math.PI * 10 * (index + at / 250))));
  return { firstSampleIndex: index * 250, sampleCount: 250, samples: Float64Array.from([...sine(20), ...sine(10), ...Array.from({ length: 250 }, () => 9e9)]), startMs: index * 1000, lostCount: lost ? 250 : 0 };
}
const createMonitor = () => createSignalMonitor({ channels, samplingRateHz, lineFrequencyHz: 50, fullScales: [187_500, 187_500] });

describe('createSignalMonitor()', () => {
  test('gives the band powers of a pure sine: half its amplitude squared, all of it alpha', () => {
    const monitor = createMonitor();
    monitor.push(second(0));
    expect(monitor.assess().bandPowers).toBeUndefined();
    monitor.push(second(1));
    const { bandNames, powersUv2 } = monitor.assess().bandPowers!;
    expect(bandNames).toEqual(['delta', 'theta', 'alpha', 'beta', 'gamma']);
    expect(powersUv2[2]).toBeCloseTo(200, 3);
    expect(powersUv2[5 + 2]).toBeCloseTo(50, 3);
    expect(powersUv2[3]).toBeLessThan(1e-6);
  });

  test('sums a session up, whatever was lost in it', () => {
    const monitor = createMonitor();
    for (let index = 0; index < 12; index += 1) {
      monitor.push(second(index, { lost: index === 5 }));
      const { bandPowers } = monitor.assess();
      if (index === 5 || index === 6) expect(bandPowers!.powersUv2[2]).toBeNaN();
    }
    const { quality, bandPowersUv2, spectrum, overview } = monitor.summary();
    expect(quality.map(({ channelName, state }) => [channelName, state])).toEqual([['O1', 'good'], ['O2', 'good']]);
    expect(bandPowersUv2['O1']['alpha']).toBeCloseTo(200, 3);
    expect(spectrum!.densityUv2PerHz[0].indexOf(Math.max(...spectrum!.densityUv2PerHz[0])) / 2).toBe(10);
    const [o1] = overview!.samples;
    // The offset is gone, the sine and the lost second are there.
    const shown = [...o1].filter((value) => !Number.isNaN(value));
    expect(Math.max(...shown.slice(200))).toBeLessThan(25);
    expect(Math.max(...shown.slice(200))).toBeGreaterThan(18);
    expect(shown.length).toBeLessThan(o1.length);
  });

  test('of a session too short for a spectrum has none', () => {
    const monitor = createMonitor();
    expect(monitor.summary()).toEqual({ quality: [], spectrum: undefined, bandPowersUv2: {}, overview: undefined });
  });
});

test('createQualityTally() tells the state of most seconds, the worse of two as frequent', () => {
  const tally = createQualityTally(['Cz']);
  for (const state of ['good', 'good', 'flat', 'flat'] as const) tally.add([{ channelName: 'Cz', state, peakToPeakUv: 10, fullScaleRatio: state === 'flat' ? 0 : 0.3, lineNoiseUv: 2 }]);
  expect(tally.read()).toEqual([{ channelName: 'Cz', state: 'flat', peakToPeakUv: 10, fullScaleRatio: 0.3, lineNoiseUv: 2, goodRatio: 0.5 }]);
});
