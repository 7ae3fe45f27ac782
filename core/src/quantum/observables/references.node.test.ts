import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appliedGate, hermitianEigenvalues, type Circuit } from '../circuit/index.ts';
import { readQasm } from '../qasm/index.ts';
import { createStabilizerTableau, createStateVector, type QuantumState } from '../simulators/index.ts';
import { expectationOf, pauliSum, pauliSumMatrix } from './index.ts';

const folder = process.env['IZA_QUANTUM_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data/quantum');
const isThere = existsSync(join(folder, 'noise_refs.json'));

interface References {
  readonly h2_vqe: { readonly hamiltonian: Readonly<Record<string, number>>; readonly eigenvalues: readonly number[] };
  readonly ansatz_gradient: { readonly theta: readonly number[]; readonly energy: number };
}
interface StabilizerReference {
  /** A sign and letters, the leftmost qubit 0. */
  readonly observables: readonly (readonly [string, number])[];
  readonly z_expectations: readonly number[];
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

function runGates({ qubitCount, operations }: Pick<Circuit, 'qubitCount' | 'operations'>, create: (qubitCount: number) => QuantumState): QuantumState {
  const state = create(qubitCount);
  for (const operation of operations) if (operation.type === 'gate') state.apply(appliedGate(operation));
  return state;
}

describe.skipIf(!isThere)('expectation values (IZA_QUANTUM_DATA)', () => {
  // NumPy wrote the references, tolerance 1e-9
  test('the eigenvalues of the hydrogen molecule agree', () => {
    const { h2_vqe: reference } = JSON.parse(read('noise_refs.json')) as References;
    const eigenvalues = hermitianEigenvalues(pauliSumMatrix(pauliSum(Object.entries(reference.hamiltonian))));
    for (const [index, expected] of reference.eigenvalues.entries()) expect(eigenvalues[index]).toBeCloseTo(expected, 11);
  });

  test('the energy of the reference’s circuit agrees', () => {
    const { h2_vqe: molecule, ansatz_gradient: reference } = JSON.parse(read('noise_refs.json')) as References;
    const [a, b, c, d] = reference.theta;
    const reading = readQasm(`OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; ry(${a}) q[0]; ry(${b}) q[1]; cx q[0],q[1]; ry(${c}) q[0]; ry(${d}) q[1];`);
    if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
    expect(expectationOf(pauliSum(Object.entries(molecule.hamiltonian)), runGates(reading.circuit, createStateVector))).toBeCloseTo(reference.energy, 11);
  });

  // stim 1.16.0 wrote the references: whole numbers
  test.each(['clifford_n6_d8', 'clifford_n12_d20', 'clifford_n30_d30', 'clifford_n100_d60'])('every observable of %s agrees on a tableau', (name) => {
    const reading = readQasm(read(`stabilizer/${name}.qasm`));
    if (reading.type !== 'circuit') throw new Error(reading.problems[0].message);
    const reference = JSON.parse(read(`stabilizer/${name}.json`)) as StabilizerReference;
    const states = [runGates(reading.circuit, createStabilizerTableau), ...(reading.circuit.qubitCount <= 12 ? [runGates(reading.circuit, createStateVector)] : [])];
    for (const state of states) {
      for (const [text, expected] of reference.observables) expect(expectationOf(pauliSum([[Array.from(text.slice(1)).toReversed().join(''), text.startsWith('-') ? -1 : 1]]), state), text).toBeCloseTo(expected, 10);
      for (const [qubit, expected] of reference.z_expectations.entries()) {
        const letters = Array.from({ length: state.qubitCount }, (_, index) => (index === state.qubitCount - 1 - qubit ? 'Z' : 'I')).join('');
        expect(expectationOf(pauliSum([[letters, 1]]), state)).toBeCloseTo(expected, 10);
      }
    }
  });
});
