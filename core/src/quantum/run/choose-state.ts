import { cliffordAction, createDensityMatrix, createStabilizerTableau, createStateVector, type CliffordAction, type QuantumState } from '../simulators/index.ts';
import type { Instruction } from './instructions.ts';

/** The kind of state that runs these steps best: a density matrix where noise acts, a tableau where all gates are Clifford gates, else all amplitudes. */
export function chooseState(instructions: readonly Instruction[]): (qubitCount: number) => QuantumState {
  if (instructions.some(({ type }) => type === 'channel')) return createDensityMatrix;
  const known = new Map<string, CliffordAction | undefined>();
  const isClifford = instructions.every((instruction) => {
    if (instruction.type === 'late-gate') return false;
    return instruction.type !== 'gate' || cliffordAction(instruction.gate, known) !== undefined;
  });
  return isClifford ? createStabilizerTableau : createStateVector;
}
