import { describe, expect, test } from 'vitest';
import { simulateRecording } from './simulate-recording.ts';
import { amplitudeAt, bandDensity, expectWithin, meanOf } from './spectra.test-support.ts';
import type { EegTask } from './task.ts';

const RATE_HZ = 250;

function perform(task: EegTask, channelNames: readonly string[], durationSeconds: number) {
  const artifactsPerMinute = { blinks: 0, jawClenches: 0, contactLosses: 0 };
  const recording = simulateRecording({ seed: 11, samplingRateHz: RATE_HZ, task, channelNames, durationSeconds, artifactsPerMinute, lineNoiseUv: 0, driftUv: 0 });
  const of = (name: string): Float64Array => recording.samples[channelNames.indexOf(name)];
  const onsetsOf = (text: string): number[] => recording.annotations.filter((annotation) => annotation.text === text).map(({ onsetSeconds }) => Math.round(onsetSeconds * RATE_HZ));
  return {
    recording,
    of,
    onsetsOf,
    /** Average around a marker from -0.2 to 0.8 s, its baseline taken off: [250], µV. */
    averageOf(name: string, text: string): Float64Array {
      const samples = of(name);
      const onsets = onsetsOf(text).filter((onset) => onset + 200 < samples.length);
      const average = Float64Array.from({ length: 250 }, (_, index) => meanOf(onsets.map((onset) => samples[onset - 50 + index])));
      const baseline = meanOf(average.subarray(0, 50));
      return average.map((value) => value - baseline);
    },
  };
}

/** Largest value (times `sign`) between two times after the marker, and when. */
function peakOf(average: Float64Array, fromSeconds: number, toSeconds: number, sign: 1 | -1): { valueUv: number; seconds: number } {
  let best = { valueUv: -Infinity, seconds: 0 };
  for (let index = Math.round((0.2 + fromSeconds) * RATE_HZ); index <= Math.round((0.2 + toSeconds) * RATE_HZ); index += 1) {
    if (sign * average[index] > best.valueUv) best = { valueUv: sign * average[index], seconds: index / RATE_HZ - 0.2 };
  }
  return { valueUv: sign * best.valueUv, seconds: best.seconds };
}

describe('p300', () => {
  const task = perform('p300', ['Fz', 'Cz', 'Pz', 'T7'], 600);

  test('is an oddball: one tone in five is a target, never two in a row, about one a second', () => {
    const texts = task.recording.annotations.map(({ text }) => text);
    const targetCount = texts.filter((text) => text === 'target').length;
    expectWithin(targetCount / texts.length, 0.13, 0.21);
    expect(texts.some((text, index) => text === 'target' && texts[index + 1] === 'target')).toBe(false);
    expectWithin(texts.length, 570, 630);
  });

  test('targets are followed by a positive wave of 6 to 14 µV over Pz after 300 to 450 ms, standards are not', () => {
    const target = task.averageOf('Pz', 'target');
    const standard = task.averageOf('Pz', 'standard');
    const peak = peakOf(target, 0.25, 0.6, 1);
    expectWithin(peak.valueUv, 6, 14);
    expectWithin(peak.seconds, 0.3, 0.45);
    expect(Math.abs(meanOf(standard.subarray(Math.round(0.52 * RATE_HZ), Math.round(0.62 * RATE_HZ))))).toBeLessThan(1.5);
    expect(peakOf(task.averageOf('T7', 'target'), 0.3, 0.45, 1).valueUv).toBeLessThan(0.6 * peak.valueUv);
  });

  test('both tones are followed by an N1 at Cz around 100 ms and a P2 around 180 ms', () => {
    const standard = task.averageOf('Cz', 'standard');
    const n1 = peakOf(standard, 0.05, 0.15, -1);
    const p2 = peakOf(standard, 0.14, 0.25, 1);
    expect(n1.valueUv).toBeLessThan(-2);
    expectWithin(n1.seconds, 0.085, 0.115);
    expect(p2.valueUv).toBeGreaterThan(2);
    expectWithin(p2.seconds, 0.16, 0.2);
  });
});

test('n170: faces are followed by a larger negative wave than houses over P7 and P8 at 170 ms, more on the right', () => {
  const task = perform('n170', ['P7', 'P8', 'Cz'], 500);
  const face = peakOf(task.averageOf('P8', 'face'), 0.13, 0.21, -1);
  expectWithin(face.seconds, 0.155, 0.185);
  expectWithin(face.valueUv, -12, -5);
  expect(peakOf(task.averageOf('P8', 'house'), 0.15, 0.19, -1).valueUv).toBeGreaterThan(face.valueUv + 3.5);
  expect(peakOf(task.averageOf('P7', 'face'), 0.15, 0.19, -1).valueUv).toBeGreaterThan(face.valueUv);
  expect(Math.abs(meanOf(task.averageOf('Cz', 'face').subarray(88, 98)))).toBeLessThan(2);
});

test('ssvep: Oz follows the flicker at its frequency and its double, in the marked stretches and only there', () => {
  const task = perform('ssvep', ['Oz', 'Fz'], 240);
  for (const frequencyHz of [7.5, 12, 15]) {
    const onsets = task.onsetsOf(`flicker ${frequencyHz} Hz`).filter((onset) => onset + 1500 < 60_000);
    expect(onsets.length).toBeGreaterThan(3);
    const meanAmplitude = (name: string, atHz: number): number => meanOf(onsets.map((onset) => amplitudeAt(task.of(name).subarray(onset + 250, onset + 1250), RATE_HZ, atHz)));
    expect(meanAmplitude('Oz', frequencyHz)).toBeGreaterThan(2.5);
    expect(meanAmplitude('Oz', frequencyHz) / meanAmplitude('Oz', frequencyHz + 1.25)).toBeGreaterThan(2);
    expect(meanAmplitude('Oz', 2 * frequencyHz) / meanAmplitude('Oz', 2 * frequencyHz + 1.25)).toBeGreaterThan(2);
    expect(meanAmplitude('Fz', 2 * frequencyHz)).toBeLessThan(0.6 * meanAmplitude('Oz', 2 * frequencyHz));
    // one flicker's frequency is not in another's response
    const otherHz = frequencyHz === 12 ? 15 : 12;
    expect(meanAmplitude('Oz', otherHz)).toBeLessThan(0.6 * meanAmplitude('Oz', frequencyHz));
  }
});

test('motor-imagery: mu and beta fall over the hemisphere opposite to the hand, and beta rebounds', () => {
  const task = perform('motor-imagery', ['C3', 'C4'], 600);
  const powerAround = (name: string, text: string, lowHz: number, highHz: number, fromSeconds: number): number =>
    meanOf(
      task.onsetsOf(text).filter((onset) => onset + 1500 < 150_000).map((onset) => {
        const start = onset + Math.round(fromSeconds * RATE_HZ);
        return bandDensity(task.of(name).subarray(start, start + 2 * RATE_HZ), RATE_HZ, lowHz, highHz, 2);
      }),
    );
  expect(task.onsetsOf('left hand').length).toBeGreaterThan(20);
  expect(task.onsetsOf('right hand').length).toBeGreaterThan(20);
  for (const [opposite, same, text] of [['C4', 'C3', 'left hand'], ['C3', 'C4', 'right hand']] as const) {
    const change = (name: string, lowHz: number, highHz: number): number => powerAround(name, text, lowHz, highHz, 1) / powerAround(name, text, lowHz, highHz, -2.2);
    expect(change(opposite, 9, 13)).toBeLessThan(0.45);
    expect(change(same, 9, 13)).toBeGreaterThan(0.6);
    expect(change(opposite, 19, 23)).toBeLessThan(change(same, 19, 23) - 0.15);
    expect(powerAround(opposite, text, 19, 23, 3.5)).toBeGreaterThan(1.2 * powerAround(opposite, text, 19, 23, 1));
  }
});
