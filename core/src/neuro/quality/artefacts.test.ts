import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { findBlinks } from './find-blinks.ts';
import { findMuscle } from './find-muscle.ts';
import { medianOf, robustSpread } from './robust-spread.ts';
import { suggestBadChannels } from './suggest-bad-channels.ts';

const samplingRateHz = 250;
const sampleCount = 40 * samplingRateHz;
/** Noise that is strong where it is slow, 10 µV. */
function background(seed: number): Float64Array {
  const random = createSeededRandom(seed);
  let level = 0;
  return Float64Array.from({ length: sampleCount }, () => (level = 0.95 * level + 3 * random.normal()));
}
const bump = (samples: Float64Array, second: number, heightUv: number, widthSeconds = 0.08): void => {
  for (let index = 0; index < samples.length; index += 1) samples[index] += heightUv * Math.exp(-(((index / samplingRateHz - second) / widthSeconds) ** 2));
};

describe('findBlinks()', () => {
  const blinkSeconds = [3, 7.5, 8.2, 15, 31];
  const withBlinks = background(1);
  for (const second of blinkSeconds) bump(withBlinks, second, 180);

  test('finds every blink at its peak and nothing else', () => {
    const found = findBlinks([withBlinks], { samplingRateHz });
    expect(found.map(({ sampleIndex }) => Math.round((sampleIndex / samplingRateHz) * 10) / 10)).toEqual(blinkSeconds);
    for (const { amplitudeUv } of found) expect(Math.abs(amplitudeUv - 165)).toBeLessThan(50);
  });
  test('finds none in a recording without blinks, none that go the other way', () => {
    expect(findBlinks([background(2)], { samplingRateHz })).toEqual([]);
    expect(findBlinks([withBlinks.map((sample) => -sample)], { samplingRateHz })).toEqual([]);
    expect(findBlinks([withBlinks.map((sample) => -sample)], { samplingRateHz, polarity: 'negative' })).toHaveLength(5);
  });
  test('is not misled by one enormous artefact, an offset of the electrode or lost samples', () => {
    const hard = withBlinks.map((sample) => sample + 40_000);
    bump(hard, 25, 5000, 0.3);
    hard.fill(Number.NaN, 35 * samplingRateHz, 36 * samplingRateHz);
    const seconds = findBlinks([hard], { samplingRateHz }).map(({ sampleIndex }) => Math.round((sampleIndex / samplingRateHz) * 10) / 10);
    expect(blinkSeconds.every((second) => seconds.includes(second))).toBe(true);
    expect(seconds.length).toBeLessThanOrEqual(8);
  });
  test('refuses no channel', () => {
    expect(() => findBlinks([], { samplingRateHz })).toThrow(/Fp1, Fp2/);
  });
});

describe('findMuscle()', () => {
  test('marks a burst of fast activity on all channels and bridges short breaks', () => {
    const random = createSeededRandom(9);
    const channels = [1, 2, 3, 4].map(background);
    for (const channel of channels) for (const [start, end] of [[10, 12], [12.3, 14]]) for (let index = start * samplingRateHz; index < end * samplingRateHz; index += 1) channel[index] += 40 * random.normal();
    const marks = findMuscle(channels, { samplingRateHz });
    expect(marks).toHaveLength(1);
    expect(marks[0].text).toBe('BAD_muscle');
    expect(Math.abs(marks[0].onsetSeconds - 10)).toBeLessThan(0.3);
    expect(Math.abs(marks[0].durationSeconds - 4)).toBeLessThan(0.6);
  });
  test('marks nothing in steady noise, in nothing, or where samples were lost', () => {
    const channel = background(5);
    channel.fill(Number.NaN, 1000, 3000);
    expect(findMuscle([channel, background(6)], { samplingRateHz })).toEqual([]);
    expect(findMuscle([], { samplingRateHz })).toEqual([]);
  });
});

describe('suggestBadChannels()', () => {
  const common = background(20);
  const channels = Array.from({ length: 8 }, (_, index) => common.map((sample, position) => sample + 0.3 * background(30 + index)[position]));
  const channelNames = channels.map((_, index) => `E${index + 1}`);
  const judge = (samples: Float64Array[]) => suggestBadChannels(samples, { channelNames: channelNames.slice(0, samples.length), samplingRateHz }).map(({ channelName, reason }) => [channelName, reason]);

  test('suspects none of a good cap', () => {
    expect(judge(channels)).toEqual([]);
  });
  test('names the flat, the loud, the quiet and the one that sees something else', () => {
    const spoilt: Float64Array[] = [...channels];
    spoilt[1] = new Float64Array(sampleCount).fill(300);
    spoilt[3] = channels[3].map((sample) => sample * 12);
    spoilt[5] = background(99);
    spoilt[6] = channels[6].map((sample) => sample / 12);
    expect(judge(spoilt)).toEqual([['E2', 'flat'], ['E4', 'too-loud'], ['E6', 'unlike-others'], ['E7', 'too-quiet']]);
  });
  test('does not judge by others where there are few, and passes over lost samples', () => {
    expect(judge([channels[0], channels[1].map((sample) => sample * 50)])).toEqual([]);
    const lossy = channels.map((channel) => channel.slice().fill(Number.NaN, 2000, 2600));
    expect(judge(lossy)).toEqual([]);
  });
  test('refuses other counts', () => {
    expect(() => suggestBadChannels(channels, { channelNames: ['E1'], samplingRateHz })).toThrow(/8 channels with 1 names/);
  });
});

test('robustSpread() is the mean and deviation of normal numbers, whatever a few do', () => {
  const random = createSeededRandom(4);
  const values = Float64Array.from({ length: 20_001 }, (_, index) => (index % 50 === 0 ? 1e9 : 5 + 2 * random.normal()));
  const { median, deviation } = robustSpread(values);
  expect(median).toBeCloseTo(5, 0);
  expect(Math.abs(deviation - 2)).toBeLessThan(0.1);
  expect(medianOf([3, 1, Number.NaN, 2])).toBe(2);
  expect(medianOf([4, 1, 2, 3])).toBe(2.5);
  expect(medianOf([])).toBeNaN();
});
