import { parseNamed } from './parse-apply.ts';
import { parseFor, parseIf, parseSwitch, parseWhile } from './parse-control-flow.ts';
import { parseAlias, parseDeclaration, parseGate, parseOldRegister, parseOpaque, parseQubits, parseSubroutine } from './parse-definitions.ts';
import { isTypeName } from './parse-expression.ts';
import { readOperands, spanFrom, type StatementContext } from './statement-context.ts';
import type { StatementSyntax } from './syntax.ts';
import { describe } from './token-reader.ts';
import type { Token } from './tokens.ts';

type StatementReader = (first: Token, context: StatementContext) => StatementSyntax;

/** One statement, or those of a block. @throws SyntaxFault */
export function parseStatement(context: StatementContext): StatementSyntax[] {
  const { reader, major } = context;
  const first = reader.current;
  switch (first.kind) {
    case 'annotation':
    case 'pragma':
      reader.advance();
      return [{ type: 'pragma', ...spanFrom(context, first) }];
    case 'broken':
      return reader.fail(first, `The character ${describe(first)} does not belong in a program.`);
    case 'name': {
      const keyword = (major === 2 ? QASM_2_KEYWORDS : QASM_3_KEYWORDS).get(first.text);
      if (keyword) return [keyword(first, context)];
      if (major !== 2 && isTypeName(first.text)) return [parseDeclaration(first, 'variable', context)];
      return [parseNamed(first, context)];
    }
    default:
      if (reader.is('{')) return context.block('a block');
      return reader.fail(first, `A statement is missing: found ${describe(first)}.`);
  }
}

const parseInclude: StatementReader = (first, context) => {
  context.reader.advance();
  const path = context.reader.expectKind('text', 'The file name in quotes').text;
  context.reader.expect(';', 'include');
  return { type: 'include', path, ...spanFrom(context, first) };
};

const parseMeasure: StatementReader = (first, context) => {
  const { reader, expressions, major } = context;
  reader.advance();
  const qubits = expressions.operand();
  if (major === 2) reader.expect('->', 'the measured qubits');
  const target = major === 2 || reader.take('->') ? expressions.operand() : undefined;
  reader.expect(';', 'measure');
  return { type: 'measure', qubits, target, ...spanFrom(context, first) };
};

const parseReset: StatementReader = (first, context) => {
  context.reader.advance();
  const qubits = context.expressions.operand();
  context.reader.expect(';', 'reset');
  return { type: 'reset', qubits, ...spanFrom(context, first) };
};

const parseBarrier: StatementReader = (first, context) => {
  context.reader.advance();
  const operands = readOperands(context);
  context.reader.expect(';', 'barrier');
  return { type: 'barrier', operands, ...spanFrom(context, first) };
};

const parseDelay: StatementReader = (first, context) => {
  const { reader, expressions } = context;
  reader.advance();
  reader.expect('[', 'delay');
  const duration = expressions.expression();
  reader.expect(']', 'the duration');
  const operands = readOperands(context);
  reader.expect(';', 'delay');
  return { type: 'delay', duration, operands, ...spanFrom(context, first) };
};

const parseBox: StatementReader = (first, context) => {
  const { reader, expressions } = context;
  reader.advance();
  if (reader.take('[')) {
    expressions.expression();
    reader.expect(']', 'the duration');
  }
  const body = context.block('a box');
  return { type: 'box', body, ...spanFrom(context, first) };
};

const parseReturn: StatementReader = (first, context) => {
  context.reader.advance();
  const value = context.reader.is(';') ? undefined : context.expressions.expression();
  context.reader.expect(';', 'return');
  return { type: 'return', value, ...spanFrom(context, first) };
};

const parseBare =
  (type: 'break' | 'continue' | 'end'): StatementReader =>
  (first, context) => {
    context.reader.advance();
    context.reader.expect(';', type);
    return { type, ...spanFrom(context, first) };
  };

const declarationAfterWord =
  (role: 'const' | 'input' | 'output'): StatementReader =>
  (first, context) => {
    context.reader.advance();
    return parseDeclaration(first, role, context);
  };

/** Words that only a control system understands: passed over, and told by name. */
const refused =
  (what: string): StatementReader =>
  (first, context) => {
    context.skipStatement(first);
    return { type: 'refused', what, ...spanFrom(context, first) };
  };

const QASM_2_KEYWORDS: ReadonlyMap<string, StatementReader> = new Map<string, StatementReader>([
  ['OPENQASM', (first, { reader }) => reader.fail(first, 'The version stands in the first line, and once.')],
  ['include', parseInclude],
  ['qreg', parseOldRegister],
  ['creg', parseOldRegister],
  ['gate', parseGate],
  ['opaque', parseOpaque],
  ['measure', parseMeasure],
  ['reset', parseReset],
  ['barrier', parseBarrier],
  ['if', parseIf],
]);

const QASM_3_KEYWORDS: ReadonlyMap<string, StatementReader> = new Map<string, StatementReader>([
  ...QASM_2_KEYWORDS,
  ['qubit', parseQubits],
  ['const', declarationAfterWord('const')],
  ['input', declarationAfterWord('input')],
  ['output', declarationAfterWord('output')],
  ['let', parseAlias],
  ['def', parseSubroutine],
  ['delay', parseDelay],
  ['box', parseBox],
  ['for', parseFor],
  ['while', parseWhile],
  ['switch', parseSwitch],
  ['return', parseReturn],
  ['break', parseBare('break')],
  ['continue', parseBare('continue')],
  ['end', parseBare('end')],
  ['cal', refused('Pulse calibrations (cal)')],
  ['defcal', refused('Pulse calibrations (defcal)')],
  ['defcalgrammar', refused('Pulse calibrations (defcalgrammar)')],
  ['extern', refused('Functions outside the program (extern)')],
]);
