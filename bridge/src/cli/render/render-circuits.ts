import type { RenderContext } from './render-context.ts';
import { renderTextTable } from './text-table.ts';

interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
  readonly text: string;
}

interface RanCircuit {
  readonly file: string;
  readonly qubitCount?: number;
  readonly measured?: boolean;
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly counts?: Readonly<Record<string, number>>;
  readonly expectation?: number;
  readonly expectationStandardError?: number;
  readonly re?: readonly number[];
  readonly im?: readonly number[];
  readonly errors?: readonly Problem[];
}

interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** Outcomes that a person reads; a program takes all of them with --json. */
const MAX_ROW_COUNT = 32;
const BAR_WIDTH = 24;

export function renderRuns({ circuits }: { circuits: readonly RanCircuit[] }, context: RenderContext): string {
  return circuits.map((circuit) => renderRun(circuit, context)).join('\n');
}

export function renderCounts({ file, shots, counts }: { file: string; shots: number; counts: Readonly<Record<string, number>> }, context: RenderContext): string {
  return `${context.style.bold(file)}  ${shots} shots\n${outcomeTable(counts, shots, (count) => String(count), context)}`;
}

export function renderDrawing({ text, written }: { text?: string; written?: string }, { style }: RenderContext): string {
  return text ?? `${style.good('✓')} Drawn into ${written}\n`;
}

export function renderProgram({ version, program, written }: { version: string; program?: string; written?: string }, { style }: RenderContext): string {
  return program ?? `${style.good('✓')} OpenQASM ${version} written to ${written}\n`;
}

interface Size {
  readonly gateCount: number;
  readonly multiQubitCount: number;
  readonly depth: number;
}

interface Optimised {
  readonly version: string;
  readonly program?: string;
  readonly written?: string;
  readonly before: Size;
  readonly after: Size;
  readonly permutation: readonly number[];
  readonly equivalent: boolean | null;
}

/** What was reached stands in comments below the program: it stays one. */
export function renderOptimised({ version, program, written, before, after, permutation, equivalent }: Optimised, context: RenderContext): string {
  const { style } = context;
  const verdict = equivalent ? style.good('✓ checked: it does the same') : equivalent === null ? style.dim('Not checked: the circuit is too large') : style.bad('✗ The check found that it does something else');
  const moved = permutation.flatMap((place, qubit) => (place === qubit ? [] : [`${qubit} → ${place}`]));
  const rows = [['', 'before', 'after'].map(style.dim), ['gates', String(before.gateCount), String(after.gateCount)], ['on several qubits', String(before.multiQubitCount), String(after.multiQubitCount)], ['depth', String(before.depth), String(after.depth)]];
  const lines = [...renderTextTable(rows, context).trimEnd().split('\n'), ...(moved.length > 0 ? [`Qubits end elsewhere: ${moved.join(', ')}`] : []), verdict];
  const told = lines.map((line) => `${program === undefined ? '' : '// '}${line}`.trimEnd()).join('\n');
  return `${program ?? `${style.good('✓')} OpenQASM ${version} written to ${written}\n`}${told}\n`;
}

interface Mirror {
  readonly file?: string;
  readonly circuitCount: number;
  readonly successProbability?: Estimate;
  readonly polarisation?: Estimate;
  readonly entanglementInfidelity?: Estimate | null;
  readonly cells?: readonly { readonly width: number; readonly depth: number; readonly polarisation: Estimate; readonly successProbability: Estimate }[];
  readonly written?: string;
}

export function renderMirror({ file, circuitCount, successProbability, polarisation, entanglementInfidelity, cells, written }: Mirror, context: RenderContext): string {
  const { style } = context;
  if (cells) {
    const rows = cells.map((cell) => [String(cell.width), String(cell.depth), estimateText(cell.polarisation), estimateText(cell.successProbability), style.accent(barOf(cell.polarisation.value))]);
    return `${circuitCount} mirrors of random circuits a place\n${renderTextTable([['qubits', 'layers', 'polarisation', 'success', ''].map(style.dim), ...rows], context)}${written === undefined ? '' : `${style.good('✓')} Drawn into ${written}\n`}`;
  }
  const infidelity = entanglementInfidelity === null ? 'no estimate: preparation and measurement leave no signal to compare with' : entanglementInfidelity ? estimateText(entanglementInfidelity) : '';
  const rows = [
    ['Success probability', successProbability ? estimateText(successProbability) : ''],
    ['Effective polarisation', polarisation ? estimateText(polarisation) : ''],
    ['Entanglement infidelity', infidelity],
  ];
  return `${style.bold(file ?? '')}  ${circuitCount} mirror circuits of each kind\n${renderTextTable(rows, context)}`;
}

function renderRun(circuit: RanCircuit, context: RenderContext): string {
  const { style } = context;
  if (circuit.errors) return circuit.errors.map((problem) => problemText(circuit.file, problem, context)).join('');
  const head = `${style.bold(circuit.file)}  ${circuit.qubitCount} qubits${circuit.measured ? '' : ', nothing is measured: all qubits are shown'}\n`;
  const shots = Object.values(circuit.counts ?? {}).reduce((sum, count) => sum + count, 0);
  const table = circuit.probabilities ? outcomeTable(circuit.probabilities, 1, (probability) => probability.toFixed(6), context) : outcomeTable(circuit.counts ?? {}, shots, String, context);
  return head + table + expectationText(circuit, context) + (circuit.re ? stateTable(circuit, context) : '');
}

function expectationText({ expectation, expectationStandardError }: RanCircuit, { style }: RenderContext): string {
  if (expectation === undefined) return '';
  return `${style.dim('Expectation')}  ${expectationStandardError === undefined ? expectation.toFixed(9) : estimateText({ value: expectation, standardError: expectationStandardError })}\n`;
}

function problemText(file: string, { line, column, message, hint, text }: Problem, { style }: RenderContext): string {
  const mark = `${' '.repeat(Math.max(0, column - 1))}^`;
  return `${style.bold(`${file}:${line}:${column}`)} ${style.bad(message)}${hint ? ` ${hint}` : ''}\n  ${text}\n  ${style.dim(mark)}\n`;
}

function outcomeTable(outcomes: Readonly<Record<string, number>>, total: number, write: (value: number) => string, context: RenderContext): string {
  const { style } = context;
  const sorted = Object.entries(outcomes).toSorted(([, left], [, right]) => right - left);
  const rows = sorted.slice(0, MAX_ROW_COUNT).map(([key, value]) => [key, write(value), style.accent(barOf(value / total))]);
  const rest = sorted.length > MAX_ROW_COUNT ? style.dim(`… and ${sorted.length - MAX_ROW_COUNT} more; --json shows all\n`) : '';
  return renderTextTable(rows, context) + rest;
}

function stateTable({ qubitCount = 0, re = [], im = [] }: RanCircuit, context: RenderContext): string {
  const rows = re
    .map((value, index) => ({ index, value, imaginary: im[index], size: value * value + im[index] * im[index] }))
    .filter(({ size }) => size > 1e-12)
    .toSorted((left, right) => right.size - left.size)
    .slice(0, MAX_ROW_COUNT)
    .map(({ index, value, imaginary }) => [`|${index.toString(2).padStart(qubitCount, '0')}⟩`, `${value.toFixed(6)} ${imaginary < 0 ? '−' : '+'} ${Math.abs(imaginary).toFixed(6)}i`]);
  return `${context.style.dim('Amplitudes before the measurement')}\n${renderTextTable(rows, context)}`;
}

function barOf(ratio: number): string {
  return '█'.repeat(Math.round(Math.min(1, Math.max(0, ratio)) * BAR_WIDTH));
}

function estimateText({ value, standardError }: Estimate): string {
  return `${value.toFixed(4)} ± ${standardError.toFixed(4)}`;
}
