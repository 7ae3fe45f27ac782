/** Largest sum that an int32 accumulator holds: no partial sum of a row may pass it. */
const INT32_MAX = 2 ** 31 - 1;
const INT8_MAX = 127;
const INT16_MAX = 32767;

/** The greatest magnitude of a vector; `NaN` when any value is not finite. */
function greatestMagnitude(vector: Float32Array): number {
  let greatest = 0;
  for (let index = 0; index < vector.length; index++) {
    const magnitude = Math.abs(vector[index]);
    if (!(magnitude < Infinity)) return NaN;
    if (magnitude > greatest) greatest = magnitude;
  }
  return greatest;
}

/**
 * Rounds a query to int16 so that `vector[i] ≈ out[i] × scale` and no dot product with an int8 row overflows int32.
 * @param out At least as long as the vector; the rest is set to zero.
 * @returns the scale, 0 for the zero vector. @throws RangeError on a value that is not finite
 */
export function quantizeToInt16(vector: Float32Array, out: Int16Array): number {
  const greatest = greatestMagnitude(vector);
  if (Number.isNaN(greatest)) throw new RangeError('Cannot quantise a vector that holds a value which is not finite');
  out.fill(0);
  if (greatest === 0) return 0;
  let magnitudeSum = 0;
  for (let index = 0; index < vector.length; index++) magnitudeSum += Math.abs(vector[index]);
  // Rounding adds up to half a step a value, hence `vector.length / 2`.
  const scale = Math.max(greatest / INT16_MAX, magnitudeSum / (INT32_MAX / INT8_MAX - vector.length / 2 - 1));
  for (let index = 0; index < vector.length; index++) out[index] = Math.round(vector[index] / scale);
  return scale;
}

/**
 * Rounds a vector to int8 so that `vector[i] ≈ out[i] × scale`, each value within half a step.
 * @param out At least as long as the vector; the rest is set to zero.
 * @returns the scale, 0 for the zero vector. @throws RangeError on a value that is not finite
 */
export function quantizeToInt8(vector: Float32Array, out: Int8Array): number {
  const greatest = greatestMagnitude(vector);
  if (Number.isNaN(greatest)) throw new RangeError('Cannot quantise a vector that holds a value which is not finite');
  out.fill(0);
  if (greatest === 0) return 0;
  const scale = greatest / INT8_MAX;
  for (let index = 0; index < vector.length; index++) out[index] = Math.round(vector[index] / scale);
  return scale;
}
