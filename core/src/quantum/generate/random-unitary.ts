import type { SeededRandom } from '../../foundation/index.ts';
import type { ComplexMatrix } from '../circuit/index.ts';

/**
 * A unitary spread evenly over all there are: columns of normal numbers, each made orthogonal to those before it.
 * @see Mezzadri (2007), How to generate random matrices from the classical compact groups, Notices of the AMS 54, 592
 */
export function randomUnitary(dimension: number, random: SeededRandom): ComplexMatrix {
  const re = Float64Array.from({ length: dimension * dimension }, () => random.normal());
  const im = Float64Array.from({ length: dimension * dimension }, () => random.normal());
  for (let column = 0; column < dimension; column += 1) {
    // Twice: what rounding leaves of the earlier columns goes in the second round.
    for (let round = 0; round < 2; round += 1) for (let earlier = 0; earlier < column; earlier += 1) takeOut(re, im, dimension, column, earlier);
    let norm = 0;
    for (let at = column; at < re.length; at += dimension) norm += re[at] * re[at] + im[at] * im[at];
    const factor = 1 / Math.sqrt(norm);
    for (let at = column; at < re.length; at += dimension) {
      re[at] *= factor;
      im[at] *= factor;
    }
  }
  return { dimension, re, im };
}

/** column ← column − ⟨earlier|column⟩ · earlier */
function takeOut(re: Float64Array, im: Float64Array, dimension: number, column: number, earlier: number): void {
  let c = 0;
  let s = 0;
  for (let row = 0; row < re.length; row += dimension) {
    c += re[row + earlier] * re[row + column] + im[row + earlier] * im[row + column];
    s += re[row + earlier] * im[row + column] - im[row + earlier] * re[row + column];
  }
  for (let row = 0; row < re.length; row += dimension) {
    re[row + column] -= c * re[row + earlier] - s * im[row + earlier];
    im[row + column] -= c * im[row + earlier] + s * re[row + earlier];
  }
}
