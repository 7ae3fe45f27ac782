import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { circuitSvg } from '../../../charts/index.ts';
import { drawText, layOutCircuit } from '../../../quantum/index.ts';
import { defineCapability } from '../../capability.ts';
import { refusingAsBadInput } from './circuit-errors.ts';
import { circuitFileInput, lenientInput, sourceInput } from './circuit-schemas.ts';
import { leftOutOfEditors } from './left-out.ts';
import { readOneCircuit } from './one-circuit.ts';
import { writeOutput } from './write-output.ts';

export const circuitsDraw = defineCapability({
  id: 'circuits.draw',
  title: 'Draw a circuit',
  description: 'Draws an OpenQASM program: as text, or as an SVG or PNG file.',
  input: z.strictObject({
    file: circuitFileInput,
    source: sourceInput,
    out: z.string().min(1).optional().describe('A .svg or .png to write; text when absent'),
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
  async run({ out, theme, columns, widthPx, replace, ...input }, iza) {
    const { file, circuit } = await readOneCircuit(input, iza);
    const drawing = refusingAsBadInput(() => layOutCircuit(circuit, file));
    const svg = circuitSvg(drawing, { theme, maxWidthPx: widthPx });
    if (out === undefined) return { file, text: drawText(drawing, { columnCount: columns }), svg };
    if (/\.svg$/i.test(out)) return { file, written: await writeOutput(out, new TextEncoder().encode(svg), replace, iza) };
    if (!/\.png$/i.test(out)) throw new IzaError('bad-input', `Cannot draw into ${out}: a picture ends in .svg or .png.`);
    if (!iza.rasterizeSvg) throw new IzaError('unsupported', 'Cannot draw a PNG here: this host has no rasteriser. Write an .svg.');
    return { file, written: await writeOutput(out, await iza.rasterizeSvg(svg, { widthPx: 2 * widthPx }), replace, iza) };
  },
});
