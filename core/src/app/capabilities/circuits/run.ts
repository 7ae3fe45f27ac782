import { z } from 'zod';
import { createSeededRandom, IzaError } from '../../../foundation/index.ts';
import { expectationOfMixture, outcomesOf, runExactly, sampleCircuit, sampleExpectation, type Circuit, type ExactRun, type NoiseModel, type PauliSum } from '../../../quantum/index.ts';
import { defineCapability, type CapabilityContext } from '../../capability.ts';
import { circuitFilesInput, lenientInput, noiseInput, parametersInput, parametersOf, problemOutput, problemOf, seedInput, sourceInput } from './circuit-schemas.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readCircuits } from './read-circuits.ts';
import { readNoise } from './read-noise.ts';
import { readPauliSum } from './read-pauli-sum.ts';

const ranOutput = z.strictObject({
  file: z.string(),
  qubitCount: z.int(),
  measured: z.boolean(),
  probabilities: z.record(z.string(), z.number()).optional().describe('By outcome: the last classical register leftmost, the most significant bit left. All qubits where nothing is measured'),
  counts: z.record(z.string(), z.int()).optional().describe('How often each outcome was seen'),
  expectation: z.number().optional().describe('Of the state before the final measurement. From shots where there are any, else exact'),
  expectationStandardError: z.number().optional().describe('How far a value from shots typically lies from the exact one'),
  re: z.array(z.number()).optional(),
  im: z.array(z.number()).optional(),
});
const circuitOutput = z.union([ranOutput, z.strictObject({ file: z.string(), errors: z.array(problemOutput) })]);

export const circuitsRun = defineCapability({
  id: 'circuits.run',
  title: 'Run a circuit',
  description: 'Runs OpenQASM 2 or 3 programs, with noise where a model is given, and tells the exact probability of every outcome or how often it was seen.',
  input: z.strictObject({
    files: circuitFilesInput,
    source: sourceInput,
    shots: z.int().min(0).max(10_000_000).default(0).describe('How often to run; 0 gives exact probabilities'),
    seed: seedInput,
    state: z.boolean().default(false).describe('Adds the amplitudes before the final measurement, index bit k for qubit k'),
    expectation: z.string().min(1).optional().describe('A sum of Pauli strings, such as 0.5*ZZ + 0.2*XI with the rightmost letter for qubit 0, or a JSON or YAML file of coefficients by letters'),
    noise: noiseInput,
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
    const [noise, observable] = [await readNoise(input.noise, iza), await readPauliSum(input.expectation, iza)];
    const circuits: z.output<typeof circuitOutput>[] = [];
    for (const { file, reading } of await readCircuits(input, iza)) {
      if (reading.type === 'problems') circuits.push({ file, errors: reading.problems.map(problemOf) });
      else circuits.push({ file, ...refusingAsBadInput(() => runOne(reading.circuit, { ...input, noise, observable }, context)) });
    }
    return { circuits };
  },
});

interface RunInput {
  readonly shots: number;
  readonly seed: string;
  readonly state: boolean;
  readonly noise: NoiseModel | undefined;
  readonly observable: PauliSum | undefined;
  readonly parameters?: readonly string[] | undefined;
}

function runOne(circuit: Circuit, { shots, seed, state, noise, observable, ...input }: RunInput, { signal }: CapabilityContext): Omit<z.output<typeof ranOutput>, 'file'> {
  const parameters = parametersOf(input.parameters);
  if (shots > 0 && !state && !observable) {
    const counts = sampleCircuit(circuit, shots, { seed, parameters, noise, signal });
    return { qubitCount: circuit.qubitCount, measured: circuit.bitRegisters.length > 0, counts: Object.fromEntries(counts) };
  }
  const run = runExactly(circuit, { parameters, noise, signal });
  const counts = shots === 0 ? undefined : Object.fromEntries(sampleCircuit(circuit, shots, { seed, parameters, noise, signal }));
  const ran = {
    qubitCount: circuit.qubitCount,
    measured: run.measures,
    // Who asks for shots and not for the state sees what shots show.
    ...((!counts || state) && { probabilities: Object.fromEntries(outcomesOf(run)) }),
    ...(counts && { counts }),
    ...(observable && expectationOutput(observable, run, { shots, seed })),
  };
  if (!state) return ran;
  const [branch] = run.branches;
  if (run.branches.length > 1 || !branch) throw new IzaError('bad-input', `Cannot give one state: the measurements of this circuit leave ${run.branches.length} different ones.`);
  const { re, im } = branch.state.amplitudes();
  return { ...ran, re: [...re], im: [...im] };
}

function expectationOutput(observable: PauliSum, { branches }: ExactRun, { shots, seed }: { readonly shots: number; readonly seed: string }): { expectation: number; expectationStandardError?: number } {
  if (shots === 0) return { expectation: expectationOfMixture(observable, branches) };
  const { value, standardError } = sampleExpectation(observable, branches, { shotCount: shots, random: createSeededRandom(seed).fork('expectation') });
  return { expectation: value, expectationStandardError: standardError };
}
