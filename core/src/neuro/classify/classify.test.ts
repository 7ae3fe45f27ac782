import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../foundation/index.ts';
import { crossValidate, permutationTest } from './cross-validate.ts';
import { cspFeatures, fitCsp } from './csp.ts';
import { cspLdaClassifier } from './csp-lda.ts';
import { shuffled, stratifiedFolds } from './folds.ts';
import { generalisedEigen } from './generalised-eigen.ts';
import { fitLda, predictLda } from './lda.ts';
import { trialOf, type Trial } from './trial.ts';

/** Trials of four mixed sources, of which the first is stronger in class a and the second in class b. */
function simulatedTrials(count: number, { contrast, seed }: { contrast: number; seed: number }): { trials: Trial[]; labels: string[] } {
  const random = createSeededRandom(seed);
  const labels = Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 'a' : 'b'));
  const mixing = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => random.normal()));
  const trials = labels.map((label) => {
    const sources = [label === 'a' ? contrast : 1, label === 'a' ? 1 : contrast, 1, 1].map((deviation) => Float64Array.from({ length: 120 }, () => deviation * random.normal()));
    return trialOf(mixing.map((weights) => Float64Array.from({ length: 120 }, (_, index) => weights.reduce((sum, weight, source) => sum + weight * sources[source][index], 0))));
  });
  return { trials, labels };
}

describe('trialOf()', () => {
  test('sums products of channels', () => {
    expect([...trialOf([Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(1, 0, 0, 0, -1)]).scatter]).toEqual([55, -4, -4, 2]);
  });
  test('refuses lost samples and channels of different lengths', () => {
    expect(() => trialOf([Float64Array.of(1, Number.NaN)])).toThrow(/lost/);
    expect(() => trialOf([Float64Array.of(1, 2), Float64Array.of(1)])).toThrow(/channel 1 has 1 samples/);
    expect(() => trialOf([])).toThrow(RangeError);
  });
});

test('generalisedEigen() solves A·w = λ·B·w with wᵀ·B·w = 1', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 12 }), (seed, size) => {
      const random = createSeededRandom(seed);
      const scatter = () => trialOf(Array.from({ length: size }, () => Float64Array.from({ length: 40 }, () => random.normal()))).scatter;
      const a = scatter();
      const b = scatter();
      const { values, vectors } = generalisedEigen(a, b, size);
      expect(vectors.length).toBe(size);
      for (const [index, vector] of vectors.entries()) {
        const apply = (matrix: Float64Array) => vector.map((_, row) => vector.reduce((sum, weight, column) => sum + matrix[row * size + column] * weight, 0));
        const [left, right] = [apply(a), apply(b)];
        expect(Math.max(...left.map((value, row) => Math.abs(value - values[index] * right[row])))).toBeLessThan(1e-9);
        expect(vector.reduce((sum, weight, row) => sum + weight * right[row], 0)).toBeCloseTo(1, 9);
      }
      expect([...values]).toEqual([...values].toSorted((first, second) => first - second));
    }),
    { numRuns: 30 },
  );
});

describe('fitCsp()', () => {
  test('finds the two sources that differ, its patterns the mirror of its filters', () => {
    const { trials, labels } = simulatedTrials(40, { contrast: 3, seed: 5 });
    const csp = fitCsp(trials, labels);
    expect(csp.eigenvalues[0] > 0.8 || csp.eigenvalues[0] < 0.2).toBe(true);
    expect(csp.eigenvalues[1] > 0.8 || csp.eigenvalues[1] < 0.2).toBe(true);
    expect(Math.abs(csp.eigenvalues[2] - 0.5)).toBeLessThan(0.1);
    for (const [row, filter] of csp.filters.entries()) for (const [column, pattern] of csp.patterns.entries()) expect(filter.reduce((sum, weight, channel) => sum + weight * pattern[channel], 0)).toBeCloseTo(row === column ? 1 : 0, 9);
  });

  test('works on channels that add up to nothing, as after an average reference', () => {
    const { trials, labels } = simulatedTrials(40, { contrast: 3, seed: 6 });
    const referenced = trials.map(({ scatter, ...trial }) => {
      const centre = (matrix: Float64Array) => matrix.map((value, index) => value - matrix.subarray(index - (index % 4), index - (index % 4) + 4).reduce((sum, other) => sum + other, 0) / 4);
      const transpose = (matrix: Float64Array) => matrix.map((_, index) => matrix[(index % 4) * 4 + (index >> 2)]);
      return { ...trial, scatter: centre(transpose(centre(scatter))) };
    });
    const csp = fitCsp(referenced, labels);
    expect(csp.filters.length).toBe(3);
    expect(csp.componentCount).toBe(3);
    expect(csp.filters.flatMap((filter) => [...filter]).every((weight) => Math.abs(weight) < 100)).toBe(true);
    const { accuracy } = crossValidate(referenced, labels, { folds: stratifiedFolds(labels, { foldCount: 5 }), fit: cspLdaClassifier() });
    expect(accuracy).toBeGreaterThan(0.9);
  });

  test('features do not depend on the unit but for a constant', () => {
    const { trials, labels } = simulatedTrials(20, { contrast: 2, seed: 7 });
    const scaled = trials.map((trial) => ({ ...trial, scatter: trial.scatter.map((value) => value * 1e12) }));
    const [inVolts, inMicrovolts] = [cspFeatures(fitCsp(trials, labels), trials[0]), cspFeatures(fitCsp(scaled, labels), scaled[0])];
    for (let index = 0; index < 4; index += 1) expect(inMicrovolts[index]).toBeCloseTo(inVolts[index], 9);
  });

  test('refuses one class, three classes and other channels', () => {
    const { trials, labels } = simulatedTrials(6, { contrast: 2, seed: 1 });
    expect(() => fitCsp(trials, labels.map(() => 'a'))).toThrow(/1 classes/);
    expect(() => fitCsp(trials, ['a', 'b', 'c', 'a', 'b', 'c'])).toThrow(/it separates two/);
    expect(() => fitCsp(trials, ['a'])).toThrow(/1 labels/);
    expect(() => fitCsp(trials, labels, { componentCount: 5 })).toThrow(RangeError);
    expect(() => cspFeatures(fitCsp(trials, labels), { channelCount: 3, sampleCount: 1, scatter: new Float64Array(9) })).toThrow(/4 channels to a trial of 3/);
  });
});

describe('fitLda()', () => {
  test('tells three clusters apart and gives probabilities that add up to 1', () => {
    const random = createSeededRandom(3);
    const labels = Array.from({ length: 90 }, (_, index) => 'xyz'[index % 3]);
    const features = labels.map((label) => Float64Array.of((label === 'x' ? 5 : 0) + random.normal(), (label === 'y' ? 5 : 0) + random.normal(), random.normal()));
    const lda = fitLda(features, labels);
    const predictions = features.map((row) => predictLda(lda, row));
    expect(predictions.filter(({ label }, index) => label === labels[index]).length).toBeGreaterThan(85);
    for (const { probabilities } of predictions) expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  test('stands more features than trials and features that never change', () => {
    const features = [1, 2, 9, 10].map((value) => Float64Array.of(value, 2 * value, 7, value + 1, 3, 0));
    const lda = fitLda(features, ['low', 'low', 'high', 'high']);
    expect(features.map((row) => predictLda(lda, row).label)).toEqual(['low', 'low', 'high', 'high']);
  });

  test('refuses what cannot be learnt from', () => {
    expect(() => fitLda([Float64Array.of(1), Float64Array.of(2)], ['a', 'b'])).toThrow(/more trials than classes/);
    expect(() => fitLda([Float64Array.of(1), Float64Array.of(2)], ['a', 'a'])).toThrow(/two classes/);
    expect(() => predictLda(fitLda([1, 2, 3].map((value) => Float64Array.of(value)), ['a', 'b', 'b']), Float64Array.of(1, 2))).toThrow(/1 were fitted/);
  });
});

describe('stratifiedFolds()', () => {
  test('tests every trial once, never one it learnt from, classes in proportion', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 6, maxLength: 60 }), fc.integer({ min: 2, max: 5 }), fc.option(fc.integer(), { nil: undefined }), (labels, foldCount, seed) => {
        const counts = new Map([...new Set(labels)].map((name) => [name, labels.filter((label) => label === name).length]));
        fc.pre([...counts.values()].every((count) => count >= foldCount));
        const folds = stratifiedFolds(labels, { foldCount, seed });
        expect(folds.flatMap(({ test: tested }) => tested).toSorted((a, b) => a - b)).toEqual(labels.map((_, index) => index));
        for (const { train, test: tested } of folds) {
          expect(train.length + tested.length).toBe(labels.length);
          for (const [name, count] of counts) expect(Math.abs(tested.filter((index) => labels[index] === name).length - count / foldCount)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
  test('refuses a class with too few trials', () => {
    expect(() => stratifiedFolds(['a', 'a', 'b'], { foldCount: 2 })).toThrow(/class "b" has 1/);
    expect(() => stratifiedFolds(['a', 'b'], { foldCount: 1 })).toThrow(RangeError);
  });
});

describe('crossValidate()', () => {
  const fit = cspLdaClassifier({ componentCount: 2 });

  test('is near 1 where the classes differ, near chance where they do not', () => {
    const different = simulatedTrials(60, { contrast: 3, seed: 1 });
    const same = simulatedTrials(60, { contrast: 1, seed: 2 });
    const run = ({ trials, labels }: ReturnType<typeof simulatedTrials>) => crossValidate(trials, labels, { folds: stratifiedFolds(labels, { foldCount: 5, seed: 1 }), fit });
    expect(run(different).accuracy).toBeGreaterThan(0.95);
    const { accuracy, confidenceInterval: [low, high], chanceAccuracy } = run(same);
    expect(chanceAccuracy).toBe(0.5);
    expect(low).toBeLessThan(0.5);
    expect(Math.abs(accuracy - 0.5)).toBeLessThan(0.25);
    expect(high).toBeLessThanOrEqual(1);
  });

  test('refuses folds that test what they learnt from, empty folds and trials that are not there', () => {
    const { trials, labels } = simulatedTrials(6, { contrast: 2, seed: 1 });
    const run = (train: number[], tested: number[]) => crossValidate(trials, labels, { folds: [{ train, test: tested }], fit });
    expect(() => run([0, 1, 2, 3], [3])).toThrow(/which it learnt from/);
    expect(() => run([0, 1], [])).toThrow(/0 test trials/);
    expect(() => run([0, 1, 2, 3], [9])).toThrow(/trial 9 of 6/);
    expect(() => crossValidate(trials, labels, { folds: [], fit })).toThrow(/without folds/);
    expect(() => crossValidate(trials, ['a'], { folds: [], fit })).toThrow(RangeError);
  });

  test('ends when told to', () => {
    const { trials, labels } = simulatedTrials(12, { contrast: 2, seed: 1 });
    expect(() => crossValidate(trials, labels, { folds: stratifiedFolds(labels, { foldCount: 2 }), fit, signal: AbortSignal.abort() })).toThrow();
  });
});

test('permutationTest() calls noise noise, and repeats itself for a seed', () => {
  const { trials, labels } = simulatedTrials(30, { contrast: 1, seed: 4 });
  const run = () => permutationTest(trials, labels, { foldsOf: (given) => stratifiedFolds(given, { foldCount: 3 }), fit: cspLdaClassifier({ componentCount: 2 }), permutationCount: 29, seed: 'a' });
  expect(run().pValue).toBeGreaterThan(0.05);
  expect(run()).toEqual(run());
});

test('shuffled() keeps the items and repeats itself for a seed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
      expect(shuffled(items, seed).toSorted((left, right) => left - right)).toEqual(items.toSorted((left, right) => left - right));
      expect(shuffled(items, seed)).toEqual(shuffled(items, seed));
    }),
  );
});
