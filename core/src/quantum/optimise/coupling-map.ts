/** Which qubits of a machine can act on each other. */
export interface CouplingMap {
  readonly qubitCount: number;
  /** Per qubit, its neighbours in ascending order. */
  readonly neighbours: readonly (readonly number[])[];
  /** Steps from qubit to qubit, [qubitCount][qubitCount]. */
  readonly distances: readonly (readonly number[])[];
}

/** All distances are held: 1024 qubits are a million of them. */
const MAX_QUBIT_COUNT = 1024;

/**
 * From pairs of qubits; a pair counts in both directions.
 * @throws RangeError for a qubit that is its own neighbour, numbers that are none, and qubits that no way leads to
 */
export function couplingMap(pairs: readonly (readonly [number, number])[]): CouplingMap {
  const qubitCount = pairs.reduce((most, [left, right]) => Math.max(most, left + 1, right + 1), 0);
  if (qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`Cannot hold a coupling map of ${qubitCount} qubits: at most ${MAX_QUBIT_COUNT}`);
  const neighbours = Array.from({ length: qubitCount }, () => new Set<number>());
  for (const [left, right] of pairs) {
    if (!(Number.isInteger(left) && Number.isInteger(right) && left >= 0 && right >= 0) || left === right) throw new RangeError(`Cannot couple qubits ${left} and ${right}: name two different qubits`);
    neighbours[left].add(right);
    neighbours[right].add(left);
  }
  const sorted = neighbours.map((set) => [...set].toSorted((left, right) => left - right));
  const distances = sorted.map((_, start) => distancesFrom(start, sorted));
  const lost = distances[0]?.findIndex((distance) => distance === Number.POSITIVE_INFINITY) ?? 0;
  if (lost >= 0) throw new RangeError(qubitCount === 0 ? 'Cannot make a coupling map without pairs: name at least one, such as 0-1' : `Cannot use this coupling map: no way leads from qubit 0 to qubit ${lost}`);
  return { qubitCount, neighbours: sorted, distances };
}

function distancesFrom(start: number, neighbours: readonly (readonly number[])[]): number[] {
  const distances = neighbours.map(() => Number.POSITIVE_INFINITY);
  distances[start] = 0;
  const waiting = [start];
  for (const qubit of waiting) {
    for (const next of neighbours[qubit]) {
      if (distances[next] !== Number.POSITIVE_INFINITY) continue;
      distances[next] = distances[qubit] + 1;
      waiting.push(next);
    }
  }
  return distances;
}
