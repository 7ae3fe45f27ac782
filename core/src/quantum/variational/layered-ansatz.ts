import type { Circuit, Operation } from '../circuit/index.ts';

/**
 * A circuit that can reach many real states: ry on every qubit, then layers of a chain of cx and ry again.
 * Its parameters are t0, t1 … in the order of the gates, qubitCount · (layerCount + 1) of them.
 */
export function layeredAnsatz(qubitCount: number, layerCount: number): Circuit {
  if (!(Number.isInteger(qubitCount) && qubitCount >= 1 && Number.isInteger(layerCount) && layerCount >= 0)) throw new RangeError(`Cannot make an ansatz of ${qubitCount} qubits and ${layerCount} layers`);
  const parameterNames = Array.from({ length: qubitCount * (layerCount + 1) }, (_, index) => `t${index}`);
  const operations: Operation[] = [];
  for (let layer = 0; layer <= layerCount; layer += 1) {
    if (layer > 0) for (let qubit = 0; qubit + 1 < qubitCount; qubit += 1) operations.push({ type: 'gate', name: 'cx', parameters: [], controls: [], qubits: [qubit, qubit + 1] });
    for (let qubit = 0; qubit < qubitCount; qubit += 1) operations.push({ type: 'gate', name: 'ry', parameters: [{ type: 'symbol', name: parameterNames[layer * qubitCount + qubit] }], controls: [], qubits: [qubit] });
  }
  return { qubitCount, bitCount: 0, qubitRegisters: [{ name: 'q', start: 0, size: qubitCount }], bitRegisters: [], variables: [], parameterNames, operations };
}
