import { z } from 'zod';
import { sampleCircuit } from '../../../quantum/index.ts';
import { defineCapability } from '../../capability.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { circuitFileInput, lenientInput, noiseInput, parametersInput, parametersOf, seedInput, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readOneCircuit } from './one-circuit.ts';
import { readNoise } from './read-noise.ts';

export const circuitsSample = defineCapability({
  id: 'circuits.sample',
  title: 'Sample a circuit',
  description: 'Runs a program many times, as a machine would, and counts the outcomes.',
  input: z.strictObject({ file: circuitFileInput, source: sourceInput, shots: z.int().min(1).max(10_000_000).default(1024).describe('How often to run'), seed: seedInput, noise: noiseInput, parameters: parametersInput, lenient: lenientInput }),
  output: z.strictObject({ file: z.string(), shots: z.int(), counts: z.record(z.string(), z.int()).describe('By outcome, as Qiskit writes them without spaces') }),
  positional: ['file'],
  permission: 'circuits:run',
  effect: 'read',
  leftOut: leftOutOfEditors,
  async run({ shots, seed, noise, parameters, ...input }, iza, { signal }) {
    const { file, circuit } = await readOneCircuit(input, iza);
    const model = await readNoise(noise, iza);
    return { file, shots, counts: Object.fromEntries(refusingAsBadInput(() => sampleCircuit(circuit, shots, { seed, noise: model, parameters: parametersOf(parameters), signal }))) };
  },
});
