import { evaluate, fold, isConstant, isFunctionName, type Expression, type Value } from '../circuit/index.ts';
import { Fault, faultingAt } from './fault.ts';
import type { Span } from './source-place.ts';
import type { Cell, NamedThing, Scope, ValueType } from './symbols.ts';
import type { ExpressionSyntax, IndexSyntax, TypeSyntax } from './syntax.ts';

export interface TypedExpression {
  readonly expression: Expression;
  readonly type: ValueType;
}

export interface ExpressionContext {
  readonly scope: Scope;
  /** 2: every number is real. */
  readonly major: number;
  /** Measures into fresh bits and gives them. */
  readonly measure: (operand: ExpressionSyntax) => { readonly bits: readonly number[]; readonly isRegister: boolean };
  readonly callSubroutine: (call: Extract<ExpressionSyntax, { type: 'call' }>) => TypedExpression | undefined;
  /** A name that is nothing yet: throws with what could be meant. */
  readonly missing: (name: string, span: Span) => never;
}

export const REAL: ValueType = { name: 'float', size: undefined };
const WHOLE: ValueType = { name: 'int', size: undefined };
const TRUTH: ValueType = { name: 'bool', size: undefined };
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, 'π': Math.PI, tau: 2 * Math.PI, 'τ': 2 * Math.PI, euler: Math.E, 'ℇ': Math.E };
/** `sizeof`, ranges and lists never hold more. */
const MAX_ITEM_COUNT = 1_000_000;

/** The value of an expression: known as far as it can be. @throws Fault */
export function elaborateExpression(syntax: ExpressionSyntax, context: ExpressionContext): TypedExpression {
  switch (syntax.type) {
    case 'integer':
      return context.major === 2 ? { expression: Number(syntax.value), type: REAL } : { expression: syntax.value, type: WHOLE };
    case 'real':
      return { expression: syntax.value, type: REAL };
    case 'boolean':
      return { expression: syntax.value, type: TRUTH };
    case 'bits':
      return { expression: BigInt(`0b${syntax.text}`), type: { name: 'bit', size: syntax.text.length } };
    case 'duration':
      return { expression: durationSeconds(syntax.text) ?? 0, type: { name: 'duration', size: undefined } };
    case 'name':
      return valueOfName(syntax.name, syntax, context);
    case 'index':
      return valueOfIndex(syntax, context);
    case 'unary':
      return unary(syntax, context);
    case 'binary':
      return binary(syntax, context);
    case 'call':
      return call(syntax, context);
    case 'cast':
      return cast(syntax, context);
    case 'measure': {
      const { bits, isRegister } = context.measure(syntax.operand);
      return valueOfBits(bits, isRegister);
    }
    case 'list':
      throw new Fault(syntax, 'A list of values stands only in the declaration of an array.');
    case 'concatenation':
      throw new Fault(syntax, 'Registers are joined with ++ only in "let".');
  }
}

/** A whole number that must be known while reading. @throws Fault */
export function knownInteger(syntax: ExpressionSyntax, context: ExpressionContext, what: string): number {
  const { expression } = elaborateExpression(syntax, context);
  if (!isConstant(expression)) throw new Fault(syntax, `${what} must be known before the run: it depends on a measurement or an input.`);
  const value = Number(expression);
  if (!Number.isSafeInteger(value)) throw new Fault(syntax, `${what} must be a whole number, not ${String(expression)}.`);
  return value;
}

/** The expression as a value of a type, as an assignment makes it. */
export function coerced({ expression, type }: TypedExpression, target: ValueType, span: Span): Expression {
  return faultingAt(span, () => {
    switch (target.name) {
      case 'int':
      case 'uint':
        if (type.name === target.name && (target.size === undefined || type.size === target.size)) return expression;
        return fold({ type: 'integer', bitCount: target.size ?? 64, signed: target.name === 'int', operand: expression });
      case 'bit':
        if (target.size === undefined) return fold({ type: 'binary', operator: '!=', left: expression, right: 0n });
        return fold({ type: 'integer', bitCount: target.size, signed: false, operand: expression });
      case 'bool':
        return type.name === 'bool' ? expression : fold({ type: 'binary', operator: '!=', left: expression, right: 0n });
      case 'angle':
        // A fixed-point angle of n bits counts steps of 2π/2ⁿ.
        if (type.name === 'bit' && type.size !== undefined) return fold({ type: 'binary', operator: '*', left: fold({ type: 'real', operand: expression }), right: (2 * Math.PI) / 2 ** type.size });
        return fold({ type: 'real', operand: expression });
      case 'float':
      case 'duration':
        return fold({ type: 'real', operand: expression });
    }
  });
}

export function valueOfBits(bits: readonly number[], isRegister: boolean): TypedExpression {
  if (!isRegister) return { expression: { type: 'bit', index: bits[0] }, type: { name: 'bit', size: undefined } };
  const type: ValueType = { name: 'bit', size: bits.length };
  const contiguous = bits.every((bit, index) => bit === bits[0] + index);
  if (contiguous) return { expression: { type: 'register', start: bits[0], size: bits.length }, type };
  const shifted = bits.map((index, position): Expression => ({ type: 'binary', operator: '<<', left: { type: 'integer', bitCount: 1, signed: false, operand: { type: 'bit', index } }, right: BigInt(position) }));
  return { expression: shifted.reduce((left, right) => ({ type: 'binary', operator: '|', left, right })), type };
}

/** The elements that brackets or `in` name, in order. @throws Fault for an index outside [0, size) */
export function indicesOf(item: IndexSyntax, size: number, context: ExpressionContext): { indices: number[]; isSlice: boolean } {
  const check = (index: number, span: Span): number => {
    const counted = index < 0 && context.major !== 2 ? size + index : index;
    if (counted < 0 || counted >= size) throw new Fault(span, `The index ${index} is outside: there ${size === 1 ? 'is 1 element' : `are ${size} elements`}, 0 to ${size - 1}.`);
    return counted;
  };
  if (item.type === 'set') return { indices: item.items.map((part) => check(knownInteger(part, context, 'An index'), part)), isSlice: true };
  if (item.type !== 'range') return { indices: [check(knownInteger(item, context, 'An index'), item)], isSlice: false };
  const step = item.step === undefined ? 1 : knownInteger(item.step, context, 'The step');
  const bound = (part: ExpressionSyntax | undefined, otherwise: number): number => {
    if (part === undefined) return otherwise;
    const value = knownInteger(part, context, 'The bound of a range');
    return value < 0 ? size + value : value;
  };
  const indices = rangeOf(bound(item.from, step > 0 ? 0 : size - 1), step, bound(item.to, step > 0 ? size - 1 : 0), item);
  for (const index of indices) check(index, item);
  return { indices, isSlice: true };
}

/** from, from + step, … up to and with `to`. @throws Fault for a step of 0 or more values than fit in memory */
export function rangeOf(from: number, step: number, to: number, span: Span): number[] {
  if (step === 0) throw new Fault(span, 'A range with the step 0 never ends.');
  const count = Math.max(0, Math.floor((to - from) / step) + 1);
  if (count > MAX_ITEM_COUNT) throw new Fault(span, `A range of ${count} values is too long: at most ${MAX_ITEM_COUNT}.`);
  return Array.from({ length: count }, (_, index) => from + index * step);
}

export function elaborateType(syntax: TypeSyntax, context: ExpressionContext): ValueType {
  if (syntax.name === 'array' || syntax.name === 'qubit' || syntax.name === 'complex' || syntax.name === 'stretch') throw new Fault(syntax, `The type ${syntax.name} cannot stand here.`);
  const size = syntax.size === undefined ? undefined : knownInteger(syntax.size, context, 'The size of a type');
  if (size !== undefined && (size < 1 || size > 65_536)) throw new Fault(syntax, `A type of ${size} bits is not possible: 1 to 65536.`);
  if (syntax.name === 'float' || syntax.name === 'angle' || syntax.name === 'duration') return { name: syntax.name, size: undefined };
  return { name: syntax.name, size };
}

export function valueOfCell({ type, state }: Cell, name: string, span: Span): TypedExpression {
  if ('variable' in state) return { expression: { type: 'variable', index: state.variable }, type };
  if (state.known === undefined) throw new Fault(span, `"${name}" has no value yet.`);
  return { expression: state.known, type };
}

/** The cell that indices name. */
export function cellOfArray(array: Extract<NamedThing, { kind: 'array' }>, items: readonly IndexSyntax[], span: Span, context: ExpressionContext): Cell {
  if (items.length !== array.dimensions.length) throw new Fault(span, `This array has ${array.dimensions.length} dimensions: ${items.length} indices name no element.`);
  let position = 0;
  for (const [dimension, item] of items.entries()) {
    const { indices, isSlice } = indicesOf(item, array.dimensions[dimension], context);
    if (isSlice) throw new Fault(item, 'A slice of an array cannot stand here: name one element.');
    position = position * array.dimensions[dimension] + indices[0];
  }
  return array.cells[position];
}

function valueOfName(name: string, span: Span, context: ExpressionContext): TypedExpression {
  const thing = context.scope.find(name);
  if (!thing) {
    if (Object.hasOwn(CONSTANTS, name) && (context.major !== 2 || name === 'pi')) return { expression: CONSTANTS[name], type: REAL };
    return context.missing(name, span);
  }
  switch (thing.kind) {
    case 'expression':
      return thing;
    case 'cell':
      return valueOfCell(thing.cell, name, span);
    case 'bits':
      return valueOfBits(thing.bits, thing.isRegister);
    case 'qubits':
      throw new Fault(span, `"${name}" is a qubit: it has no value until it is measured.`);
    case 'array':
      throw new Fault(span, `"${name}" is an array: name one of its elements.`);
    case 'faulty':
      throw new Fault(span, '');
    default:
      throw new Fault(span, `"${name}" is a ${thing.kind === 'subroutine' ? 'subroutine' : 'gate'}, not a value.`);
  }
}

function valueOfIndex(syntax: Extract<ExpressionSyntax, { type: 'index' }>, context: ExpressionContext): TypedExpression {
  const { operand, items } = syntax;
  const thing = operand.type === 'name' ? context.scope.find(operand.name) : undefined;
  if (thing?.kind === 'array') return valueOfCell(cellOfArray(thing, items, syntax, context), operand.type === 'name' ? operand.name : '', syntax);
  if (items.length !== 1) throw new Fault(syntax, 'One index is expected here.');
  if (thing?.kind === 'bits') {
    const { indices, isSlice } = indicesOf(items[0], thing.bits.length, context);
    return valueOfBits(indices.map((index) => thing.bits[index]), isSlice);
  }
  const whole = elaborateExpression(operand, context);
  const { type } = whole;
  if ((type.name !== 'int' && type.name !== 'uint' && type.name !== 'bit') || (type.name === 'bit' && type.size === undefined)) throw new Fault(syntax, `A value of type ${type.name} has no elements.`);
  const { indices, isSlice } = indicesOf(items[0], type.size ?? 64, context);
  const bitAt = (index: number): Expression => fold({ type: 'integer', bitCount: 1, signed: false, operand: fold({ type: 'binary', operator: '>>', left: whole.expression, right: BigInt(index) }) });
  if (!isSlice) return { expression: fold({ type: 'binary', operator: '!=', left: bitAt(indices[0]), right: 0n }), type: { name: 'bit', size: undefined } };
  const parts = indices.map((index, position): Expression => fold({ type: 'binary', operator: '<<', left: bitAt(index), right: BigInt(position) }));
  return { expression: parts.reduce((left, right) => fold({ type: 'binary', operator: '|', left, right })), type: { name: 'bit', size: indices.length } };
}

function unary(syntax: Extract<ExpressionSyntax, { type: 'unary' }>, context: ExpressionContext): TypedExpression {
  const operand = elaborateExpression(syntax.operand, context);
  if (syntax.operator === '+') return operand;
  const { operator } = syntax;
  return faultingAt(syntax, () => {
    const expression = fold({ type: 'unary', operator, operand: operand.expression });
    if (operator === '!') return { expression, type: TRUTH };
    if (operator === '-') return { expression, type: operand.type.name === 'bool' ? WHOLE : operand.type };
    // ~ turns as many bits as the value has.
    const { size } = operand.type;
    if (operand.type.name === 'bit' && size === undefined) return { expression: fold({ type: 'unary', operator: '!', operand: operand.expression }), type: operand.type };
    return { expression: fold({ type: 'integer', bitCount: size ?? 64, signed: operand.type.name === 'int', operand: expression }), type: operand.type };
  });
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);

function binary(syntax: Extract<ExpressionSyntax, { type: 'binary' }>, context: ExpressionContext): TypedExpression {
  const left = elaborateExpression(syntax.left, context);
  const right = elaborateExpression(syntax.right, context);
  return faultingAt(syntax, () => {
    const expression = fold({ type: 'binary', operator: syntax.operator, left: left.expression, right: right.expression });
    if (COMPARISONS.has(syntax.operator)) return { expression, type: TRUTH };
    const type = commonType(left.type, right.type);
    if (syntax.operator === '<<' && left.type.size !== undefined) return { expression: fold({ type: 'integer', bitCount: left.type.size, signed: left.type.name === 'int', operand: expression }), type: left.type };
    return { expression, type: isConstant(expression) && typeof expression === 'number' ? REAL : type };
  });
}

function commonType(left: ValueType, right: ValueType): ValueType {
  for (const name of ['duration', 'float', 'angle'] as const) if (left.name === name || right.name === name) return { name, size: undefined };
  const size = left.size === undefined || right.size === undefined ? undefined : Math.max(left.size, right.size);
  if (left.name === 'bit' && right.name === 'bit') return { name: 'bit', size: size ?? left.size ?? right.size };
  return { name: left.name === 'uint' && right.name === 'uint' ? 'uint' : 'int', size };
}

function call(syntax: Extract<ExpressionSyntax, { type: 'call' }>, context: ExpressionContext): TypedExpression {
  const { name } = syntax;
  if (context.scope.find(name)?.kind === 'subroutine') {
    const returned = context.callSubroutine(syntax);
    if (!returned) throw new Fault(syntax, `The subroutine ${name} returns no value.`);
    return returned;
  }
  if (name === 'sizeof') return { expression: BigInt(sizeOf(syntax, context)), type: { name: 'uint', size: undefined } };
  if (!isFunctionName(name) || (context.major === 2 && !QASM_2_FUNCTIONS.has(name))) return context.missing(name, syntax);
  const operands = syntax.operands.map((operand) => elaborateExpression(operand, context));
  const wanted = name === 'mod' || name === 'rotl' || name === 'rotr' ? 2 : 1;
  if (operands.length !== wanted) throw new Fault(syntax, `${name} takes ${wanted} ${wanted === 1 ? 'value' : 'values'}, not ${operands.length}.`);
  return faultingAt(syntax, () => {
    if (name === 'rotl' || name === 'rotr') return rotated(name, operands[0], operands[1], syntax);
    const expression = fold({ type: 'call', name, operands: operands.map((operand) => operand.expression) });
    if (isConstant(expression) && typeof expression === 'number' && !Number.isFinite(expression)) throw new Fault(syntax, `${name} has no value here.`);
    if (name === 'popcount') return { expression, type: { name: 'uint', size: undefined } };
    return { expression, type: name === 'mod' ? commonType(operands[0].type, operands[1].type) : REAL };
  });
}

const QASM_2_FUNCTIONS: ReadonlySet<string> = new Set(['sin', 'cos', 'tan', 'exp', 'ln', 'sqrt']);

function sizeOf({ operands, ...span }: Extract<ExpressionSyntax, { type: 'call' }>, context: ExpressionContext): number {
  const [operand, dimension] = operands;
  const thing = operand?.type === 'name' ? context.scope.find(operand.name) : undefined;
  if (thing?.kind === 'array') return thing.dimensions[dimension === undefined ? 0 : knownInteger(dimension, context, 'The dimension')] ?? 0;
  if (thing?.kind === 'bits') return thing.bits.length;
  if (thing?.kind === 'qubits') return thing.qubits.length;
  throw new Fault(span, 'sizeof takes an array or a register.');
}

/** Turns the bits of a register round. */
function rotated(name: 'rotl' | 'rotr', { expression, type }: TypedExpression, distance: TypedExpression, span: Span): TypedExpression {
  if (type.size === undefined) throw new Fault(span, `${name} needs a value of known width.`);
  if (!isConstant(distance.expression)) throw new Fault(span, `The distance of ${name} must be known before the run.`);
  const size = type.size;
  const count = (((Number(distance.expression) * (name === 'rotl' ? 1 : -1)) % size) + size) % size;
  const left: Expression = { type: 'integer', bitCount: size, signed: false, operand: { type: 'binary', operator: '<<', left: expression, right: BigInt(count) } };
  const right: Expression = { type: 'binary', operator: '>>', left: expression, right: BigInt(size - count) };
  const whole: Expression = { type: 'binary', operator: '|', left, right };
  return { expression: isConstant(expression) ? (evaluate(whole) satisfies Value) : whole, type };
}

function cast(syntax: Extract<ExpressionSyntax, { type: 'cast' }>, context: ExpressionContext): TypedExpression {
  const type = elaborateType(syntax.target, context);
  return { expression: coerced(elaborateExpression(syntax.operand, context), type, syntax), type };
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6, 'µs': 1e-6, 'μs': 1e-6, ns: 1e-9 };

/** `100ns` in seconds; `undefined` for `dt`, whose length only a machine knows. */
export function durationSeconds(text: string): number | undefined {
  const [, number, unit] = /^([\d._eE+-]*?[\d.])(dt|ns|us|µs|μs|ms|s)$/.exec(text.replaceAll('_', '')) ?? [];
  return unit === undefined || unit === 'dt' ? undefined : Number(number) * SECONDS[unit];
}
