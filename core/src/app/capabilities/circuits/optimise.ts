import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { areEquivalent, BASES, circuitSize, couplingMap, equivalenceWork, optimise, writeQasm2, writeQasm3 } from '../../../quantum/index.ts';
import { defineCapability } from '../../capability.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { circuitFileInput, lenientInput, seedInput, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readOneCircuit } from './one-circuit.ts';
import { writeOutput } from './write-output.ts';

/** Amplitudes that a check may touch: about half a minute. */
const MAX_CHECK_WORK = 2 ** 33;

const sizeOutput = z.strictObject({ gateCount: z.int(), multiQubitCount: z.int().describe('Gates on two qubits or more'), depth: z.int() });

export const circuitsOptimise = defineCapability({
  id: 'circuits.optimise',
  title: 'Optimise a circuit',
  description: 'Writes a program in few basic gates: decomposes, leaves away what is not needed, places it on a machine’s pairs of qubits, and checks that it still does the same. Measurements and conditions stay in their order.',
  input: z.strictObject({
    file: circuitFileInput,
    out: z.string().min(1).optional().describe('The .qasm file to write; the program is the result when absent'),
    source: sourceInput,
    basis: z.enum(BASES).default('u,cx').describe('The gates to use'),
    coupling: z.array(z.string().regex(/^\d{1,9}-\d{1,9}$/, 'write each pair as 0-1')).min(1).meta({ separator: ',' }).optional().describe('Pairs of qubits that can act on each other: 0-1,1-2'),
    to: z.enum(['2', '3']).default('3').describe('The version to write'),
    seed: seedInput,
    replace: z.boolean().default(false).describe('Replaces the output where it exists'),
    lenient: lenientInput,
  }),
  output: z.strictObject({
    file: z.string(),
    version: z.string(),
    program: z.string().optional(),
    written: z.string().optional(),
    before: sizeOutput,
    after: sizeOutput,
    permutation: z.array(z.int()).describe('Where each qubit is in the end; it begins at its own number'),
    equivalent: z.boolean().nullable().describe('Whether both do the same up to a global phase; null where they are too large to check'),
  }),
  positional: ['file', 'out'],
  permission: 'circuits:run',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ out, to, basis, coupling: pairs, seed, replace, ...input }, iza, { signal }) {
    if (out !== undefined && !/\.qasm$/i.test(out)) throw new IzaError('bad-input', `Cannot write ${out}: a program ends in .qasm.`);
    const { file, circuit } = await readOneCircuit(input, iza);
    const { program, ...told } = refusingAsBadInput(() => {
      const coupling = pairs && couplingMap(pairs.map(pairOf));
      const { circuit: optimised, permutation } = optimise(circuit, { basis, coupling, signal });
      const equivalent = equivalenceWork(circuit, optimised) > MAX_CHECK_WORK ? null : areEquivalent(circuit, optimised, { outputPermutation: permutation, seed, signal });
      return { program: to === '2' ? writeQasm2(optimised) : writeQasm3(optimised), before: circuitSize(circuit), after: circuitSize(optimised), permutation: [...permutation], equivalent };
    });
    const result = { file, version: `${to}.0`, ...told };
    if (out === undefined) return { ...result, program };
    if (told.equivalent === false) throw new IzaError('unsupported', `Cannot write ${out}: the check found that the optimised circuit does something else. Please report this with the program.`);
    return { ...result, written: await writeOutput(out, new TextEncoder().encode(program), replace, iza) };
  },
});

function pairOf(text: string): [number, number] {
  const [left, right] = text.split('-').map(Number);
  return [left, right];
}
