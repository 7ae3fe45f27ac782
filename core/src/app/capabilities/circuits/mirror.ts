import { z } from 'zod';
import { mirrorPlot } from '../../../charts/index.ts';
import { IzaError } from '../../../foundation/index.ts';
import { estimateFidelity, scanMirrors, type MirrorCell } from '../../../quantum/index.ts';
import { defineCapability } from '../../capability.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { circuitFileInput, lenientInput, noiseInput, seedInput, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readOneCircuit } from './one-circuit.ts';
import { readNoise } from './read-noise.ts';
import { checkPicturePath, writePicture } from './write-picture.ts';

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
    out: z.string().min(1).optional().describe('A .svg or .png to draw a scan into: polarisation over width and depth'),
    theme: z.enum(['auto', 'light', 'dark']).default('auto').describe('Colours of the picture'),
    replace: z.boolean().default(false).describe('Replaces the picture where it exists'),
  }),
  output: z.strictObject({
    file: z.string().optional(),
    circuitCount: z.int(),
    successProbability: estimateOutput.optional(),
    polarisation: estimateOutput.optional(),
    entanglementInfidelity: estimateOutput.nullable().optional().describe('null where preparation and measurement leave no signal to compare with'),
    cells: z.array(z.strictObject({ width: z.int(), depth: z.int(), successProbability: estimateOutput, polarisation: estimateOutput })).optional(),
    written: z.string().optional(),
  }),
  positional: ['file'],
  permission: 'circuits:run',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ widths, depths, circuits, shots, seed, noise: path, out, theme, replace, ...input }, iza, { signal, onProgress }) {
    if (out !== undefined) checkPicturePath(out, iza);
    if (out !== undefined && !(widths && depths)) throw new IzaError('bad-input', 'Cannot draw the mirrors of one program: a picture shows a scan, with widths and depths.');
    const options = { noise: await readNoise(path, iza), circuitCount: circuits, shotCount: shots, seed, signal };
    if (widths && depths) {
      const cells: MirrorCell[] = [];
      const onCell = (cell: MirrorCell): void => {
        cells.push(cell);
        onProgress?.({ doneCount: cells.length, totalCount: widths.length * depths.length, message: `${cell.width} qubits, ${cell.depth} layers` });
      };
      const scanned = refusingAsBadInput(() => scanMirrors({ ...options, widths, depths, onCell }));
      if (out === undefined) return { circuitCount: circuits, cells: scanned };
      const svg = mirrorPlot({ title: 'Mirrors of random circuits', cells: scanned.map(({ width, depth, polarisation }) => ({ width, depth, polarisation: polarisation.value, standardError: polarisation.standardError })), theme });
      return { circuitCount: circuits, cells: scanned, written: await writePicture(svg, { out, widthPx: 720, replace }, iza) };
    }
    const { file, circuit } = await readOneCircuit(input, iza);
    const { entanglementInfidelity, ...estimate } = refusingAsBadInput(() => estimateFidelity(circuit, options));
    return { file, ...estimate, entanglementInfidelity: entanglementInfidelity ?? null };
  },
});
