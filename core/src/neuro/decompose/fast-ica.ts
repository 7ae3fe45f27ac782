import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { createSeededRandom, throwIfAborted } from '../../foundation/index.ts';
import { createLogCosh, type LogCoshEngine, type ProjectedSamples } from '../../kernels/index.ts';

export interface FastIcaOptions {
  readonly seed: number | string;
  /** Stop when no direction turned by more than this in a step, as 1 - |cosine|. */
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FastIca {
  /** Row-major [rowCount][rowCount], orthogonal: sources = unmixing · whitened. */
  readonly unmixing: Float64Array;
  /** Steps over all samples; those over a part are not counted. */
  readonly iterationCount: number;
  readonly converged: boolean;
}

/** Every so many-th sample is enough to come close; what is left is a few steps over all of them. */
const COARSE_STRIDE = 8;
/** A part with fewer samples than this for each pair of sources would lead astray. */
const COARSE_SAMPLES_PER_PAIR = 20;
const COARSE_TOLERANCE = 1e-3;
const COARSE_MAX_ITERATIONS = 60;

/**
 * FastICA with all components at once and the log cosh contrast, as scikit-learn's `algorithm='parallel'`: the same fixed point,
 * reached first on a part of the samples and then on all.
 * @param source Its projection whitens: rows uncorrelated, mean 0, variance 1.
 * @see Hyvärinen (1999), Fast and robust fixed-point algorithms for independent component analysis
 */
export function fastIca(source: Omit<ProjectedSamples, 'stride'>, { seed, tolerance, maxIterations, signal }: FastIcaOptions): FastIca {
  const rowCount = source.projection.length;
  const random = createSeededRandom(seed);
  let unmixing = decorrelate(Float64Array.from({ length: rowCount ** 2 }, () => random.normal()), rowCount);
  if (source.samples[0].length / COARSE_STRIDE > COARSE_SAMPLES_PER_PAIR * rowCount ** 2) {
    ({ unmixing } = iterate(createLogCosh({ ...source, stride: COARSE_STRIDE }), unmixing, { tolerance: COARSE_TOLERANCE, maxIterations: COARSE_MAX_ITERATIONS, signal }));
  }
  return iterate(createLogCosh({ ...source, stride: 1 }), unmixing, { tolerance, maxIterations, signal });
}

function iterate(engine: LogCoshEngine, start: Float64Array, { tolerance, maxIterations, signal }: Omit<FastIcaOptions, 'seed'>): FastIca {
  const { rowCount, sampleCount } = engine;
  let unmixing = start;
  for (let iterationCount = 1; iterationCount <= maxIterations; iterationCount += 1) {
    throwIfAborted(signal);
    const { moments, squares } = engine.step(unmixing);
    for (let row = 0; row < rowCount; row += 1) {
      const meanSlope = 1 - squares[row] / sampleCount;
      for (let column = 0; column < rowCount; column += 1) {
        const at = row * rowCount + column;
        moments[at] = moments[at] / sampleCount - meanSlope * unmixing[at];
      }
    }
    const next = decorrelate(moments, rowCount);
    const turn = largestTurn(unmixing, next, rowCount);
    unmixing = next;
    if (turn < tolerance) return { unmixing, iterationCount, converged: true };
  }
  return { unmixing, iterationCount: maxIterations, converged: false };
}

/** The closest orthogonal matrix: (W·Wᵀ)^(-1/2)·W. */
function decorrelate(weights: Float64Array, rowCount: number): Float64Array {
  const matrix = Matrix.from1DArray(rowCount, rowCount, weights);
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(matrix.mmul(matrix.transpose()), { assumeSymmetric: true });
  const scaled = vectors.clone();
  // The floor keeps a direction that vanished from dividing by 0.
  for (const [column, value] of values.entries()) scaled.mulColumn(column, 1 / Math.sqrt(Math.max(value, Number.MIN_VALUE * 2 ** 52)));
  return Float64Array.from(scaled.mmul(vectors.transpose()).mmul(matrix).to1DArray());
}

function largestTurn(before: Float64Array, after: Float64Array, rowCount: number): number {
  let largest = 0;
  for (let row = 0; row < rowCount; row += 1) {
    let cosine = 0;
    for (let column = 0; column < rowCount; column += 1) cosine += before[row * rowCount + column] * after[row * rowCount + column];
    largest = Math.max(largest, Math.abs(Math.abs(cosine) - 1));
  }
  return largest;
}
