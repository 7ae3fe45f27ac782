import { cliffordAction, createDensityMatrix, createMatrixProductState, createStabilizerTableau, createStateVector, type CliffordAction, type QuantumState } from '../simulators/index.ts';
import type { Instruction } from './instructions.ts';

/** 2²⁶ amplitudes are a gigabyte: more are only held where somebody asks for a state vector. */
const MAX_STATE_VECTOR_QUBIT_COUNT = 26;

/**
 * The kind of state that runs these steps best: a density matrix where noise acts, a tableau where all gates are Clifford gates,
 * all amplitudes where memory holds them, else a chain of tensors, which refuses what entangles too much.
 */
export function chooseState(instructions: readonly Instruction[]): (qubitCount: number) => QuantumState {
  if (instructions.some(({ type }) => type === 'channel')) return createDensityMatrix;
  const known = new Map<string, CliffordAction | undefined>();
  const isClifford = instructions.every((instruction) => {
    if (instruction.type === 'late-gate') return false;
    return instruction.type !== 'gate' || cliffordAction(instruction.gate, known) !== undefined;
  });
  if (isClifford) return createStabilizerTableau;
  return (qubitCount) => (qubitCount > MAX_STATE_VECTOR_QUBIT_COUNT ? createMatrixProductState(qubitCount) : createStateVector(qubitCount));
}
