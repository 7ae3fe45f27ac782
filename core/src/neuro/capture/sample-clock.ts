/** When samples were taken, fitted to when they arrived. Times are milliseconds on the clock of the arrivals. */
export interface SampleClock {
  /** A sample and when the chunk that ended with it arrived. Never earlier than it was taken; often later. */
  observe(sampleIndex: number, arrivalMs: number): void;
  /** Time of a sample; call with rising indexes. Rises steadily: a better fit is approached, not jumped to. */
  timeOf(sampleIndex: number): number;
  /** Which sample is being taken at this time, by the fit; fractional. */
  indexAt(timeMs: number): number;
  /** Fitted time between two samples. */
  periodMs(): number;
  /** The board's clock against the host's, parts per million, positive where the board is fast; `undefined` for the first ten seconds. */
  driftPpm(): number | undefined;
  /** The stream was interrupted: arrivals before say nothing of those after, the drift stays. */
  restart(): void;
}

const MAX_BUCKETS = 128;
const FIRST_BUCKET_MS = 500;
const LAST_BUCKET_MS = 8000;
/** A crystal is within about this of its nominal rate; the fit leaves it only on evidence. */
const PRIOR_DRIFT = 50e-6;
const PRIOR_NOISE_MS = 0.5;
/** How fast a time may be corrected, as a part of the time that passes. */
const MAX_SLEW = 0.02;
/** Beyond this the clock follows at once where that is forward. */
const STEP_MS = 250;
const MIN_DRIFT_SPAN_MS = 10_000;

/**
 * An arrival is late by a latency that is never negative, so the earliest arrival of each stretch (a bucket) is what tells of the
 * board's clock, whatever stalls and chunks do to the others. A line with Huber's weights goes through the buckets of the last minutes.
 * Work and memory are constant: a fit of at most 128 points whenever a bucket is full.
 * @see Moon, Skelly, Towsley (1999), Estimation and Removal of Clock Skew from Network Delay Measurements
 * @param periodMs Nominal time between two samples.
 */
export function createSampleClock({ periodMs }: { readonly periodMs: number }): SampleClock {
  // Lateness against the nominal rate: arrival - periodMs × index.
  let indexes: number[] = [];
  let latenesses: number[] = [];
  let bucketMs = FIRST_BUCKET_MS;
  let bucketStart = Number.NaN;
  let bestIndex = Number.NaN;
  let bestLateness = Number.POSITIVE_INFINITY;
  let slope = 0; // of the lateness, ms a sample
  let intercept = Number.NaN; // lateness of sample 0
  let spanMs = 0;
  let isFresh = true; // no arrival since the start or restart
  let lastIndex = Number.NaN;
  let lastTimeMs = Number.NaN;

  function closeBucket(): void {
    indexes.push(bestIndex);
    latenesses.push(bestLateness);
    if (indexes.length > MAX_BUCKETS) {
      if (bucketMs < LAST_BUCKET_MS) mergePairs();
      else {
        indexes.shift();
        latenesses.shift();
      }
    }
    bestLateness = Number.POSITIVE_INFINITY;
    fit();
  }

  function mergePairs(): void {
    const kept: number[] = [];
    for (let index = 0; index < indexes.length; index += 2) {
      kept.push(index + 1 < indexes.length && latenesses[index + 1] - slope * (indexes[index + 1] - indexes[index]) < latenesses[index] ? index + 1 : index);
    }
    indexes = kept.map((index) => indexes[index]);
    latenesses = kept.map((index) => latenesses[index]);
    bucketMs *= 2;
  }

  function fit(): void {
    const line = fitHuber(indexes, latenesses, { periodMs });
    spanMs = (indexes[indexes.length - 1] - indexes[0]) * periodMs;
    slope = line.slope;
    intercept = line.meanLateness - slope * line.meanIndex;
  }

  const fittedTime = (index: number): number => intercept + (periodMs + slope) * index;

  return {
    observe(sampleIndex, arrivalMs) {
      if (Number.isNaN(bucketStart)) bucketStart = sampleIndex;
      const lateness = arrivalMs - periodMs * sampleIndex;
      // Against the fitted line, not the nominal rate: else drift would choose the sample within a bucket.
      if (bestLateness === Number.POSITIVE_INFINITY || lateness - slope * (sampleIndex - bestIndex) < bestLateness) {
        bestIndex = sampleIndex;
        bestLateness = lateness;
        // Until there is a fit, and whenever a sample is earlier than it should be possible, the line goes down to it.
        if (indexes.length < 4) {
          const below = lateness - slope * sampleIndex;
          if (isFresh || below < intercept) intercept = below;
          isFresh = false;
        }
      }
      if ((sampleIndex - bucketStart) * periodMs >= bucketMs) {
        closeBucket();
        bucketStart = sampleIndex;
      }
    },
    timeOf(sampleIndex) {
      const target = fittedTime(sampleIndex);
      if (Number.isNaN(lastTimeMs)) {
        lastTimeMs = target;
      } else {
        const elapsedMs = (sampleIndex - lastIndex) * (periodMs + slope);
        const error = target - (lastTimeMs + elapsedMs);
        const limit = error > STEP_MS ? error : MAX_SLEW * Math.abs(elapsedMs);
        lastTimeMs += elapsedMs + Math.min(limit, Math.max(-limit, error));
      }
      lastIndex = sampleIndex;
      return lastTimeMs;
    },
    indexAt: (timeMs) => (timeMs - intercept) / (periodMs + slope),
    periodMs: () => periodMs + slope,
    driftPpm: () => (spanMs < MIN_DRIFT_SPAN_MS ? undefined : (-slope / (periodMs + slope)) * 1e6),
    restart() {
      indexes = [];
      latenesses = [];
      bucketMs = FIRST_BUCKET_MS;
      bucketStart = Number.NaN;
      bestLateness = Number.POSITIVE_INFINITY;
      isFresh = true;
    },
  };
}

/** Least squares with Huber's weights, the slope held towards 0 by what a crystal can be. */
function fitHuber(indexes: readonly number[], latenesses: readonly number[], { periodMs }: { periodMs: number }): { slope: number; meanIndex: number; meanLateness: number } {
  const weights = indexes.map(() => 1);
  const prior = (PRIOR_NOISE_MS / (PRIOR_DRIFT * periodMs)) ** 2;
  let slope = 0;
  let meanIndex = 0;
  let meanLateness = 0;
  for (let round = 0; round < 8; round++) {
    let weightSum = 0;
    let indexSum = 0;
    let latenessSum = 0;
    for (let i = 0; i < indexes.length; i++) {
      weightSum += weights[i];
      indexSum += weights[i] * (indexes[i] - indexes[0]);
      latenessSum += weights[i] * latenesses[i];
    }
    meanIndex = indexes[0] + indexSum / weightSum;
    meanLateness = latenessSum / weightSum;
    let indexSquares = prior;
    let products = 0;
    for (let i = 0; i < indexes.length; i++) {
      indexSquares += weights[i] * (indexes[i] - meanIndex) ** 2;
      products += weights[i] * (indexes[i] - meanIndex) * (latenesses[i] - meanLateness);
    }
    slope = products / indexSquares;
    const residuals = indexes.map((index, i) => latenesses[i] - meanLateness - slope * (index - meanIndex));
    const scale = Math.max(0.05, 1.4826 * medianOf(residuals.map(Math.abs)));
    for (let i = 0; i < weights.length; i++) weights[i] = Math.min(1, (1.345 * scale) / Math.max(1e-9, Math.abs(residuals[i])));
  }
  return { slope, meanIndex, meanLateness };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
