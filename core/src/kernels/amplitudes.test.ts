import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TILE_QUBIT_COUNT, type AmplitudeOperation, type AmplitudePass, type Amplitudes } from './amplitudes-engine.ts';
import { createTypescriptAmplitudes } from './amplitudes-typescript.ts';
import { createWasmAmplitudes } from './amplitudes-wasm.ts';

const angle = fc.double({ min: -4, max: 4, noNaN: true });

/** An operation that changes qubits of the tile, with controls and phases anywhere. */
function operations(tile: readonly number[], qubitCount: number): fc.Arbitrary<AmplitudeOperation> {
  const inTile = fc.constantFrom(...tile);
  const anywhere = (except: readonly number[], minLength: number) => fc.uniqueArray(fc.record({ qubit: fc.nat(qubitCount - 1), value: fc.constantFrom(0 as const, 1 as const) }), { minLength, maxLength: 2, selector: ({ qubit }) => qubit }).map((controls) => controls.filter(({ qubit }) => !except.includes(qubit)));
  const withControls = inTile.chain((qubit) => anywhere([qubit], 0).map((controls) => ({ qubit, controls })));
  return fc.oneof(
    fc.tuple(withControls, angle).map(([place, a]): AmplitudeOperation => ({ kind: 'real', ...place, entries: [Math.cos(a), -Math.sin(a), Math.sin(a), Math.cos(a)] })),
    fc.tuple(inTile, angle).map(([qubit, a]): AmplitudeOperation => ({ kind: 'real', qubit, controls: [], entries: [Math.cos(a), -Math.sin(a), Math.sin(a), Math.cos(a)] })),
    fc.tuple(withControls, angle, angle).map(([place, a, b]): AmplitudeOperation => ({ kind: 'complex', ...place, re: [Math.cos(a), -Math.sin(a) * Math.cos(b), Math.sin(a), Math.cos(a) * Math.cos(b)], im: [0, -Math.sin(a) * Math.sin(b), 0, Math.cos(a) * Math.sin(b)] })),
    withControls.map((place): AmplitudeOperation => ({ kind: 'flip', ...place })),
    fc.tuple(anywhere([], 0), angle).map(([controls, angleRad]): AmplitudeOperation => ({ kind: 'phase', controls, angleRad })),
    fc.tuple(fc.uniqueArray(fc.tuple(fc.nat(qubitCount - 1), angle), { selector: ([qubit]) => qubit }), angle).map(([phases, phaseRad]): AmplitudeOperation => ({ kind: 'diagonal', phases: new Map(phases), phaseRad })),
    ...(tile.length > 1 ? [fc.shuffledSubarray([...tile], { minLength: 2, maxLength: 2 }).chain(([first, second]) => anywhere([first, second], 0).map((controls): AmplitudeOperation => ({ kind: 'exchange', first, second, controls })))] : []),
  );
}

const passes = (qubitCount: number) =>
  fc
    .subarray(Array.from({ length: qubitCount }, (_, qubit) => qubit), { minLength: 1, maxLength: Math.min(qubitCount, TILE_QUBIT_COUNT) })
    .chain((qubits) => fc.array(operations(qubits, qubitCount), { maxLength: 12 }).map((list): AmplitudePass => ({ qubits, operations: list })));

function spread(amplitudes: Amplitudes): Amplitudes {
  for (let index = 0; index < amplitudes.re.length; index += 1) {
    amplitudes.re[index] = Math.sin(index * 1.7 + 0.3);
    amplitudes.im[index] = Math.cos(index * 0.9 - 0.2);
  }
  return amplitudes;
}

test.each([2, 3, 5, 8, 14])('the kernel and its twin agree on every pass over %d qubits', (qubitCount) => {
  fc.assert(
    fc.property(fc.array(passes(qubitCount), { maxLength: 4 }), (list) => {
      const kernel = createWasmAmplitudes(qubitCount);
      if (!kernel) return;
      spread(kernel);
      const twin = spread(createTypescriptAmplitudes(qubitCount));
      for (const pass of list) {
        kernel.run(pass);
        twin.run(pass);
      }
      let error = 0;
      for (let index = 0; index < twin.re.length; index += 1) error = Math.max(error, Math.hypot(kernel.re[index] - twin.re[index], kernel.im[index] - twin.im[index]));
      expect(error).toBeLessThan(1e-12);
    }),
    { numRuns: qubitCount > 10 ? 15 : 100 },
  );
});

test('SIMD runs where these tests run, so that the kernel is tested', () => {
  expect(createWasmAmplitudes(4)?.name).toBe('wasm-simd');
});

test('a pass that changes a qubit outside its tile is refused', () => {
  for (const amplitudes of [createTypescriptAmplitudes(3), createWasmAmplitudes(3)!]) {
    expect(() => amplitudes.run({ qubits: [0, 1], operations: [{ kind: 'flip', qubit: 2, controls: [] }] })).toThrow(/qubit 2/);
    expect(() => amplitudes.run({ qubits: [1, 0], operations: [] })).toThrow(/ascend/);
    expect(() => amplitudes.run({ qubits: [3], operations: [] })).toThrow(RangeError);
  }
});
