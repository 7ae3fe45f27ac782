import { createSeededRandom } from '@iza/core/foundation';

/** A gate that every simulator here has. Controls before the target, as in OpenQASM. */
export interface BenchGate {
  readonly name: 'u3' | 'h' | 'x' | 'cx' | 'ccx' | 'cu1';
  readonly parameters: readonly number[];
  readonly qubits: readonly number[];
}

export interface BenchCircuit {
  readonly name: string;
  readonly qubitCount: number;
  readonly gates: readonly BenchGate[];
}

const gate = (name: BenchGate['name'], qubits: readonly number[], parameters: readonly number[] = []): BenchGate => ({ name, qubits, parameters });

/** A random gate on every qubit, then cx on neighbours, odd and even pairs in turn. */
export function brickLayers(qubitCount: number, depth: number): BenchCircuit {
  const random = createSeededRandom('brick layers');
  const gates: BenchGate[] = [];
  for (let layer = 0; layer < depth; layer += 1) {
    for (let qubit = 0; qubit < qubitCount; qubit += 1) gates.push(gate('u3', [qubit], [Math.PI * random.next(), 2 * Math.PI * random.next(), 2 * Math.PI * random.next()]));
    for (let qubit = layer % 2; qubit + 1 < qubitCount; qubit += 2) gates.push(gate('cx', [qubit, qubit + 1]));
  }
  return { name: `brick layers, ${qubitCount} qubits`, qubitCount, gates };
}

/** Of a state that is spread unevenly, so that its transform is no single outcome. */
export function fourierTransform(qubitCount: number): BenchCircuit {
  const gates: BenchGate[] = [];
  for (let qubit = 0; qubit < qubitCount; qubit += 1) gates.push(gate('u3', [qubit], [0.3 + 0.1 * qubit, 0.2 * qubit, 0]));
  for (let target = qubitCount - 1; target >= 0; target -= 1) {
    gates.push(gate('h', [target]));
    for (let control = target - 1; control >= 0; control -= 1) gates.push(gate('cu1', [control, target], [Math.PI / 2 ** (target - control)]));
  }
  return { name: `QFT ${qubitCount}`, qubitCount, gates };
}

export function ghz(qubitCount: number): BenchCircuit {
  const chain = Array.from({ length: qubitCount - 1 }, (_, qubit) => gate('cx', [qubit, qubit + 1]));
  return { name: `GHZ ${qubitCount}`, qubitCount, gates: [gate('h', [0]), ...chain] };
}

/** Looks for one of 2^searchedCount, with a ladder of ccx over searchedCount − 2 more qubits. */
export function grover(searchedCount: number): BenchCircuit {
  const last = searchedCount - 1;
  const firstHelper = searchedCount;
  const marked = 0b1011010;
  const searched = Array.from({ length: searchedCount }, (_, qubit) => qubit);
  const ladder = [gate('ccx', [0, 1, firstHelper])];
  for (let step = 2; step < last - 1; step += 1) ladder.push(gate('ccx', [step, firstHelper + step - 2, firstHelper + step - 1]));
  const phaseOfOnes = [gate('h', [last]), ...ladder, gate('ccx', [last - 1, firstHelper + last - 3, last]), ...ladder.toReversed(), gate('h', [last])];
  const all = (name: 'h' | 'x', qubits = searched): BenchGate[] => qubits.map((qubit) => gate(name, [qubit]));
  const zeros = searched.filter((qubit) => ((marked >>> qubit) & 1) === 0);
  const round = [...all('x', zeros), ...phaseOfOnes, ...all('x', zeros), ...all('h'), ...all('x'), ...phaseOfOnes, ...all('x'), ...all('h')];
  const roundCount = Math.floor((Math.PI / 4) * 2 ** (searchedCount / 2));
  const qubitCount = searchedCount + last - 2;
  return { name: `Grover ${qubitCount}`, qubitCount, gates: [...all('h'), ...Array.from({ length: roundCount }, () => round).flat()] };
}

export function qasmOf({ qubitCount, gates }: BenchCircuit): string {
  const lines = gates.map(({ name, parameters, qubits }) => `${name}${parameters.length > 0 ? `(${parameters.join(',')})` : ''} ${qubits.map((qubit) => `q[${qubit}]`).join(',')};`);
  return ['OPENQASM 2.0;', 'include "qelib1.inc";', `qreg q[${qubitCount}];`, ...lines, ''].join('\n');
}
