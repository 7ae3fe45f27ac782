import { throwIfAborted } from '../../foundation/index.ts';
import type { Circuit, Operation } from '../circuit/index.ts';
import { qubitsOf } from './circuit-size.ts';
import { cx } from './controlled-gates.ts';
import type { CouplingMap } from './coupling-map.ts';
import { relocated } from './relocate-circuit.ts';

/** Gates on two qubits that a swap is chosen for, beyond the next one. */
const LOOK_AHEAD_COUNT = 20;
/** What a later gate counts for, of the one before it. */
const LATER_RATIO = 0.8;

export interface Routing {
  /** On the machine's qubits; whatever was measured goes to the same bits. */
  readonly circuit: Circuit;
  /** `permutation[k]`: the machine's qubit that holds qubit k of the circuit in the end. It begins at k. */
  readonly permutation: readonly number[];
  readonly swapCount: number;
}

/**
 * Places a circuit of `u` and `cx` on a machine: swaps, three `cx` each, bring qubits together. Each swap brings the next gate
 * nearer; among those, the one that suits the gates after it best is taken. Inside conditions and loops every swap is undone
 * right after its gate, so that all ways through the circuit end alike.
 * @throws RangeError for more qubits than the machine has, and for a gate on three qubits
 */
export function route(circuit: Circuit, coupling: CouplingMap, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Routing {
  if (circuit.qubitCount > coupling.qubitCount) throw new RangeError(`Cannot place ${circuit.qubitCount} qubits on a machine of ${coupling.qubitCount}: give a larger coupling map`);
  const layout = createLayout(coupling.qubitCount);
  const pairs = circuit.operations.flatMap(pairOf);
  let nextPair = 0;
  let swapCount = 0;

  /** Brings a pair together; gives the swaps, each as two of the machine's qubits. */
  function bringTogether(left: number, right: number): [number, number][] {
    const swaps: [number, number][] = [];
    for (;;) {
      const a = layout.placeOf[left];
      const b = layout.placeOf[right];
      const distance = coupling.distances[a][b];
      if (distance <= 1) return swaps;
      const candidates = [
        ...coupling.neighbours[a].filter((place) => coupling.distances[place][b] < distance).map((place): [number, number] => [a, place]),
        ...coupling.neighbours[b].filter((place) => coupling.distances[place][a] < distance).map((place): [number, number] => [b, place]),
      ];
      const scored = candidates.map((swap) => ({ swap, cost: costAfter(swap) }));
      const { swap } = scored.reduce((best, other) => (other.cost < best.cost - 1e-9 ? other : best));
      layout.swap(swap);
      swaps.push(swap);
      swapCount += 1;
    }
  }

  function costAfter(swap: readonly [number, number]): number {
    layout.swap(swap);
    let cost = 0;
    let weight = 1;
    for (const [left, right] of pairs.slice(nextPair, nextPair + LOOK_AHEAD_COUNT)) {
      cost += weight * coupling.distances[layout.placeOf[left]][layout.placeOf[right]];
      weight *= LATER_RATIO;
    }
    layout.swap(swap);
    return cost;
  }

  function place(operations: readonly Operation[], isInside: boolean): Operation[] {
    const placed: Operation[] = [];
    for (const [index, operation] of operations.entries()) {
      if ((index & 1023) === 0) throwIfAborted(signal);
      if (operation.type === 'if') placed.push({ ...operation, body: place(operation.body, true), otherwise: place(operation.otherwise, true) });
      else if (operation.type === 'while') placed.push({ ...operation, body: place(operation.body, true) });
      else {
        const [pair] = pairOf(operation);
        const swaps = pair ? bringTogether(pair[0], pair[1]) : [];
        placed.push(...swaps.flatMap(swapGates), relocated(operation, layout.placeOf));
        if (isInside) {
          for (const swap of swaps.toReversed()) {
            layout.swap(swap);
            placed.push(...swapGates(swap));
            swapCount += 1;
          }
        } else if (pair) nextPair += 1;
      }
    }
    return placed;
  }

  const operations = place(circuit.operations, false);
  // Names of single qubits mean nothing once they wander.
  const name = circuit.bitRegisters.some((register) => register.name === 'q') || circuit.parameterNames.includes('q') ? 'machine' : 'q';
  return {
    circuit: { ...circuit, qubitCount: coupling.qubitCount, qubitRegisters: [{ name, start: 0, size: coupling.qubitCount }], operations },
    permutation: layout.placeOf.slice(0, circuit.qubitCount),
    swapCount,
  };
}

function createLayout(qubitCount: number): { readonly placeOf: number[]; swap(places: readonly [number, number]): void } {
  const placeOf = Array.from({ length: qubitCount }, (_, qubit) => qubit);
  const heldAt = [...placeOf];
  return {
    placeOf,
    swap([left, right]) {
      [heldAt[left], heldAt[right]] = [heldAt[right], heldAt[left]];
      placeOf[heldAt[left]] = left;
      placeOf[heldAt[right]] = right;
    },
  };
}

/** The two qubits of a gate, if it has two. */
function pairOf(operation: Operation): [number, number][] {
  if (operation.type !== 'gate' && operation.type !== 'matrix' && operation.type !== 'composite') return [];
  const qubits = qubitsOf(operation);
  if (qubits.length > 2) throw new RangeError('Cannot place a gate on three qubits or more: decompose it first');
  return qubits.length === 2 ? [[qubits[0], qubits[1]]] : [];
}

function swapGates([left, right]: readonly [number, number]): Operation[] {
  return [cx(left, right), cx(right, left), cx(left, right)];
}
