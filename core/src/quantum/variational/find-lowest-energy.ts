import { createSeededRandom } from '../../foundation/index.ts';
import type { Circuit } from '../circuit/index.ts';
import type { PauliSum } from '../observables/index.ts';
import { adjointGradient } from './adjoint-gradient.ts';
import { minimiseWithAdam, type AdamOptions, type Minimum } from './minimise-with-adam.ts';

export interface LowestEnergyOptions extends AdamOptions {
  /** Of the random angles that it starts from. */
  readonly seed: number | string;
  /** It starts so often, for a landscape may have several valleys; the lowest end counts. */
  readonly startCount?: number | undefined;
}

export interface LowestEnergy {
  readonly energy: number;
  /** By the circuit's names. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Over all starts. */
  readonly stepCount: number;
}

/**
 * The variational eigensolver: the parameters at which the circuit's state has the lowest energy. Never below the ground energy.
 * @throws RangeError for circuits that are not gates alone
 * @see Peruzzo et al. (2014), Nat. Commun. 5, 4213
 */
export function findLowestEnergy(circuit: Circuit, hamiltonian: PauliSum, { seed, startCount = 3, ...options }: LowestEnergyOptions): LowestEnergy {
  if (!(Number.isInteger(startCount) && startCount >= 1)) throw new RangeError(`Cannot start ${startCount} times: the count is a whole number from 1 on`);
  const random = createSeededRandom(seed);
  const named = (place: ArrayLike<number>): Record<string, number> => Object.fromEntries(circuit.parameterNames.map((name, index) => [name, place[index]]));
  const slopesAt = (place: Float64Array): { value: number; gradient: Float64Array } => {
    const { energy, gradient } = adjointGradient(circuit, hamiltonian, named(place));
    return { value: energy, gradient };
  };
  const descend = (): Minimum => minimiseWithAdam(circuit.parameterNames.map(() => (2 * random.next() - 1) * Math.PI), slopesAt, options);
  let best = descend();
  let { stepCount } = best;
  for (let start = 1; start < startCount; start += 1) {
    const found = descend();
    stepCount += found.stepCount;
    if (found.value < best.value) best = found;
  }
  return { energy: best.value, parameters: named(best.place), stepCount };
}
