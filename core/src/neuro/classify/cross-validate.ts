import { throwIfAborted } from '../../foundation/index.ts';
import { classNamesOf } from './class-names.ts';
import { shuffled, type Fold } from './folds.ts';

/** Learns from trials and returns what tells the class of one it has not seen. Everything that is fitted is fitted in here, or the answer is not honest. */
export type FitClassifier<Item> = (trials: readonly Item[], labels: readonly string[]) => (trial: Item) => string;

export interface CrossValidation {
  readonly classNames: readonly string[];
  /** Part of each fold's test trials that was told right. */
  readonly foldAccuracies: readonly number[];
  /** Mean of the folds. */
  readonly accuracy: number;
  /** 95 % Wilson interval of `accuracy`, as if from as many independent tests as there are distinct tested trials. */
  readonly confidenceInterval: readonly [low: number, high: number];
  /** What always naming the most frequent class would reach. */
  readonly chanceAccuracy: number;
  /** [true class][told class], counted over all folds, in the order of `classNames`. */
  readonly confusion: readonly (readonly number[])[];
}

/** @throws RangeError for no fold, an empty fold, a trial in both parts of a fold, or as many labels as there are not trials */
export function crossValidate<Item>(trials: readonly Item[], labels: readonly string[], { folds, fit, signal }: { readonly folds: readonly Fold[]; readonly fit: FitClassifier<Item>; readonly signal?: AbortSignal | undefined }): CrossValidation {
  if (labels.length !== trials.length) throw new RangeError(`Cannot cross-validate ${trials.length} trials with ${labels.length} labels`);
  if (folds.length === 0) throw new RangeError('Cannot cross-validate without folds');
  const classNames = classNamesOf(labels);
  const confusion = classNames.map(() => classNames.map(() => 0));
  const tested = new Set<number>();
  const foldAccuracies = folds.map(({ train, test }, index) => {
    throwIfAborted(signal);
    checkFold(train, test, index, trials.length);
    const predict = fit(train.map((position) => trials[position]), train.map((position) => labels[position]));
    let rightCount = 0;
    for (const position of test) {
      const told = predict(trials[position]);
      tested.add(position);
      if (told === labels[position]) rightCount += 1;
      const column = classNames.indexOf(told);
      if (column >= 0) confusion[classNames.indexOf(labels[position])][column] += 1;
    }
    return rightCount / test.length;
  });
  const accuracy = foldAccuracies.reduce((sum, value) => sum + value, 0) / folds.length;
  return {
    classNames,
    foldAccuracies,
    accuracy,
    confidenceInterval: wilsonInterval(accuracy, tested.size),
    chanceAccuracy: Math.max(...classNames.map((name) => labels.filter((label) => label === name).length)) / labels.length,
    confusion,
  };
}

function checkFold(train: readonly number[], test: readonly number[], index: number, trialCount: number): void {
  if (train.length === 0 || test.length === 0) throw new RangeError(`Cannot cross-validate: fold ${index} has ${train.length} training and ${test.length} test trials`);
  const seen = new Set(train);
  for (const position of test) if (seen.has(position)) throw new RangeError(`Cannot cross-validate: fold ${index} tests trial ${position}, which it learnt from`);
  for (const position of [...train, ...test]) if (!(Number.isInteger(position) && position >= 0 && position < trialCount)) throw new RangeError(`Cannot cross-validate: fold ${index} names trial ${position} of ${trialCount}`);
}

/** @see Wilson (1927); unlike the normal approximation it stays within 0 and 1. */
function wilsonInterval(ratio: number, count: number): [number, number] {
  const z = 1.959963984540054;
  const centre = (ratio + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half = (z / (1 + z ** 2 / count)) * Math.sqrt((ratio * (1 - ratio)) / count + z ** 2 / (4 * count ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

export interface PermutationTest {
  /** Accuracy with the true labels. */
  readonly accuracy: number;
  /** Accuracies with shuffled labels, in the order of the shuffles. */
  readonly shuffledAccuracies: readonly number[];
  /** How often shuffled labels do at least as well, (1 + times) / (1 + shuffles): never 0. */
  readonly pValue: number;
}

/**
 * Whether an accuracy could be luck: the same cross-validation with labels that mean nothing. Folds follow from the labels, so they are made anew each time.
 * @see Ojala, Garriga (2010), Permutation tests for studying classifier performance
 */
export function permutationTest<Item>(
  trials: readonly Item[],
  labels: readonly string[],
  options: { readonly foldsOf: (labels: readonly string[]) => readonly Fold[]; readonly fit: FitClassifier<Item>; readonly permutationCount: number; readonly seed: number | string; readonly signal?: AbortSignal | undefined },
): PermutationTest {
  const { foldsOf, fit, permutationCount, seed, signal } = options;
  if (!(Number.isInteger(permutationCount) && permutationCount >= 1)) throw new RangeError(`Cannot test with ${permutationCount} permutations: it takes a whole number from 1`);
  const accuracyOf = (given: readonly string[]): number => crossValidate(trials, given, { folds: foldsOf(given), fit, signal }).accuracy;
  const accuracy = accuracyOf(labels);
  const shuffledAccuracies = Array.from({ length: permutationCount }, (_, index) => accuracyOf(shuffled(labels, `${seed}/${index}`)));
  const asGoodCount = shuffledAccuracies.filter((value) => value >= accuracy).length;
  return { accuracy, shuffledAccuracies, pValue: (1 + asGoodCount) / (1 + permutationCount) };
}
