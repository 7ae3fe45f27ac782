import { createSeededRandom } from '../../foundation/index.ts';
import { classNamesOf } from './class-names.ts';

/** One round of a cross-validation: positions of the trials to learn from and of those to be judged on. */
export interface Fold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Folds with the classes in the proportions of the whole; every trial is tested once.
 * Without a seed the folds follow the order of the trials, as scikit-learn's `StratifiedKFold`; with one, trials are shuffled within their class first.
 * @throws RangeError when a class has fewer trials than there are folds
 */
export function stratifiedFolds(labels: readonly string[], { foldCount, seed }: { readonly foldCount: number; readonly seed?: number | string | undefined }): Fold[] {
  const classNames = classNamesOf(labels);
  if (!(Number.isInteger(foldCount) && foldCount >= 2)) throw new RangeError(`Cannot make ${foldCount} folds: it takes a whole number from 2`);
  for (const name of classNames) {
    const count = labels.filter((label) => label === name).length;
    if (count < foldCount) throw new RangeError(`Cannot make ${foldCount} folds: class "${name}" has ${count} trials`);
  }
  // How many trials of each class a fold gets: those that would fall to it if the labels, class after class as they first appear, were dealt out one by one.
  const grouped = [...new Set(labels)].flatMap((name) => labels.filter((label) => label === name));
  const foldOf = labels.map(() => -1);
  for (const name of classNames) {
    const dealt = Array.from({ length: foldCount }, (_, fold) => grouped.filter((label, index) => label === name && index % foldCount === fold).length);
    const folds = dealt.flatMap((count, fold) => Array.from({ length: count }, () => fold));
    const positions = labels.flatMap((label, index) => (label === name ? [index] : []));
    const order = seed === undefined ? folds : shuffled(folds, `${seed}/${name}`);
    for (const [index, position] of positions.entries()) foldOf[position] = order[index];
  }
  return Array.from({ length: foldCount }, (_, fold) => ({
    train: labels.flatMap((_label, index) => (foldOf[index] === fold ? [] : [index])),
    test: labels.flatMap((_label, index) => (foldOf[index] === fold ? [index] : [])),
  }));
}

/** A seeded Fisher-Yates shuffle of a copy. */
export function shuffled<Item>(items: readonly Item[], seed: number | string): Item[] {
  const random = createSeededRandom(seed);
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = random.integerBelow(last + 1);
    [copy[last], copy[other]] = [copy[other], copy[last]];
  }
  return copy;
}
