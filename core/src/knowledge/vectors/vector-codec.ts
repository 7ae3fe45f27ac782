/**
 * A stored vector: `value[i] = (coarse[i] × 256 + fine[i]) × fineScale`, both layers int8. The coarse layer alone is the
 * vector within half of `256 × fineScale`; both together are 16 bits a value, which ranks as the floats do.
 */
export interface LayeredVector {
  readonly coarse: Int8Array;
  readonly fine: Int8Array;
  readonly fineScale: number;
}

/** 127 × 256: the greatest magnitude whose rounded upper byte still fits int8. */
const LAYERED_MAX = 32_512;

/** Makes a vector unit-long and splits it into layers. The zero vector keeps zero layers and scale 0. @throws RangeError on a value that is not finite */
export function encodeVector(vector: Float32Array, out: LayeredVector = createLayers(vector.length)): LayeredVector {
  let squareSum = 0;
  let greatest = 0;
  for (let index = 0; index < vector.length; index++) {
    const value = vector[index];
    if (!Number.isFinite(value)) throw new RangeError(`Cannot store a vector whose value ${index} is ${value}: every value must be finite`);
    squareSum += value * value;
    greatest = Math.max(greatest, Math.abs(value));
  }
  if (greatest === 0) {
    out.coarse.fill(0);
    out.fine.fill(0);
    return { ...out, fineScale: 0 };
  }
  const factor = LAYERED_MAX / greatest;
  for (let index = 0; index < vector.length; index++) {
    const layered = Math.round(vector[index] * factor);
    const coarse = (layered + 128) >> 8;
    out.coarse[index] = coarse;
    out.fine[index] = layered - coarse * 256;
  }
  return { ...out, fineScale: Math.fround(greatest / Math.sqrt(squareSum) / LAYERED_MAX) };
}

function createLayers(dimensionCount: number): LayeredVector {
  return { coarse: new Int8Array(dimensionCount), fine: new Int8Array(dimensionCount), fineScale: 0 };
}

/** The dot product of a vector with both layers, in float64. */
export function dotLayered(query: Float32Array, { coarse, fine, fineScale }: LayeredVector): number {
  let sum = 0;
  for (let index = 0; index < query.length; index++) sum += query[index] * (coarse[index] * 256 + fine[index]);
  return sum * fineScale;
}
