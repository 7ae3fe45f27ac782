/**
 * How a transform of one size is cut into passes, and the factors that each pass multiplies with.
 * The passes run in place, decimating in frequency: the largest blocks first, frequency f ends at `positions[f]`.
 */
export interface FourierPlan {
  readonly size: number;
  /** Radix of each pass, in the order in which the forward transform runs them; each 2, 3, 4 or 5. */
  readonly radices: readonly number[];
  /**
   * One array a pass: for each j < blockSize / radix the factors w^j … w^((radix-1)·j), w = e^(-2πi/blockSize), as re, im pairs;
   * the last pass has none, its factors are all 1.
   */
  readonly twiddles: readonly Float64Array[];
  /** Where the forward passes leave each frequency. */
  readonly positions: Int32Array;
}

/** True for sizes whose prime factors are 2, 3 and 5: the passes take no others. */
export function isSmoothSize(size: number): boolean {
  let rest = size;
  for (const prime of [2, 3, 5]) while (rest > 1 && rest % prime === 0) rest /= prime;
  return size >= 1 && rest === 1;
}

/** @throws RangeError unless the size's prime factors are 2, 3 and 5 */
export function createFourierPlan(size: number): FourierPlan {
  if (!(Number.isInteger(size) && isSmoothSize(size))) throw new RangeError(`Cannot plan a Fourier transform of size ${size}: its prime factors must be 2, 3 and 5`);
  const radices: number[] = [];
  let rest = size;
  for (const radix of [4, 2, 3, 5]) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  // Radix 4 last: the pass without factors then does the most.
  radices.sort((left, right) => rank(left) - rank(right));

  const twiddles: Float64Array[] = [];
  let blockSize = size;
  for (const [pass, radix] of radices.entries()) {
    twiddles.push(pass === radices.length - 1 ? new Float64Array(0) : twiddlesOf(blockSize, radix));
    blockSize /= radix;
  }
  return { size, radices, twiddles, positions: positionsOf(size, radices) };
}

const rank = (radix: number): number => (radix === 4 ? 9 : radix);

function twiddlesOf(blockSize: number, radix: number): Float64Array {
  const count = blockSize / radix;
  const twiddles = new Float64Array(count * (radix - 1) * 2);
  for (let j = 0, at = 0; j < count; j++) {
    for (let power = 1; power < radix; power++, at += 2) {
      // The angle is reduced to an eighth of a turn before its sine is taken, so that symmetric factors are exactly symmetric.
      const [cosine, sine] = unitRoot((j * power) % blockSize, blockSize);
      twiddles[at] = cosine;
      twiddles[at + 1] = -sine;
    }
  }
  return twiddles;
}

/** cos and sin of 2π·index/size, exact at the multiples of an eighth of a turn. */
export function unitRoot(index: number, size: number): readonly [cosine: number, sine: number] {
  const eighth = Math.floor((8 * index) / size);
  const quarterTurns = (eighth + 1) >> 1;
  const angleRad = (2 * Math.PI * (index - (quarterTurns * size) / 4)) / size;
  const cosine = Math.cos(angleRad);
  const sine = Math.sin(angleRad);
  switch (quarterTurns & 3) {
    case 0:
      return [cosine, sine];
    case 1:
      return [-sine, cosine];
    case 2:
      return [-cosine, -sine];
    default:
      return [sine, -cosine];
  }
}

/** Where in-place passes leave each frequency: f = digit + radix·rest is in the sub-block `digit` of the first pass, at the place of `rest` in it. */
function positionsOf(size: number, radices: readonly number[]): Int32Array {
  const positions = new Int32Array(size);
  for (let frequency = 0; frequency < size; frequency++) {
    let rest = frequency;
    let blockSize = size;
    let position = 0;
    for (const radix of radices) {
      blockSize /= radix;
      position += (rest % radix) * blockSize;
      rest = Math.floor(rest / radix);
    }
    positions[frequency] = position;
  }
  return positions;
}
