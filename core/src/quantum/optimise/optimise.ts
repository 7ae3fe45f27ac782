import { throwIfAborted } from '../../foundation/index.ts';
import type { Circuit, Operation } from '../circuit/index.ts';
import { toBasis, type Basis } from './basis.ts';
import { cancelInverses } from './cancel-inverses.ts';
import type { CouplingMap } from './coupling-map.ts';
import { decomposeOperation } from './decompose.ts';
import { mapBlocks } from './map-blocks.ts';
import { mergePairs } from './merge-pairs.ts';
import { route } from './route.ts';
import { simplify } from './simplify.ts';

export interface OptimiseOptions {
  readonly basis: Basis;
  /** Pairs of qubits that can act on each other; all can when absent. */
  readonly coupling?: CouplingMap | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OptimisedCircuit {
  readonly circuit: Circuit;
  /** `permutation[k]`: where qubit k of the given circuit is in the end. */
  readonly permutation: readonly number[];
}

/**
 * The same circuit in a basis, with fewer gates where some were more than needed, on pairs that a machine offers; equal up to a
 * global phase. Measurements, conditions and loops stay in their order: what lies between them is made shorter.
 * @throws RangeError for more qubits than the coupling map has
 */
export function optimise(circuit: Circuit, { basis, coupling, signal }: OptimiseOptions): OptimisedCircuit {
  const pass = (operations: readonly Operation[], step: (row: readonly Operation[]) => Operation[]): Operation[] => {
    throwIfAborted(signal);
    return mapBlocks(operations, step);
  };
  const fewer = pass(circuit.operations, cancelInverses);
  const simple = { ...circuit, operations: pass(pass(fewer, decomposeRow), shorten) };
  const routed = coupling && route(simple, coupling, { signal });
  const placed = routed ? { ...routed.circuit, operations: pass(routed.circuit.operations, shorten) } : simple;
  return {
    circuit: { ...placed, operations: pass(placed.operations, (row) => toBasis(row, basis)) },
    permutation: routed?.permutation ?? Array.from({ length: circuit.qubitCount }, (_, qubit) => qubit),
  };
}

/** Pairs that were written anew bring turns together that had been apart. */
function shorten(row: readonly Operation[]): Operation[] {
  return simplify(mergePairs(simplify(row)));
}

/** Every gate of a row as `u` and `cx`. */
export function decomposeRow(row: readonly Operation[]): Operation[] {
  return row.flatMap((operation) => (operation.type === 'gate' || operation.type === 'matrix' || operation.type === 'composite' ? decomposeOperation(operation) : [operation]));
}
