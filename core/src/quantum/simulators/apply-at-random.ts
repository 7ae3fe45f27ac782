import type { SeededRandom } from '../../foundation/index.ts';
import { adjointMatrix, multiplyMatrices, type ComplexMatrix } from '../circuit/index.ts';
import type { PlacedChannel } from '../noise/index.ts';
import type { StateVector } from './state-vector-over.ts';

/**
 * Lets one of a channel's operators happen, each as often as it is probable in this state: a trajectory. The mean over many is the
 * density matrix. @see Mølmer, Castin, Dalibard (1993), J. Opt. Soc. Am. B 10, 524
 */
export function applyAtRandom(state: StateVector, { channel, qubits }: PlacedChannel, random: SeededRandom): void {
  const reduced = reducedDensity(state, qubits);
  const draw = random.next();
  let reached = 0;
  for (const [index, operator] of channel.kraus.entries()) {
    const probability = expectationOf(multiplyMatrices(adjointMatrix(operator), operator), reduced);
    reached += probability;
    // Rounding may leave the sum a little below 1: the last operator that can happen does.
    if (draw >= reached && index < channel.kraus.length - 1) continue;
    if (probability <= 0) continue;
    const factor = 1 / Math.sqrt(probability);
    state.applyOperator({ controls: [], targets: qubits, matrix: { dimension: operator.dimension, re: operator.re.map((value) => value * factor), im: operator.im.map((value) => value * factor) } });
    return;
  }
}

/** The density matrix of some qubits alone, the others traced out. `qubits[0]` is the least significant bit of its rows. */
export function reducedDensity({ re, im }: Pick<StateVector, 're' | 'im'>, qubits: readonly number[]): ComplexMatrix {
  const dimension = 2 ** qubits.length;
  const offsets = Array.from({ length: dimension }, (_, row) => qubits.reduce((offset, qubit, position) => offset | (((row >> position) & 1) << qubit), 0));
  const mask = offsets[dimension - 1];
  const out = { dimension, re: new Float64Array(dimension * dimension), im: new Float64Array(dimension * dimension) };
  for (let base = 0; base < re.length; base += 1) {
    if ((base & mask) !== 0) continue;
    for (let row = 0; row < dimension; row += 1) {
      const a = base | offsets[row];
      if (re[a] === 0 && im[a] === 0) continue;
      for (let column = 0; column < dimension; column += 1) {
        const b = base | offsets[column];
        out.re[row * dimension + column] += re[a] * re[b] + im[a] * im[b];
        out.im[row * dimension + column] += im[a] * re[b] - re[a] * im[b];
      }
    }
  }
  return out;
}

/** Re tr(operator · density). */
function expectationOf(operator: ComplexMatrix, density: ComplexMatrix): number {
  const { dimension } = operator;
  let sum = 0;
  for (let row = 0; row < dimension; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      sum += operator.re[row * dimension + column] * density.re[column * dimension + row] - operator.im[row * dimension + column] * density.im[column * dimension + row];
    }
  }
  return sum;
}
