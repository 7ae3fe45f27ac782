import { isConstant, isTrue, type Expression, type Operation } from '../circuit/index.ts';
import { leaveToRun } from './classical-values.ts';
import { coerced, elaborateExpression, elaborateType, knownInteger, rangeOf, REAL, valueOfCell } from './elaborate-expression.ts';
import { Leaving, type Elaboration } from './elaboration.ts';
import { Fault } from './fault.ts';
import { bitsOf } from './operands.ts';
import type { Span } from './source-place.ts';
import type { Scope } from './symbols.ts';
import type { ExpressionSyntax, IndexSyntax, StatementSyntax } from './syntax.ts';

const MAX_ITERATION_COUNT = 100_000;

/** Goes the way that is known; where only the run knows, both ways are written down. @throws Fault */
export function decide({ condition, body, otherwise, ...span }: Extract<StatementSyntax, { type: 'if' }>, scope: Scope, elaboration: Elaboration): void {
  const { writer, runAll } = elaboration;
  const decided = conditionOf(condition, scope, elaboration);
  if (isConstant(decided)) return runAll(isTrue(decided) ? body : otherwise, scope.inner());
  leaveToRun(assignedNames([...body, ...otherwise]), scope, span, elaboration);
  const operation: Operation = { type: 'if', condition: decided, body: writer.block(() => runAll(body, scope.inner())), otherwise: writer.block(() => runAll(otherwise, scope.inner())) };
  writer.add(operation, span);
}

/** A loop whose values are known: its body once a value. @throws Fault */
export function repeatFor({ name, valueType, values, body, ...span }: Extract<StatementSyntax, { type: 'for' }>, scope: Scope, elaboration: Elaboration): void {
  if (leavesLoop(body)) throw new Fault(span, 'A counted loop that is left by a decision cannot be run.', 'Use while, with a variable that counts.');
  const type = elaborateType(valueType, elaboration.contextIn(scope));
  for (const value of loopValues(values, scope, span, elaboration)) {
    const inner = scope.inner();
    const expression = coerced({ expression: value, type: typeof value === 'number' ? REAL : { name: 'int', size: undefined } }, type, span);
    inner.declare(name.name, { kind: 'expression', expression, type }, name);
    if (runBody(body, inner.inner(), elaboration)) return;
  }
}

/** Goes through the loop while its condition is known, and leaves it to the run from where it is not. @throws Fault */
export function repeatWhile({ condition, body, ...span }: Extract<StatementSyntax, { type: 'while' }>, scope: Scope, elaboration: Elaboration): void {
  const { writer, runAll } = elaboration;
  for (let count = 0; ; count += 1) {
    if (containsMeasure(condition)) throw new Fault(condition, 'A loop cannot measure in its condition.', 'Measure into a bit before the loop and at the end of its body.');
    const decided = conditionOf(condition, scope, elaboration);
    if (!isConstant(decided) || leavesLoop(body)) {
      leaveToRun(assignedNames(body), scope, span, elaboration);
      const current = conditionOf(condition, scope, elaboration);
      return writer.add({ type: 'while', condition: current, body: writer.block(() => runAll(body, scope.inner())) }, span);
    }
    if (!isTrue(decided)) return;
    if (count >= MAX_ITERATION_COUNT) throw new Fault(span, `This loop does not end: it was gone through ${MAX_ITERATION_COUNT} times.`);
    if (runBody(body, scope.inner(), elaboration)) return;
  }
}

/** Each case is a comparison with the subject, tried in order. */
export function choose({ subject, cases, otherwise, ...span }: Extract<StatementSyntax, { type: 'switch' }>, scope: Scope, elaboration: Elaboration): void {
  const chain = cases.toReversed().reduce<readonly StatementSyntax[]>((rest, { values, body }) => {
    const matches = values
      .map((value): ExpressionSyntax => ({ type: 'binary', operator: '==', left: subject, right: value, start: value.start, end: value.end }))
      .reduce((left, right) => ({ type: 'binary', operator: '||', left, right, start: left.start, end: right.end }));
    return [{ type: 'if', condition: matches, body, otherwise: rest, start: span.start, end: span.end }];
  }, otherwise ?? []);
  elaboration.runAll(chain, scope);
}

function conditionOf(syntax: ExpressionSyntax, scope: Scope, elaboration: Elaboration): Expression {
  const context = elaboration.contextIn(scope);
  if (elaboration.major !== 2) return elaborateExpression(syntax, context).expression;
  // OpenQASM 2 compares a register with a whole number of any width, though its other numbers are real.
  if (syntax.type === 'binary') bitsOf(syntax.left, scope, elaboration);
  return elaborateExpression(syntax, { ...context, major: 3 }).expression;
}

/** Goes through a body that is certain to run. True when it leaves its loop. */
function runBody(body: readonly StatementSyntax[], scope: Scope, { runAll }: Elaboration): boolean {
  try {
    runAll(body, scope);
    return false;
  } catch (error) {
    if (!(error instanceof Leaving) || (error.how !== 'break' && error.how !== 'continue')) throw error;
    return error.how === 'break';
  }
}

function loopValues(values: IndexSyntax, scope: Scope, span: Span, elaboration: Elaboration): (number | bigint)[] {
  const context = elaboration.contextIn(scope);
  const known = (expression: Expression, place: Span): number | bigint => {
    if (!isConstant(expression) || typeof expression === 'boolean') throw new Fault(place, 'The values of a loop must be known before the run.');
    return expression;
  };
  if (values.type === 'set') return values.items.map((item) => known(elaborateExpression(item, context).expression, item));
  if (values.type === 'range') {
    if (!values.from || !values.to) throw new Fault(values, 'A loop needs both bounds of its range.');
    const step = values.step ? knownInteger(values.step, context, 'The step') : 1;
    return rangeOf(knownInteger(values.from, context, 'The first bound of a loop'), step, knownInteger(values.to, context, 'The last bound of a loop'), span).map(BigInt);
  }
  const thing = values.type === 'name' ? scope.find(values.name) : undefined;
  if (thing?.kind !== 'array' || thing.dimensions.length !== 1) throw new Fault(values, 'A loop goes over a range, a set in braces or an array.');
  return thing.cells.map((cell) => known(valueOfCell(cell, values.type === 'name' ? values.name : '', values).expression, values));
}

/** Names that statements give new values, also deep inside. */
function assignedNames(statements: readonly StatementSyntax[], names = new Set<string>()): Set<string> {
  for (const statement of statements) {
    if (statement.type === 'assign') {
      const base = statement.target.type === 'index' ? statement.target.operand : statement.target;
      if (base.type === 'name') names.add(base.name);
    }
    for (const body of bodiesOf(statement)) assignedNames(body, names);
  }
  return names;
}

/** Whether a body leaves its own loop from inside of a decision. */
function leavesLoop(statements: readonly StatementSyntax[], insideDecision = false): boolean {
  return statements.some((statement) => {
    if (statement.type === 'break' || statement.type === 'continue') return insideDecision;
    if (statement.type === 'for' || statement.type === 'while') return false;
    return bodiesOf(statement).some((body) => leavesLoop(body, true));
  });
}

function bodiesOf(statement: StatementSyntax): readonly (readonly StatementSyntax[])[] {
  switch (statement.type) {
    case 'if':
      return [statement.body, statement.otherwise];
    case 'for':
    case 'while':
    case 'box':
      return [statement.body];
    case 'switch':
      return [...statement.cases.map(({ body }) => body), statement.otherwise ?? []];
    default:
      return [];
  }
}

function containsMeasure(syntax: ExpressionSyntax): boolean {
  switch (syntax.type) {
    case 'measure':
      return true;
    case 'unary':
    case 'cast':
      return containsMeasure(syntax.operand);
    case 'binary':
      return containsMeasure(syntax.left) || containsMeasure(syntax.right);
    case 'call':
      return syntax.operands.some(containsMeasure);
    default:
      return false;
  }
}
