import { scaled, type Circuit, type Operation } from '../circuit/index.ts';
import { pauliSum, type PauliSum } from '../observables/index.ts';

export interface WeightedEdge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** Nodes 0 … nodeCount − 1. */
export interface Graph {
  readonly nodeCount: number;
  readonly edges: readonly WeightedEdge[];
}

function checkGraph({ nodeCount, edges }: Graph): void {
  const isNode = (node: number): boolean => Number.isInteger(node) && node >= 0 && node < nodeCount;
  for (const { from, to, weight } of edges) {
    if (!isNode(from) || !isNode(to) || from === to || !Number.isFinite(weight)) throw new RangeError(`Cannot cut a graph of ${nodeCount} nodes with an edge ${from} – ${to} of weight ${weight}: an edge joins two different nodes`);
  }
}

/** Minus the weight of the edges between qubits that show 0 and qubits that show 1: its lowest energy is the largest cut. */
export function maxCutEnergy(graph: Graph): PauliSum {
  checkGraph(graph);
  const { nodeCount, edges } = graph;
  const letters = (...nodes: number[]): string => Array.from({ length: nodeCount }, (_, index) => (nodes.includes(nodeCount - 1 - index) ? 'Z' : 'I')).join('');
  return pauliSum([[letters(), 0], ...edges.flatMap(({ from, to, weight }): [string, number][] => [[letters(), -weight / 2], [letters(from, to), weight / 2]])]);
}

/** The weight of the edges between nodes of different sides. @param sides 0 or 1 a node. */
export function cutWeight({ edges }: Graph, sides: ArrayLike<number>): number {
  return edges.reduce((sum, { from, to, weight }) => (sides[from] === sides[to] ? sum : sum + weight), 0);
}

/**
 * Layers that look for large cuts: e^(−iγ·cut), then e^(−iβX) on every qubit. Its parameters are gamma0, beta0, gamma1 …
 * @see Farhi, Goldstone, Gutmann (2014), A quantum approximate optimization algorithm, arXiv:1411.4028
 */
export function maxCutCircuit(graph: Graph, layerCount: number): Circuit {
  checkGraph(graph);
  if (!(Number.isInteger(layerCount) && layerCount >= 1)) throw new RangeError(`Cannot make a circuit of ${layerCount} layers: at least one`);
  const { nodeCount, edges } = graph;
  const nodes = Array.from({ length: nodeCount }, (_, node) => node);
  const operations: Operation[] = nodes.map((node) => ({ type: 'gate', name: 'h', parameters: [], controls: [], qubits: [node] }));
  const parameterNames: string[] = [];
  for (let layer = 0; layer < layerCount; layer += 1) {
    const [gamma, beta] = [`gamma${layer}`, `beta${layer}`];
    parameterNames.push(gamma, beta);
    // The cut of an edge is (1 − ZZ)/2: its phase is a turn by −γ about ZZ, up to a phase of the whole.
    for (const { from, to, weight } of edges) operations.push({ type: 'gate', name: 'rzz', parameters: [scaled({ type: 'symbol', name: gamma }, -weight)], controls: [], qubits: [from, to] });
    for (const node of nodes) operations.push({ type: 'gate', name: 'rx', parameters: [scaled({ type: 'symbol', name: beta }, 2)], controls: [], qubits: [node] });
  }
  return { qubitCount: nodeCount, bitCount: 0, qubitRegisters: [{ name: 'q', start: 0, size: nodeCount }], bitRegisters: [], variables: [], parameterNames, operations };
}
