/** In place, radix 2, of `re` and `im` whose length is a power of two. @throws RangeError for any other length */
export function transformFourier(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  if (size < 1 || (size & (size - 1)) !== 0 || im.length !== size) throw new RangeError(`Cannot transform ${size} and ${im.length} values: both must be the same power of two`);
  for (let index = 1, reversed = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index >= reversed) continue;
    [re[index], re[reversed]] = [re[reversed], re[index]];
    [im[index], im[reversed]] = [im[reversed], im[index]];
  }
  for (let half = 1; half < size; half *= 2) {
    for (let offset = 0; offset < half; offset += 1) {
      const angle = (-Math.PI * offset) / half;
      const cosine = Math.cos(angle);
      const sine = Math.sin(angle);
      for (let low = offset; low < size; low += 2 * half) {
        const high = low + half;
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
