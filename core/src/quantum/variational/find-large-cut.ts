import { createSeededRandom } from '../../foundation/index.ts';
import { createStateVector } from '../simulators/index.ts';
import { findLowestEnergy, type LowestEnergyOptions } from './find-lowest-energy.ts';
import { cutWeight, maxCutCircuit, maxCutEnergy, type Graph } from './max-cut.ts';
import { appliedTunable, tunableGates } from './tunable-gates.ts';

export interface LargeCut {
  /** 0 or 1 a node: the best that was seen. */
  readonly sides: Uint8Array;
  readonly weight: number;
  /** The mean over the circuit's outcomes. */
  readonly expectedWeight: number;
  readonly parameters: Readonly<Record<string, number>>;
}

/** Tunes the layers of `maxCutCircuit`, then takes the best of some shots. @throws RangeError for what is no graph, and for no shots */
export function findLargeCut(graph: Graph, { layerCount, shotCount = 256, ...options }: LowestEnergyOptions & { readonly layerCount: number; readonly shotCount?: number | undefined }): LargeCut {
  if (!(Number.isInteger(shotCount) && shotCount >= 1)) throw new RangeError(`Cannot take the best of ${shotCount} shots: the count is a whole number from 1 on`);
  const circuit = maxCutCircuit(graph, layerCount);
  const { energy, parameters } = findLowestEnergy(circuit, maxCutEnergy(graph), options);
  const state = createStateVector(graph.nodeCount);
  for (const gate of tunableGates(circuit, parameters)) state.apply(appliedTunable(gate));
  const shots = state.sample(Array.from({ length: graph.nodeCount }, (_, node) => node), shotCount, createSeededRandom(options.seed).fork('shots'));
  let sides = shots.slice(0, graph.nodeCount);
  for (let shot = 1; shot < shotCount; shot += 1) {
    const other = shots.subarray(shot * graph.nodeCount, (shot + 1) * graph.nodeCount);
    if (cutWeight(graph, other) > cutWeight(graph, sides)) sides = other.slice();
  }
  return { sides, weight: cutWeight(graph, sides), expectedWeight: -energy, parameters };
}
