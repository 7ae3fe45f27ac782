import type { SeededRandom } from '../../foundation/index.ts';
import type { Circuit, Operation } from '../circuit/index.ts';

/** A circuit of gates alone, without classical bits. */
export function circuitOfGates(qubitCount: number, operations: readonly Operation[]): Circuit {
  return { qubitCount, bitCount: 0, qubitRegisters: [{ name: 'q', start: 0, size: qubitCount }], bitRegisters: [], variables: [], parameterNames: [], operations };
}

/**
 * Layers like bricks: a random gate on every qubit, then cx on neighbours, odd and even pairs in turn.
 * @param random Angles are drawn so that each gate is spread evenly over all there are.
 */
export function randomBrickCircuit(qubitCount: number, depth: number, random: SeededRandom): Circuit {
  if (!(Number.isInteger(qubitCount) && qubitCount >= 1 && Number.isInteger(depth) && depth >= 0)) throw new RangeError(`Cannot make a random circuit of ${qubitCount} qubits and ${depth} layers`);
  const operations: Operation[] = [];
  for (let layer = 0; layer < depth; layer += 1) {
    for (let qubit = 0; qubit < qubitCount; qubit += 1) operations.push({ type: 'gate', name: 'u', parameters: randomAngles(random), controls: [], qubits: [qubit] });
    for (let qubit = layer % 2; qubit + 1 < qubitCount; qubit += 2) operations.push({ type: 'gate', name: 'cx', parameters: [], controls: [], qubits: [qubit, qubit + 1] });
  }
  return circuitOfGates(qubitCount, operations);
}

const CLIFFORD_GATES = ['id', 'x', 'y', 'z', 'h', 's', 'sdg', 'sx', 'sxdg'] as const;

/** As `randomBrickCircuit`, of Clifford gates. */
export function randomCliffordCircuit(qubitCount: number, depth: number, random: SeededRandom): Circuit {
  const { operations } = randomBrickCircuit(qubitCount, depth, random);
  return circuitOfGates(
    qubitCount,
    operations.map((operation): Operation => (operation.type === 'gate' && operation.name === 'u' ? { ...operation, name: CLIFFORD_GATES[random.integerBelow(CLIFFORD_GATES.length)], parameters: [] } : operation)),
  );
}

/** Haar measure on one qubit: cos θ spread evenly. */
function randomAngles(random: SeededRandom): [number, number, number] {
  return [Math.acos(1 - 2 * random.next()), 2 * Math.PI * random.next(), 2 * Math.PI * random.next()];
}
