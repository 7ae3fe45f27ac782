/** What a transform of one size needs: bit-reversed places, and the cosines and sines of a half turn. */
export interface FourierPlan {
  readonly size: number;
  readonly places: Uint32Array;
  /** Of 2πk/size, k below size/2. */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** @throws RangeError unless `size` is a power of two */
export function planFourier(size: number): FourierPlan {
  if (!(Number.isInteger(size) && size >= 1 && (size & (size - 1)) === 0)) throw new RangeError(`Cannot transform ${size} values: it must be a power of two`);
  const places = new Uint32Array(size);
  for (let index = 1, reversed = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    places[index] = reversed;
  }
  const half = size >> 1;
  const turn = (index: number): number => (2 * Math.PI * index) / size;
  return { size, places, cosines: Float64Array.from({ length: half }, (_, index) => Math.cos(turn(index))), sines: Float64Array.from({ length: half }, (_, index) => Math.sin(turn(index))) };
}

/** The discrete Fourier transform, in place, radix 2. @throws RangeError when the lengths are not the plan's */
export function transformFourier({ size, places, cosines, sines }: FourierPlan, re: Float64Array, im: Float64Array): void {
  if (re.length !== size || im.length !== size) throw new RangeError(`Cannot transform ${re.length} and ${im.length} values with a plan for ${size}`);
  for (let index = 1; index < size; index += 1) {
    const place = places[index];
    if (index >= place) continue;
    const keptRe = re[index];
    re[index] = re[place];
    re[place] = keptRe;
    const keptIm = im[index];
    im[index] = im[place];
    im[place] = keptIm;
  }
  for (let half = 1; half < size; half *= 2) {
    const stride = size / (2 * half);
    for (let block = 0; block < size; block += 2 * half) {
      for (let offset = 0; offset < half; offset += 1) {
        const low = block + offset;
        const high = low + half;
        const cosine = cosines[offset * stride];
        const sine = -sines[offset * stride];
        const reHigh = re[high] * cosine - im[high] * sine;
        const imHigh = re[high] * sine + im[high] * cosine;
        re[high] = re[low] - reHigh;
        im[high] = im[low] - imHigh;
        re[low] += reHigh;
        im[low] += imHigh;
      }
    }
  }
}
