import type { Circuit } from '../circuit/index.ts';
import { elaborate } from './elaborate.ts';
import { parseProgram } from './parse-program.ts';
import { createPlaces, type QasmProblem } from './source-place.ts';

export interface ReadQasmOptions {
  /** Whether slips that leave no doubt (a missing version line, a header's gate defined again) are put right and told. */
  readonly lenient?: boolean;
}

export type QasmReading =
  | { readonly type: 'circuit'; readonly circuit: Circuit; readonly version: string; readonly forgiven: readonly QasmProblem[] }
  /** At least one, sorted by place. */
  | { readonly type: 'problems'; readonly problems: readonly QasmProblem[] };

/**
 * Reads an OpenQASM 2 or 3 program. Every problem is told, each with its line and column.
 * @see Cross et al. (2017), arXiv:1707.03429 (OpenQASM 2); Cross et al. (2022), ACM TQC 3, 12 (OpenQASM 3)
 */
export function readQasm(source: string, { lenient = false }: ReadQasmOptions = {}): QasmReading {
  const parsed = parseProgram(source);
  const { circuit, problems, forgiven } = elaborate(parsed.program, { lenient, problemAt: createPlaces(source).problemAt });
  const all = [...parsed.problems, ...problems].toSorted((left, right) => left.line - right.line || left.column - right.column);
  if (all.length > 0) return { type: 'problems', problems: all };
  return { type: 'circuit', circuit, version: parsed.program.version?.text ?? '3.0', forgiven };
}
