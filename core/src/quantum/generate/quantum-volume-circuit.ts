import type { SeededRandom } from '../../foundation/index.ts';
import type { Circuit, Operation } from '../circuit/index.ts';
import { circuitOfGates } from './random-circuit.ts';
import { randomUnitary } from './random-unitary.ts';

/**
 * As many layers as qubits: in each, the qubits pair up at random, and a random unitary acts on every pair.
 * @see Cross, Bishop, Sheldon, Nation, Gambetta (2019), Validating quantum computers using randomized model circuits, Phys. Rev. A 100, 032328
 */
export function quantumVolumeCircuit(qubitCount: number, random: SeededRandom): Circuit {
  if (!(Number.isInteger(qubitCount) && qubitCount >= 2)) throw new RangeError(`Cannot make a quantum volume circuit of ${qubitCount} qubits: at least two`);
  const operations: Operation[] = [];
  for (let layer = 0; layer < qubitCount; layer += 1) {
    const order = shuffled(qubitCount, random);
    for (let position = 0; position + 1 < qubitCount; position += 2) operations.push({ type: 'matrix', label: 'SU(4)', matrix: randomUnitary(4, random), controls: [], qubits: [order[position], order[position + 1]] });
  }
  return circuitOfGates(qubitCount, operations);
}

/** @see Knuth, The Art of Computer Programming 2, 3.4.2, algorithm P */
function shuffled(count: number, random: SeededRandom): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.integerBelow(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
