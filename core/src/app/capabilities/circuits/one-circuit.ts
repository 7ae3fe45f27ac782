import { IzaError } from '../../../foundation/index.ts';
import type { Circuit } from '../../../quantum/index.ts';
import type { Iza } from '../../create-iza.ts';
import { readCircuits } from './read-circuits.ts';

/**
 * The one circuit that a call is about.
 * @throws IzaError `bad-input` with every problem of the program, or where there are several programs
 */
export async function readOneCircuit({ file, source, lenient }: { readonly file?: string | undefined; readonly source?: string | undefined; readonly lenient: boolean }, iza: Iza): Promise<{ file: string; circuit: Circuit }> {
  const [first, ...others] = await readCircuits({ files: file === undefined ? [] : [file], source, lenient }, iza);
  if (others.length > 0) throw new IzaError('bad-input', `Cannot choose among the ${others.length + 1} circuits of ${file}: put the one that is meant into a file of its own.`);
  if (first.reading.type === 'circuit') return { file: first.file, circuit: first.reading.circuit };
  const told = first.reading.problems.map(({ line, column, message, hint }) => `${first.file}:${line}:${column} ${message}${hint ? ` ${hint}` : ''}`);
  throw new IzaError('bad-input', `Cannot read the circuit.\n${told.join('\n')}`);
}
