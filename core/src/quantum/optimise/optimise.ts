import { throwIfAborted } from '../../foundation/index.ts';
import type { Circuit, Operation } from '../circuit/index.ts';
import { toBasis, type Basis } from './basis.ts';
import { cancelInverses } from './cancel-inverses.ts';
import { decomposeOperation } from './decompose.ts';
import { mapBlocks } from './map-blocks.ts';
import { simplify } from './simplify.ts';

export interface OptimiseOptions {
  readonly basis: Basis;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The same circuit in a basis, with fewer gates where some were more than needed; equal up to a global phase. Measurements,
 * conditions and loops stay where they are: what lies between them is made shorter.
 */
export function optimise(circuit: Circuit, { basis, signal }: OptimiseOptions): Circuit {
  const pass = (operations: readonly Operation[], step: (row: readonly Operation[]) => Operation[]): Operation[] => {
    throwIfAborted(signal);
    return mapBlocks(operations, step);
  };
  const fewer = pass(circuit.operations, cancelInverses);
  const simple = pass(pass(fewer, decomposeRow), simplify);
  return { ...circuit, operations: pass(simple, (row) => toBasis(row, basis)) };
}

/** Every gate of a row as `u` and `cx`. */
export function decomposeRow(row: readonly Operation[]): Operation[] {
  return row.flatMap((operation) => (operation.type === 'gate' || operation.type === 'matrix' || operation.type === 'composite' ? decomposeOperation(operation) : [operation]));
}
