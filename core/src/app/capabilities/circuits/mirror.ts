import { z } from 'zod';
import { estimateFidelity, scanMirrors, type MirrorCell } from '../../../quantum/index.ts';
import { defineCapability } from '../../capability.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { circuitFileInput, lenientInput, noiseInput, seedInput, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readOneCircuit } from './one-circuit.ts';
import { readNoise } from './read-noise.ts';

const estimateOutput = z.strictObject({ value: z.number(), standardError: z.number().describe('By bootstrap over the circuits') });
const wholeNumbers = z.array(z.int().min(1)).min(1).meta({ separator: ',' }).optional();

export const circuitsMirror = defineCapability({
  id: 'circuits.mirror',
  title: 'Mirror a circuit',
  description: 'Builds random mirror circuits of a program, runs them under a noise model, and tells success probability, effective polarisation and entanglement infidelity; or scans mirrors of random circuits over width and depth.',
  input: z.strictObject({
    file: circuitFileInput,
    source: sourceInput,
    widths: wholeNumbers.describe('Scan these counts of qubits instead of a program'),
    depths: wholeNumbers.describe('Scan these counts of layers'),
    noise: noiseInput,
    circuits: z.int().min(1).max(10_000).default(20).describe('Random circuits of each kind'),
    shots: z.int().min(0).max(1_000_000).default(0).describe('Shots a circuit; 0 reads exact probabilities'),
    seed: seedInput,
    lenient: lenientInput,
  }),
  output: z.strictObject({
    file: z.string().optional(),
    circuitCount: z.int(),
    successProbability: estimateOutput.optional(),
    polarisation: estimateOutput.optional(),
    entanglementInfidelity: estimateOutput.nullable().optional().describe('null where preparation and measurement leave no signal to compare with'),
    cells: z.array(z.strictObject({ width: z.int(), depth: z.int(), successProbability: estimateOutput, polarisation: estimateOutput })).optional(),
  }),
  positional: ['file'],
  permission: 'circuits:run',
  effect: 'read',
  leftOut: leftOutOfEditors,
  async run({ widths, depths, circuits, shots, seed, noise: path, ...input }, iza, { signal, onProgress }) {
    const options = { noise: await readNoise(path, iza), circuitCount: circuits, shotCount: shots, seed, signal };
    if (widths && depths) {
      const cells: MirrorCell[] = [];
      const onCell = (cell: MirrorCell): void => {
        cells.push(cell);
        onProgress?.({ doneCount: cells.length, totalCount: widths.length * depths.length, message: `${cell.width} qubits, ${cell.depth} layers` });
      };
      return { circuitCount: circuits, cells: refusingAsBadInput(() => scanMirrors({ ...options, widths, depths, onCell })) };
    }
    const { file, circuit } = await readOneCircuit(input, iza);
    const { entanglementInfidelity, ...estimate } = refusingAsBadInput(() => estimateFidelity(circuit, options));
    return { file, ...estimate, entanglementInfidelity: entanglementInfidelity ?? null };
  },
});
