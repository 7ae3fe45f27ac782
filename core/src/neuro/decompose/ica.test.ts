import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { fitIca, icaSources, removeComponents } from './ica.ts';
import { componentCountFor, principalComponents } from './principal-components.ts';

/** Independent sources, super- and sub-Gaussian in turn, on `channelCount` channels with a little noise. */
function mixedSources(sourceCount: number, channelCount: number, sampleCount: number, seed: number) {
  const random = createSeededRandom(seed);
  const laplace = (): number => (random.next() < 0.5 ? 1 : -1) * Math.log(1 - random.next());
  const sources = Array.from({ length: sourceCount }, (_, source) => Float64Array.from({ length: sampleCount }, () => (source % 2 === 0 ? laplace() : Math.sqrt(12) * (random.next() - 0.5))));
  const mixing = Array.from({ length: sourceCount }, () => Float64Array.from({ length: channelCount }, () => 10 * random.normal()));
  const samples = Array.from({ length: channelCount }, (_, channel) => Float64Array.from({ length: sampleCount }, (_unused, index) => 500 + channel + 0.1 * random.normal() + sources.reduce((sum, source, row) => sum + mixing[row][channel] * source[index], 0)));
  return { sources, mixing, samples };
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    ab += (a[index] - meanA) * (b[index] - meanB);
    aa += (a[index] - meanA) ** 2;
    bb += (b[index] - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

const { sources, mixing, samples } = mixedSources(5, 8, 12_000, 11);
const ica = fitIca(samples, { seed: 97, components: 5 });

describe('fitIca()', () => {
  test('finds the maps and the sources of separable data', () => {
    expect(ica.converged).toBe(true);
    const found = icaSources(ica, samples);
    for (const [index, map] of mixing.entries()) {
      const matches = ica.maps.map((candidate) => Math.abs(correlation(candidate, map)));
      const best = matches.indexOf(Math.max(...matches));
      expect(matches[best]).toBeGreaterThan(0.999);
      expect(Math.abs(correlation(found[best], sources[index]))).toBeGreaterThan(0.999);
    }
  });

  test('gives sources of variance 1 without correlation, sorted by what they explain', () => {
    const found = icaSources(ica, samples);
    for (const [row, source] of found.entries()) {
      expect(source.reduce((sum, value) => sum + value * value, 0) / source.length).toBeCloseTo(1, 3);
      for (let other = 0; other < row; other += 1) expect(Math.abs(correlation(source, found[other]))).toBeLessThan(1e-9);
    }
    expect([...ica.explainedRatios]).toEqual([...ica.explainedRatios].toSorted((a, b) => b - a));
    expect(ica.explainedRatios.reduce((sum, ratio) => sum + ratio, 0)).toBeGreaterThan(0.99);
    for (const map of ica.maps) expect(Math.max(...map)).toBe(Math.max(...map.map(Math.abs)));
  });

  test('repeats itself for a seed; another seed gives the same components', () => {
    expect(fitIca(samples, { seed: 97, components: 5 })).toEqual(ica);
    const other = fitIca(samples, { seed: 'another', components: 5 });
    for (const [index, map] of ica.maps.entries()) expect(correlation(map, other.maps[index])).toBeGreaterThan(0.9999);
  });

  test('fits on what was not lost, and keeps it lost', () => {
    const lossy = samples.map((channel) => channel.slice());
    for (const channel of lossy) channel.fill(Number.NaN, 3000, 3500);
    const fitted = fitIca(lossy, { seed: 1, components: 5 });
    for (const [index, map] of ica.maps.entries()) expect(correlation(map, fitted.maps[index])).toBeGreaterThan(0.999);
    const cleaned = removeComponents(fitted, lossy, [0]);
    expect(cleaned[2].subarray(3000, 3500).every(Number.isNaN)).toBe(true);
    expect(cleaned[2].subarray(3500).some(Number.isNaN)).toBe(false);
  });

  test('says when it did not converge', () => {
    expect(fitIca(samples, { seed: 1, components: 5, maxIterations: 1, tolerance: 1e-12 })).toMatchObject({ converged: false, iterationCount: 1 });
  });

  test('refuses more components than the data hold, too few samples and unequal channels', () => {
    const dependent = [...samples.slice(0, 3), samples[0].map((value, index) => value + samples[1][index])];
    expect(() => fitIca(dependent, { seed: 1, components: 4 })).toThrow(/the data hold 3/);
    expect(() => fitIca(samples.map((channel) => channel.subarray(0, 5)), { seed: 1, components: 2 })).toThrow(/more samples than channels/);
    expect(() => fitIca([samples[0], samples[1].subarray(1)], { seed: 1, components: 2 })).toThrow(/channel 1 has 11999/);
    expect(() => fitIca(samples, { seed: 1, components: 2.5 })).toThrow(RangeError);
  });

  test('ends when told to', () => {
    expect(() => fitIca(samples, { seed: 1, components: 5, signal: AbortSignal.abort() })).toThrow();
  });
});

describe('removeComponents()', () => {
  test('takes out exactly what the component adds, and nothing of the rest', () => {
    const strongest = ica.maps.map((map) => Math.abs(correlation(map, mixing[0])));
    const component = strongest.indexOf(Math.max(...strongest));
    const cleaned = removeComponents(ica, samples, [component]);
    const truth = samples.map((channel, position) => channel.map((value, index) => value - mixing[0][position] * sources[0][index]));
    for (let channel = 0; channel < 8; channel += 1) expect(correlation(cleaned[channel], truth[channel])).toBeGreaterThan(0.999);
    expect(correlation(cleaned[0], samples[0])).toBeLessThan(0.9999);
  });

  test('of nothing changes nothing; of all leaves what ICA did not model', () => {
    expect(removeComponents(ica, samples, [])).toEqual(samples);
    const rest = removeComponents(ica, samples, [0, 1, 2, 3, 4, 4]);
    for (const [channel, values] of rest.entries()) expect(Math.sqrt(values.reduce((sum, value) => sum + (value - ica.means[channel]) ** 2, 0) / values.length)).toBeLessThan(0.2);
  });

  test('refuses components and channels that are not there', () => {
    expect(() => removeComponents(ica, samples, [5])).toThrow(/there are 5/);
    expect(() => icaSources(ica, samples.slice(1))).toThrow(/8 channels to 7/);
  });
});

test('principalComponents() are orthonormal and explain the variance', () => {
  const { variances, directions, means } = principalComponents(samples);
  const total = samples.reduce((sum, channel, index) => sum + channel.reduce((inner, value) => inner + (value - means[index]) ** 2, 0) / (channel.length - 1), 0);
  expect(variances.reduce((sum, variance) => sum + variance, 0) / total).toBeCloseTo(1, 10);
  for (const [row, direction] of directions.entries()) for (const [column, other] of directions.entries()) expect(direction.reduce((sum, value, index) => sum + value * other[index], 0)).toBeCloseTo(row === column ? 1 : 0, 10);
});

test('componentCountFor() counts as MNE does: the first component that goes beyond the ratio', () => {
  const variances = Float64Array.of(6, 3, 0.5, 0.5);
  expect([0.1, 0.6, 0.61, 0.9, 0.91, 0.99, 1].map((ratio) => componentCountFor(variances, ratio))).toEqual([1, 2, 2, 3, 3, 4, 4]);
  expect(() => componentCountFor(variances, 0)).toThrow(RangeError);
});
