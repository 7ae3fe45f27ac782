import { beforeAll, describe, expect, test } from 'vitest';
import { hasEegData, readDevelopmentRecording, readReference } from '../eeg-data.test-support.ts';
import { designFir, filterFir } from '../dsp/index.ts';
import { cutEpochs, eventsFromAnnotations } from '../features/index.ts';
import { crossValidate, permutationTest } from './cross-validate.ts';
import { cspFeatures, fitCsp } from './csp.ts';
import { cspLdaClassifier } from './csp-lda.ts';
import { stratifiedFolds } from './folds.ts';
import { fitLda, predictLda } from './lda.ts';
import { trialOf, type Trial } from './trial.ts';

interface Reference {
  readonly csp_lda: {
    readonly mne_tutorial_hands_vs_feet: {
      readonly labels: number[];
      readonly splits: [number[], number[]][];
      readonly fold_scores: number[];
      readonly stratified5_noshuffle: number[];
      readonly eigenvalues_all: number[];
      readonly csp_features_fit_all: number[][];
      readonly csp_filters_abs_first4: number[][];
      readonly lda_coef: number[][];
      readonly lda_intercept: number[];
      readonly train_acc: number;
      readonly cov0_trace: number;
    };
  };
}

/** MNE 1.3.0, scikit-learn 1.2.1: hands against feet of PhysioNet S001, as in MNE's CSP tutorial. */
describe.skipIf(!hasEegData)('hands against feet, as MNE and scikit-learn tell them apart', () => {
  let trials: Trial[];
  let labels: string[];
  const reference = hasEegData ? readReference<Reference>().csp_lda.mne_tutorial_hands_vs_feet : undefined!; // reason: the tests are skipped without it

  beforeAll(async () => {
    trials = [];
    labels = [];
    for (const run of ['06', '10', '14']) {
      const recording = await readDevelopmentRecording(`eegmmidb/S001R${run}.edf`);
      const samples = filterFir(recording.samples, designFir({ samplingRateHz: 160, lowHz: 7, highHz: 30 })).map((channel) => channel.map((sample) => sample * 1e-6)); // the reference is in volts
      const { kept } = cutEpochs({ ...recording, samples }, eventsFromAnnotations(recording.annotations, { samplingRateHz: 160, labels: ['T1', 'T2'] }), { startSeconds: 1, endSeconds: 2 });
      for (const { event, samples: epoch } of kept) {
        trials.push(trialOf(epoch));
        labels.push(event.label === 'T1' ? '0' : '1');
      }
    }
  });

  test('the trials are those of the reference', () => {
    expect(labels.map(Number)).toEqual(reference.labels);
    const hands = trials.filter((_, index) => labels[index] === '0');
    const trace = hands.reduce((sum, { scatter, channelCount }) => sum + Array.from({ length: channelCount }, (_, channel) => scatter[channel * (channelCount + 1)]).reduce((a, b) => a + b), 0);
    expect(trace / (hands.length * 161 - 1) / reference.cov0_trace).toBeCloseTo(1, 9);
  });

  test('fitCsp() finds the eigenvalues, filters and features of MNE', () => {
    const csp = fitCsp(trials, labels);
    const sorted = [...csp.eigenvalues].toSorted((a, b) => a - b);
    const expected = reference.eigenvalues_all.toSorted((a, b) => a - b);
    expect(Math.max(...sorted.map((value, index) => Math.abs(value - expected[index])))).toBeLessThan(1e-8);
    for (const [index, weights] of reference.csp_filters_abs_first4.entries()) {
      const largest = Math.max(...weights);
      expect(Math.max(...weights.map((weight, channel) => Math.abs(weight - Math.abs(csp.filters[index][channel])))) / largest).toBeLessThan(1e-6);
    }
    const features = trials.map((trial) => cspFeatures(csp, trial));
    expect(Math.max(...reference.csp_features_fit_all.flatMap((row, index) => row.map((value, feature) => Math.abs(value - features[index][feature]))))).toBeLessThan(1e-8);

    const lda = fitLda(features, labels);
    const difference = lda.coefficients[1].map((weight, feature) => weight - lda.coefficients[0][feature]);
    expect(Math.max(...reference.lda_coef[0].map((weight, feature) => Math.abs(weight - difference[feature])))).toBeLessThan(1e-7);
    expect(Math.abs(lda.intercepts[1] - lda.intercepts[0] - reference.lda_intercept[0])).toBeLessThan(1e-7);
    expect(features.filter((row, index) => predictLda(lda, row).label === labels[index]).length / features.length).toBe(reference.train_acc);
  });

  test('crossValidate() gives the accuracy of every fold: 0.9333', () => {
    const result = crossValidate(trials, labels, { folds: reference.splits.map(([train, test]) => ({ train, test })), fit: cspLdaClassifier() });
    expect(result.foldAccuracies).toEqual(reference.fold_scores);
    expect(result.accuracy).toBeCloseTo(0.933333, 5);
    expect(result.chanceAccuracy).toBeCloseTo(24 / 45, 10);
    expect(result.confidenceInterval[0]).toBeGreaterThan(result.chanceAccuracy);
    expect(result.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(90);
  });

  test('stratifiedFolds() without a seed are those of scikit-learn', () => {
    expect(crossValidate(trials, labels, { folds: stratifiedFolds(labels, { foldCount: 5 }), fit: cspLdaClassifier() }).foldAccuracies).toEqual(reference.stratified5_noshuffle);
  });

  test('permutationTest() finds that this is no luck', () => {
    const result = permutationTest(trials, labels, { foldsOf: (given) => stratifiedFolds(given, { foldCount: 3 }), fit: cspLdaClassifier(), permutationCount: 19, seed: 1 });
    expect(result.pValue).toBe(0.05);
    expect(result.shuffledAccuracies.reduce((sum, value) => sum + value, 0) / 19).toBeLessThan(0.65);
  });
});
