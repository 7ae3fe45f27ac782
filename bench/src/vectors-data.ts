/** Unit vectors one after another: shape `[count][dimensionCount]`. */
export interface VectorSet {
  readonly count: number;
  readonly dimensionCount: number;
  readonly values: Float32Array;
  at(index: number): Float32Array;
}

/**
 * `clustered`: topics of about 100 near neighbours, as chunks of notes have. `outliers`: the same with four dimensions ten times
 * as strong as the rest, as transformer models have, which quantise worst. `isotropic`: no structure at all, where neighbours are barely nearer than strangers.
 */
export type VectorKind = 'clustered' | 'outliers' | 'isotropic';

export function makeVectors(kind: VectorKind, { count, dimensionCount, seed }: { count: number; dimensionCount: number; seed: number }): VectorSet {
  const values = new Float32Array(count * dimensionCount);
  const random = gaussian(seed);
  // The topics depend on the dimension alone, so that queries of another seed fall into them too.
  const topicRandom = gaussian(dimensionCount);
  const topicCount = 1000;
  const topics = Float32Array.from({ length: kind === 'isotropic' ? 0 : topicCount * dimensionCount }, topicRandom);
  const uniform = uniforms(seed + 1);
  for (let row = 0; row < count; row++) {
    const topicAt = Math.floor(uniform() * topicCount) * dimensionCount;
    let squareSum = 0;
    for (let index = 0; index < dimensionCount; index++) {
      const strength = kind === 'outliers' && index % 97 === 0 ? 10 : 1;
      const value = strength * (kind === 'isotropic' ? random() : topics[topicAt + index] + 0.7 * random());
      values[row * dimensionCount + index] = value;
      squareSum += value * value;
    }
    const scale = 1 / Math.sqrt(squareSum);
    for (let index = 0; index < dimensionCount; index++) values[row * dimensionCount + index] *= scale;
  }
  return { count, dimensionCount, values, at: (index) => values.subarray(index * dimensionCount, (index + 1) * dimensionCount) };
}

/** Indices of the `topK` greatest dot products, best first: a plain scan of the floats, and the truth of every recall. */
export function scanFloats({ count, dimensionCount, values }: VectorSet, query: Float32Array, topK: number): number[] {
  const best: { index: number; similarity: number }[] = [];
  for (let row = 0, offset = 0; row < count; row++) {
    let sum0 = 0;
    let sum1 = 0;
    let index = 0;
    for (; index + 1 < dimensionCount; index += 2, offset += 2) {
      sum0 += values[offset] * query[index];
      sum1 += values[offset + 1] * query[index + 1];
    }
    if (index < dimensionCount) sum0 += values[offset++] * query[index];
    const similarity = sum0 + sum1;
    if (best.length === topK && similarity <= best[topK - 1].similarity) continue;
    if (best.length === topK) best.pop();
    const place = best.findIndex((other) => other.similarity < similarity);
    best.splice(place === -1 ? best.length : place, 0, { index: row, similarity });
  }
  return best.map(({ index }) => index);
}

function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box-Muller. */
function gaussian(seed: number): () => number {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
