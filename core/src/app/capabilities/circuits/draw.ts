import { z } from 'zod';
import { circuitSvg, svgDescription } from '../../../charts/index.ts';
import { drawText, layOutCircuit } from '../../../quantum/index.ts';
import { defineCapability } from '../../capability.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { circuitFileInput, lenientInput, noiseInput, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readOneCircuit } from './one-circuit.ts';
import { runPicture, shownOfRun } from './run-picture.ts';
import { readNoise } from './read-noise.ts';
import { checkPicturePath, writePicture } from './write-picture.ts';

export const circuitsDraw = defineCapability({
  id: 'circuits.draw',
  title: 'Draw a circuit',
  description: 'Draws an OpenQASM program, or what it does (outcomes, Bloch spheres, amplitudes, density matrix): as text, or as an SVG or PNG file.',
  input: z.strictObject({
    file: circuitFileInput,
    source: sourceInput,
    out: z.string().min(1).optional().describe('A .svg or .png to write; text when absent'),
    show: z.enum(['circuit', ...shownOfRun]).default('circuit').describe('What to draw'),
    noise: noiseInput,
    theme: z.enum(['auto', 'light', 'dark']).default('auto').describe('Colours of the picture'),
    columns: z.int().min(40).max(1000).default(100).describe('Width of the text, characters'),
    widthPx: z.int().min(200).max(10_000).default(900).describe('Width of the picture'),
    replace: z.boolean().default(false).describe('Replaces the output where it exists'),
    lenient: lenientInput,
  }),
  output: z.strictObject({ file: z.string(), text: z.string().optional(), svg: z.string().optional(), written: z.string().optional() }),
  positional: ['file'],
  permission: 'circuits:run',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ out, show, noise, theme, columns, widthPx, replace, ...input }, iza, { signal }) {
    if (out !== undefined) checkPicturePath(out, iza);
    const { file, circuit } = await readOneCircuit(input, iza);
    if (show === 'circuit') {
      const drawing = refusingAsBadInput(() => layOutCircuit(circuit, file));
      const svg = circuitSvg(drawing, { theme, maxWidthPx: widthPx });
      return out === undefined ? { file, text: drawText(drawing, { columnCount: columns }), svg } : { file, written: await writePicture(svg, { out, widthPx, replace }, iza) };
    }
    const model = await readNoise(noise, iza);
    const svg = refusingAsBadInput(() => runPicture(circuit, show, { title: file, noise: model, theme, widthPx, signal }));
    return out === undefined ? { file, text: `${svgDescription(svg)}\n`, svg } : { file, written: await writePicture(svg, { out, widthPx, replace }, iza) };
  },
});
