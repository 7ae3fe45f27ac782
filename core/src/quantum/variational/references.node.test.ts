import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pauliSum } from '../observables/index.ts';
import { adjointGradient, layeredAnsatz, maxCutCircuit, maxCutEnergy, parameterShiftGradient } from './index.ts';

const file = join(process.env['IZA_QUANTUM_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data/quantum'), 'noise_refs.json');
const isThere = existsSync(file);

interface References {
  readonly h2_vqe: { readonly hamiltonian: Readonly<Record<string, number>> };
  readonly ansatz_gradient: { readonly theta: readonly number[]; readonly energy: number; readonly gradient_parameter_shift: readonly number[] };
  readonly qaoa_ring_p1: readonly { readonly n: number; readonly gamma: number; readonly beta: number; readonly expected_cut: number }[];
}

describe.skipIf(!isThere)('gradients (IZA_QUANTUM_DATA)', () => {
  // NumPy wrote the references, tolerance 1e-9
  test.each([['adjointGradient', adjointGradient], ['parameterShiftGradient', parameterShiftGradient]] as const)('%s agrees with the reference', (_name, gradientOf) => {
    const { h2_vqe: molecule, ansatz_gradient: reference } = JSON.parse(readFileSync(file, 'utf8')) as References;
    const found = gradientOf(layeredAnsatz(2, 1), pauliSum(Object.entries(molecule.hamiltonian)), Object.fromEntries(reference.theta.map((angleRad, index) => [`t${index}`, angleRad])));
    expect(Math.abs(found.energy - reference.energy)).toBeLessThan(1e-10);
    for (const [index, expected] of reference.gradient_parameter_shift.entries()) expect(Math.abs(found.gradient[index] - expected)).toBeLessThan(1e-9);
  });

  test('the cuts that one layer expects on rings agree', () => {
    for (const { n, gamma, beta, expected_cut: expected } of (JSON.parse(readFileSync(file, 'utf8')) as References).qaoa_ring_p1) {
      const ring = { nodeCount: n, edges: Array.from({ length: n }, (_, node) => ({ from: node, to: (node + 1) % n, weight: 1 })) };
      expect(-adjointGradient(maxCutCircuit(ring, 1), maxCutEnergy(ring), { gamma0: gamma, beta0: beta }).energy).toBeCloseTo(expected, 9);
    }
  });
});
