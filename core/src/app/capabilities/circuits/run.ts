import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { outcomesOf, runExactly, type Circuit } from '../../../quantum/index.ts';
import { defineCapability, type CapabilityContext } from '../../capability.ts';
import { circuitFilesInput, lenientInput, parametersInput, parametersOf, problemOutput, problemOf, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readCircuits } from './read-circuits.ts';

const ranOutput = z.strictObject({
  file: z.string(),
  qubitCount: z.int(),
  measured: z.boolean(),
  probabilities: z.record(z.string(), z.number()).describe('By outcome: the last classical register leftmost, the most significant bit left. All qubits where nothing is measured'),
  re: z.array(z.number()).optional(),
  im: z.array(z.number()).optional(),
});

const circuitOutput = z.union([ranOutput, z.strictObject({ file: z.string(), errors: z.array(problemOutput) })]);

export const circuitsRun = defineCapability({
  id: 'circuits.run',
  title: 'Run a circuit',
  description: 'Runs OpenQASM 2 or 3 programs and tells the exact probability of every outcome.',
  input: z.strictObject({
    files: circuitFilesInput,
    source: sourceInput,
    state: z.boolean().default(false).describe('Adds the amplitudes before the final measurement, index bit k for qubit k'),
    parameters: parametersInput,
    lenient: lenientInput,
  }),
  output: z.strictObject({ circuits: z.array(circuitOutput) }),
  positional: ['files'],
  lines: 'circuits',
  isRefusal: ({ circuits }) => circuits.some((circuit) => 'errors' in circuit),
  permission: 'circuits:run',
  effect: 'read',
  leftOut: leftOutOfEditors,
  async run(input, iza, context) {
    const circuits: z.output<typeof circuitOutput>[] = [];
    for (const { file, reading } of await readCircuits(input, iza)) {
      if (reading.type === 'problems') circuits.push({ file, errors: reading.problems.map(problemOf) });
      else circuits.push({ file, ...runOne(reading.circuit, input, context) });
    }
    return { circuits };
  },
});

interface RunInput {
  readonly state: boolean;
  readonly parameters?: readonly string[] | undefined;
}

function runOne(circuit: Circuit, { state, parameters }: RunInput, { signal }: CapabilityContext): Omit<z.output<typeof ranOutput>, 'file'> {
  try {
    const run = runExactly(circuit, { parameters: parametersOf(parameters), signal });
    const ran = { qubitCount: circuit.qubitCount, measured: run.measures, probabilities: Object.fromEntries(outcomesOf(run)) };
    if (!state) return ran;
    const [branch] = run.branches;
    if (run.branches.length > 1 || !branch) throw new IzaError('bad-input', `Cannot give one state: the measurements of this circuit leave ${run.branches.length} different ones.`);
    const { re, im } = branch.state.amplitudes();
    return { ...ran, re: [...re], im: [...im] };
  } catch (error) {
    if (error instanceof RangeError) throw new IzaError('bad-input', error.message, { cause: error });
    throw error;
  }
}
