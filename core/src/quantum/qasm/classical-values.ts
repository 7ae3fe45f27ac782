import { fold, isConstant, type Expression } from '../circuit/index.ts';
import { cellOfArray, coerced, elaborateExpression, type TypedExpression } from './elaborate-expression.ts';
import type { Elaboration } from './elaboration.ts';
import { Fault, faultingAt } from './fault.ts';
import { bitsOf, qubitsOf, type OperandBits } from './operands.ts';
import type { Span } from './source-place.ts';
import type { Cell, Scope } from './symbols.ts';
import type { ExpressionSyntax, StatementSyntax } from './syntax.ts';

/** Writes a value: kept here while it is known and certain to happen, else left to the run. */
export function setCell(cell: Cell, value: TypedExpression, name: string, span: Span, elaboration: Elaboration): void {
  const expression = coerced(value, cell.type, span);
  if (isConstant(expression) && !('variable' in cell.state)) cell.state = { known: expression };
  else elaboration.writer.add({ type: 'set-variable', variable: variableOf(cell, name, elaboration), value: expression }, span);
}

/** From here on a run decides: what `names` stand for is no longer known while reading. */
export function leaveToRun(names: Iterable<string>, scope: Scope, span: Span, elaboration: Elaboration): void {
  for (const name of names) {
    const thing = scope.find(name);
    const cells = thing?.kind === 'cell' ? [thing.cell] : thing?.kind === 'array' ? thing.cells : [];
    for (const cell of cells) {
      if ('variable' in cell.state) continue;
      const { known } = cell.state;
      const variable = variableOf(cell, name, elaboration);
      if (known !== undefined) elaboration.writer.add({ type: 'set-variable', variable, value: known }, span);
    }
  }
}

/** `x = …`, `x += …`, `c[2] = …`. @throws Fault */
export function assign({ target, operator, value, ...span }: Extract<StatementSyntax, { type: 'assign' }>, scope: Scope, elaboration: Elaboration): void {
  const context = elaboration.contextIn(scope);
  const whole: ExpressionSyntax = operator === undefined ? value : { type: 'binary', operator, left: target, right: value, start: span.start, end: span.end };
  const base = target.type === 'index' ? target.operand : target;
  if (base.type !== 'name') throw new Fault(target, 'A variable or a bit is expected before the sign.');
  const { name } = base;
  const thing = scope.find(name) ?? context.missing(name, target);
  if (thing.kind === 'faulty') throw new Fault(target, '');
  if (thing.kind === 'bits') return assignBits(bitsOf(target, scope, elaboration), whole, scope, elaboration);
  if ((thing.kind === 'cell' || thing.kind === 'array') && thing.constant) throw new Fault(target, `"${name}" is a constant.`);
  if (thing.kind === 'cell' && target.type === 'name') return setCell(thing.cell, elaborateExpression(whole, context), name, span, elaboration);
  if (thing.kind === 'array' && target.type === 'index') return setCell(cellOfArray(thing, target.items, target, context), elaborateExpression(whole, context), name, span, elaboration);
  throw new Fault(target, `A value cannot be put into "${name}" here.`);
}

/** Puts a value, or what is measured, into classical bits. @throws Fault for another count of bits */
export function assignBits({ bits, isRegister }: OperandBits, value: ExpressionSyntax, scope: Scope, elaboration: Elaboration): void {
  const { writer } = elaboration;
  if (value.type === 'measure') {
    const { qubits } = qubitsOf(value.operand, scope, elaboration);
    if (qubits.length !== bits.length) throw new Fault(value, `${qubits.length} qubits are measured into ${bits.length} bits: the counts must be equal.`);
    for (const [index, qubit] of qubits.entries()) writer.add({ type: 'measure', qubit, bit: bits[index] }, value);
    return;
  }
  const { expression, type } = elaborateExpression(value, elaboration.contextIn(scope));
  if (!isRegister) return writer.add({ type: 'set-bit', bit: bits[0], value: coerced({ expression, type }, { name: 'bool', size: undefined }, value) }, value);
  if (type.name === 'bit' && type.size !== undefined && type.size !== bits.length) throw new Fault(value, `${type.size} bits do not fit a register of ${bits.length}.`);
  const source = heldValue(expression, bits.length, value, elaboration);
  for (const [index, bit] of bits.entries()) {
    const part = faultingAt(value, () => fold({ type: 'binary', operator: '&', left: fold({ type: 'binary', operator: '>>', left: source, right: BigInt(index) }), right: 1n }));
    writer.add({ type: 'set-bit', bit, value: faultingAt(value, () => fold({ type: 'binary', operator: '!=', left: part, right: 0n })) }, value);
  }
}

/** The value is read as a whole before any bit of it changes. */
function heldValue(expression: Expression, bitCount: number, span: Span, { writer }: Elaboration): Expression {
  if (isConstant(expression)) return expression;
  const index = writer.addVariable({ name: '', type: 'uint', bitCount });
  writer.add({ type: 'set-variable', variable: index, value: expression }, span);
  return { type: 'variable', index };
}

function variableOf(cell: Cell, name: string, { writer }: Elaboration): number {
  if ('variable' in cell.state) return cell.state.variable;
  const { type } = cell;
  const variable = writer.addVariable({ name, type: type.name === 'bit' ? 'uint' : type.name === 'duration' ? 'float' : type.name, bitCount: type.size });
  cell.state = { variable };
  return variable;
}
