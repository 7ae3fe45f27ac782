import type { SeededRandom } from '../../foundation/index.ts';
import { expandOperation, inverseOperation, type Circuit, type Operation } from '../circuit/index.ts';
import { compileRandomly, randomPauliLayer, type MirroredOperation, type PauliFrame } from './pauli-frame.ts';

/** A circuit that without noise ends in one outcome for certain. */
export interface MirrorCircuit {
  /** Measures every qubit into the bit of its number. */
  readonly circuit: Circuit;
  /** The outcome that a machine without faults shows, bit k for qubit k. */
  readonly target: Uint8Array;
}

/** The gates of a circuit alone. @throws RangeError where something is measured, reset or decided on the way, or an angle is open */
export function gatesOf({ operations, parameterNames }: Circuit): MirroredOperation[] {
  if (parameterNames.length > 0) throw new RangeError(`Cannot mirror a circuit whose parameters are open: bind ${parameterNames.join(', ')} first`);
  const gates: MirroredOperation[] = [];
  let measured = false;
  for (const operation of operations) {
    if (operation.type === 'measure') measured = true;
    else if (operation.type === 'gate' || operation.type === 'matrix' || operation.type === 'composite') {
      if (measured) throw new RangeError('Cannot mirror a circuit that goes on after a measurement: only gates can be undone');
      for (const part of expandOperation(operation)) if (part.type !== 'barrier') gates.push(part);
    } else if (operation.type !== 'barrier' && operation.type !== 'delay') throw new RangeError(`Cannot mirror a circuit with ${operation.type}: only gates can be undone`);
  }
  return gates;
}

/** The circuit and then its inverse: what is left is where it began. Loschmidt's echo. @throws RangeError as of `gatesOf` */
export function echoCircuit(circuit: Circuit): MirrorCircuit {
  const gates = gatesOf(circuit);
  return measured(circuit.qubitCount, [gates, undone(gates)], new Uint8Array(circuit.qubitCount));
}

/** Which halves of a mirror are compiled at random. @see Proctor et al. (2022), arXiv:2204.07568, the ensembles M1, M2 and M3 */
export type MirrorKind = 'bare' | 'compiled' | 'reference';

/**
 * A randomised mirror circuit: a random preparation, the circuit, a random Pauli layer, the circuit undone under other random Pauli
 * operators, the preparation undone. `bare` leaves the circuit as it is, `compiled` compiles it at random too, `reference` leaves it out.
 * @see Proctor, Rudinger, Young, Nielsen, Blume-Kohout (2022), Nature Physics 18, 75
 * @throws RangeError as of `gatesOf`, and for gates on several qubits that are no Clifford gates
 */
export function mirrorCircuit(circuit: Circuit, kind: MirrorKind, random: SeededRandom): MirrorCircuit {
  const { qubitCount } = circuit;
  const gates = kind === 'reference' ? [] : gatesOf(circuit);
  const preparation = randomCliffordLayer(qubitCount, random);
  const frame: PauliFrame = new Uint8Array(qubitCount);
  // What compiling leaves of the first half's frame goes on into the centre.
  const forward = kind === 'compiled' ? compileRandomly(gates, frame, random) : gates;
  const centre = randomPauliLayer(qubitCount, random);
  for (let qubit = 0; qubit < qubitCount; qubit += 1) frame[qubit] ^= centre.frame[qubit];
  const back = compileRandomly([...undone(gates), ...undone(preparation)], frame, random);
  // X and Y flip the outcome, Z does not show.
  return measured(qubitCount, [preparation, forward, centre.operations, back], frame.map((pauli) => pauli & 1));
}

/** The gates backwards, each undone. */
function undone(gates: readonly MirroredOperation[]): MirroredOperation[] {
  // reason: the inverse of an elementary gate is one
  return gates.toReversed().map((gate) => inverseOperation(gate) as MirroredOperation);
}

/** One of the six states ±X, ±Y, ±Z on each qubit. */
const PREPARATIONS: readonly (readonly string[])[] = [['id'], ['x'], ['h'], ['x', 'h'], ['h', 's'], ['x', 'h', 's']];

function randomCliffordLayer(qubitCount: number, random: SeededRandom): MirroredOperation[] {
  return Array.from({ length: qubitCount }, (_, qubit) => PREPARATIONS[random.integerBelow(PREPARATIONS.length)].map((name): MirroredOperation => ({ type: 'gate', name, parameters: [], controls: [], qubits: [qubit] }))).flat();
}

/** Barriers between the parts keep an optimiser from taking a mirror for nothing. */
function measured(qubitCount: number, parts: readonly (readonly MirroredOperation[])[], target: Uint8Array): MirrorCircuit {
  const qubits = Array.from({ length: qubitCount }, (_, qubit) => qubit);
  const operations: Operation[] = parts.flatMap((part): Operation[] => [...part, { type: 'barrier', qubits }]);
  return {
    target,
    circuit: {
      qubitCount,
      bitCount: qubitCount,
      qubitRegisters: [{ name: 'q', start: 0, size: qubitCount }],
      bitRegisters: [{ name: 'c', start: 0, size: qubitCount }],
      variables: [],
      parameterNames: [],
      operations: [...operations, ...qubits.map((qubit): Operation => ({ type: 'measure', qubit, bit: qubit }))],
    },
  };
}

