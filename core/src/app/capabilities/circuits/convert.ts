import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { writeQasm2, writeQasm3 } from '../../../quantum/index.ts';
import { defineCapability } from '../../capability.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { circuitFileInput, lenientInput, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readOneCircuit } from './one-circuit.ts';
import { writeOutput } from './write-output.ts';

export const circuitsConvert = defineCapability({
  id: 'circuits.convert',
  title: 'Write a circuit in the other OpenQASM',
  description: 'Reads a program and writes it as OpenQASM 2 or 3. What the other version cannot say is refused by name.',
  input: z.strictObject({
    file: circuitFileInput,
    out: z.string().min(1).optional().describe('The .qasm file to write; the program is the result when absent'),
    to: z.enum(['2', '3']).default('3').describe('The version to write'),
    source: sourceInput,
    replace: z.boolean().default(false).describe('Replaces the output where it exists'),
    lenient: lenientInput,
  }),
  output: z.strictObject({ file: z.string(), version: z.string(), program: z.string().optional(), written: z.string().optional() }),
  positional: ['file', 'out'],
  permission: 'circuits:run',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ out, to, replace, ...input }, iza) {
    const { file, circuit } = await readOneCircuit(input, iza);
    const program = refusingAsBadInput(() => (to === '2' ? writeQasm2(circuit) : writeQasm3(circuit)));
    if (out === undefined) return { file, version: `${to}.0`, program };
    if (!/\.qasm$/i.test(out)) throw new IzaError('bad-input', `Cannot write ${out}: a program ends in .qasm.`);
    return { file, version: `${to}.0`, written: await writeOutput(out, new TextEncoder().encode(program), replace, iza) };
  },
});
