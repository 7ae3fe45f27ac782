import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { classNamesOf } from './class-names.ts';

/** Linear discriminant analysis: one linear score a class, the highest wins. */
export interface Lda {
  readonly classNames: readonly string[];
  /** Part of the training trials in each class. */
  readonly priors: Float64Array;
  /** One array a class, [featureCount]. */
  readonly coefficients: readonly Float64Array[];
  readonly intercepts: Float64Array;
}

export interface LdaPrediction {
  readonly label: string;
  /** One a class, in the order of `classNames`; adding up to 1. */
  readonly probabilities: Float64Array;
}

/** scikit-learn's default `tol`: directions with less (scaled) deviation than this are left out. */
const RANK_TOLERANCE = 1e-4;

/**
 * Fits LDA as scikit-learn's `LinearDiscriminantAnalysis(solver='svd')` with priors from the data; no covariance is ever inverted.
 * @param features One array a trial, [featureCount].
 * @throws RangeError unless there are at least two classes and more trials than classes
 */
export function fitLda(features: readonly Float64Array[], labels: readonly string[]): Lda {
  const classNames = classNamesOf(labels);
  const trialCount = features.length;
  const classCount = classNames.length;
  if (labels.length !== trialCount) throw new RangeError(`Cannot fit LDA on ${trialCount} trials with ${labels.length} labels`);
  if (classCount < 2 || trialCount <= classCount) throw new RangeError(`Cannot fit LDA on ${trialCount} trials of ${classCount} classes: it takes two classes and more trials than classes`);
  const featureCount = features[0].length;

  const members = classNames.map((name) => features.filter((_, index) => labels[index] === name));
  const priors = Float64Array.from(members, (group) => group.length / trialCount);
  const means = members.map(meanOf);
  const grandMean = Float64Array.from({ length: featureCount }, (_, feature) => means.reduce((sum, mean, index) => sum + priors[index] * mean[feature], 0));

  const centred = new Matrix(members.flatMap((group, index) => group.map((row) => row.map((value, feature) => value - means[index][feature]))));
  const deviations = Float64Array.from({ length: featureCount }, (_, feature) => {
    const column = centred.getColumn(feature); // already centred per class: its mean is 0
    return Math.sqrt(column.reduce((sum, value) => sum + value * value, 0) / trialCount) || 1;
  });
  const within = centred.divRowVector([...deviations]).div(Math.sqrt(trialCount - classCount));
  const { values: withinValues, right } = singularValues(within);
  const withinRank = withinValues.filter((value) => value > RANK_TOLERANCE).length;
  const scalings = new Matrix(featureCount, Math.max(1, withinRank));
  for (let feature = 0; feature < featureCount; feature += 1) {
    for (let axis = 0; axis < withinRank; axis += 1) scalings.set(feature, axis, right.get(feature, axis) / deviations[feature] / withinValues[axis]);
  }

  const between = new Matrix(means.map((mean, index) => mean.map((value, feature) => Math.sqrt((trialCount * priors[index]) / (classCount - 1)) * (value - grandMean[feature])))).mmul(scalings);
  const { values: betweenValues, right: axes } = singularValues(between);
  const betweenRank = Math.max(1, betweenValues.filter((value) => value > RANK_TOLERANCE * betweenValues[0]).length);
  const projection = scalings.mmul(axes.subMatrix(0, axes.rows - 1, 0, betweenRank - 1));

  const centres = new Matrix(means.map((mean) => mean.map((value, feature) => value - grandMean[feature]))).mmul(projection);
  const coefficients = centres.mmul(projection.transpose()).to2DArray().map((row) => Float64Array.from(row));
  const intercepts = Float64Array.from(classNames, (_, index) => {
    const length = centres.getRow(index).reduce((sum, value) => sum + value * value, 0);
    return -0.5 * length + Math.log(priors[index]) - dot(grandMean, coefficients[index]);
  });
  return { classNames, priors, coefficients, intercepts };
}

/** @throws RangeError for another number of features than was fitted */
export function predictLda({ classNames, coefficients, intercepts }: Lda, features: Float64Array): LdaPrediction {
  if (features.length !== coefficients[0].length) throw new RangeError(`Cannot predict from ${features.length} features: ${coefficients[0].length} were fitted`);
  const scores = coefficients.map((weights, index) => dot(weights, features) + intercepts[index]);
  const highest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - highest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return { label: classNames[scores.indexOf(highest)], probabilities: Float64Array.from(exponentials, (value) => value / sum) };
}

/** Singular values, falling, with the right singular vectors as columns. */
function singularValues(matrix: Matrix): { values: number[]; right: Matrix } {
  const decomposition = new SingularValueDecomposition(matrix, { computeLeftSingularVectors: false, autoTranspose: true });
  return { values: decomposition.diagonal, right: decomposition.rightSingularVectors };
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0].length);
  for (const row of rows) for (let feature = 0; feature < mean.length; feature += 1) mean[feature] += row[feature];
  return mean.map((sum) => sum / rows.length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index];
  return sum;
}
