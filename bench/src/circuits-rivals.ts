import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { jsqubits } from 'jsqubits';
import { createAmplitudes } from '../../core/src/kernels/index.ts';
import { compileCircuit } from '../../core/src/quantum/run/index.ts';
import type { AppliedGate } from '../../core/src/quantum/circuit/index.ts';
import { createStateVector, outcomesOf, readQasm, runExactly, type Circuit } from '@iza/core/quantum';
import { qasmOf, type BenchCircuit } from './circuits-gates.ts';

/** A simulator of one circuit: processor time of a run, and the probabilities of some outcomes after it. */
export interface CircuitRival {
  readonly name: string;
  run(): { cpuMs: number };
  /** Index of a basis state (qubit 0 its lowest bit) to its probability. */
  probability(index: number): number;
}

/** Of this process, all its threads: the collector's work counts. */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export function circuitOf(circuit: BenchCircuit): Circuit {
  const reading = readQasm(qasmOf(circuit));
  if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
  return reading.circuit;
}

export function gatesOf(circuit: BenchCircuit): AppliedGate[] {
  return compileCircuit(circuitOf(circuit)).instructions.flatMap((instruction) => (instruction.type === 'gate' ? [instruction.gate] : []));
}

const probabilityAt = ({ re, im }: { re: ArrayLike<number>; im: ArrayLike<number> }, index: number): number => re[index] ** 2 + im[index] ** 2;

/** All amplitudes, planned and done by the kernel; planning counts. */
export function stateVectorRival(circuit: BenchCircuit): CircuitRival {
  const gates = gatesOf(circuit);
  let state = createStateVector(circuit.qubitCount);
  return {
    name: 'state vector',
    run: () => ({
      cpuMs: cpuMsOf(() => {
        state = createStateVector(circuit.qubitCount);
        for (const gate of gates) state.apply(gate);
        void state.re;
      }),
    }),
    probability: (index) => probabilityAt(state, index),
  };
}

/** What a person gets: the method is chosen. Outcomes are read where they are few. */
export function chosenRival(circuit: BenchCircuit): CircuitRival {
  const whole = circuitOf(circuit);
  let run = runExactly(whole);
  return {
    name: 'run exactly, method chosen',
    run: () => ({
      cpuMs: cpuMsOf(() => {
        run = runExactly(whole);
        run.branches[0].state.probabilityOfOne(0);
      }),
    }),
    probability(index) {
      const key = index.toString(2).padStart(circuit.qubitCount, '0');
      for (const [outcome, probability] of outcomesOf(run)) if (outcome === key) return probability;
      return 0;
    },
  };
}

/** The same kernel's dense gate, one gate a pass over all amplitudes. @param flips cx by exchanging runs instead of multiplying by its matrix. */
export function plainRival(circuit: BenchCircuit, { flips }: { readonly flips: boolean }): CircuitRival {
  const gates = gatesOf(circuit);
  let amplitudes = createAmplitudes(circuit.qubitCount);
  return {
    name: flips ? 'gate by gate, cx as exchange' : 'gate by gate',
    run: () => ({
      cpuMs: cpuMsOf(() => {
        amplitudes = createAmplitudes(circuit.qubitCount);
        for (const { targets, controls, matrix } of gates) {
          const [qubit] = targets;
          amplitudes.run({ qubits: [qubit], operations: [flips && controls.length > 0 ? { kind: 'flip', qubit, controls } : { kind: 'complex', qubit, re: matrix.re, im: matrix.im, controls }] });
        }
      }),
    }),
    probability: (index) => probabilityAt(amplitudes, index),
  };
}

interface QuantumCircuit {
  importQASM(text: string, onErrors: (errors: readonly { msg: string }[]) => void): void;
  run(): void;
  readonly state: Readonly<Record<number, { re: number; im: number } | undefined>>;
}

export function quantumCircuitRival(circuit: BenchCircuit): CircuitRival {
  // reason: the package is CommonJS without types
  const Package = createRequire(import.meta.url)('quantum-circuit') as new (qubitCount: number) => QuantumCircuit;
  const peer = new Package(circuit.qubitCount);
  peer.importQASM(qasmOf(circuit), (errors) => {
    if (errors.length > 0) throw new Error(`quantum-circuit: ${errors[0].msg}`);
  });
  return {
    name: 'quantum-circuit 0.9.250',
    run: () => ({ cpuMs: cpuMsOf(() => peer.run()) }),
    probability(index) {
      const amplitude = peer.state[index];
      return amplitude ? amplitude.re ** 2 + amplitude.im ** 2 : 0;
    },
  };
}

export function jsqubitsRival(circuit: BenchCircuit): CircuitRival {
  let state = jsqubits(`|${'0'.repeat(circuit.qubitCount)}>`);
  return {
    name: 'jsqubits 2.1.2',
    run: () => ({
      cpuMs: cpuMsOf(() => {
        state = jsqubits(`|${'0'.repeat(circuit.qubitCount)}>`);
        for (const { name, parameters, qubits } of circuit.gates) {
          const target = qubits[qubits.length - 1];
          if (name === 'u3') state = state.rotateZ(target, parameters[2]).rotateY(target, parameters[0]).rotateZ(target, parameters[1]);
          else if (name === 'h') state = state.hadamard(target);
          else if (name === 'x') state = state.x(target);
          else if (name === 'cu1') state = state.controlledR(qubits[0], target, parameters[0]);
          else state = state.controlledX(qubits.slice(0, -1), target);
        }
      }),
    }),
    probability: (index) => state.amplitude(index.toString(2).padStart(circuit.qubitCount, '0')).magnitude() ** 2,
  };
}

/** Compiled here; a process a run, which tells its own time. `undefined` where libquantum or a compiler is not there. */
export function libquantumRival(circuit: BenchCircuit, folder: string): CircuitRival | undefined {
  const program = join(folder, 'circuits-libquantum');
  if (spawnSync('cc', ['-O2', '-fopenmp', join(import.meta.dirname, 'circuits-libquantum.c'), '-o', program, '-lquantum', '-lm']).status !== 0) return undefined;
  const lines = circuit.gates.map(({ name, parameters, qubits }) => [name, ...qubits, ...parameters].join(' '));
  const input = (index: number): string => [`${circuit.qubitCount} ${index}`, ...lines, ''].join('\n');
  const ask = (index: number): number[] => execFileSync(program, { input: input(index), encoding: 'utf8', timeout: 120_000, env: { ...process.env, OMP_NUM_THREADS: '1' } }).trim().split(' ').map(Number);
  return { name: 'libquantum 1.1.1 (f32)', run: () => ({ cpuMs: ask(0)[0] }), probability: (index) => ask(index)[1] };
}

/** A process a run. `undefined` where no Python has QuTiP. */
export function qutipRival(circuit: BenchCircuit): CircuitRival | undefined {
  const python = [process.env['IZA_PYTHON'], '/usr/bin/python3', 'python3'].find((candidate) => candidate !== undefined && spawnSync(candidate, ['-c', 'import qutip']).status === 0);
  if (python === undefined) return undefined;
  const script = join(import.meta.dirname, 'circuits-qutip.py');
  const ask = (index: number): number[] =>
    execFileSync(python, ['-W', 'ignore', script], { input: JSON.stringify({ ...circuit, index }), encoding: 'utf8', timeout: 180_000, env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' } }).trim().split(' ').map(Number);
  let last: number[] = [];
  return {
    name: 'QuTiP',
    run: () => {
      last = ask(0);
      return { cpuMs: last[0] };
    },
    probability: (index) => (index === 0 && last.length > 0 ? last[1] : ask(index)[1]),
  };
}
