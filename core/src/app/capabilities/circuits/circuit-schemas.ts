import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import type { QasmProblem } from '../../../quantum/index.ts';

/** Input properties that capabilities of circuits share, with the words that help and tools show. */
export const circuitFilesInput = z.array(z.string().min(1)).default([]).describe('OpenQASM files, or notes with ```qasm blocks');
export const circuitFileInput = z.string().min(1).optional().describe('An OpenQASM file, or a note with one ```qasm block');
export const noiseInput = z.string().min(1).optional().describe('A noise model: JSON or YAML, version iza.noise/1');
export const seedInput = z.string().min(1).default('iza').describe('Equal seeds give equal results');
export const sourceInput = z.string().optional().describe('A program itself, instead of a file');
export const lenientInput = z.boolean().default(false).describe('Puts slips right that leave no doubt, such as a missing version line');
export const parametersInput = z.array(z.string().regex(/^[^=\s]+=\S+$/, 'write it as name=value')).meta({ separator: ',' }).optional().describe('Values of the program’s inputs: theta=0.5,phi=1');

/** @throws IzaError `bad-input` for a value that is no number */
export function parametersOf(assignments: readonly string[] = []): Record<string, number> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const equals = assignment.indexOf('=');
      const value = Number(assignment.slice(equals + 1));
      if (!Number.isFinite(value)) throw new IzaError('bad-input', `Cannot read the parameter ${assignment}: the value is no number.`);
      return [assignment.slice(0, equals), value];
    }),
  );
}

export const problemOutput = z.strictObject({ line: z.int(), column: z.int(), message: z.string(), hint: z.string().optional(), text: z.string() });

export function problemOf({ line, column, message, hint, text }: QasmProblem): z.output<typeof problemOutput> {
  return { line, column, message, ...(hint !== undefined && { hint }), text };
}
