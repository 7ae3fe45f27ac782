/**
 * What an angle or a condition is made of: plain numbers, the circuit's own parameters, and classical bits and variables
 * that only a run knows. Whole numbers are bigint (registers of any width), measures are number, comparisons boolean.
 */
export type Expression = number | bigint | boolean | ExpressionNode;

export type ExpressionNode =
  /** A parameter of the circuit, bound before a run. */
  | { readonly type: 'symbol'; readonly name: string }
  /** One classical bit, 0 or 1. */
  | { readonly type: 'bit'; readonly index: number }
  /** Bits [start, start + size) as an unsigned whole number, the first the least significant. */
  | { readonly type: 'register'; readonly start: number; readonly size: number }
  /** A classical variable of the circuit. */
  | { readonly type: 'variable'; readonly index: number }
  | { readonly type: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'call'; readonly name: FunctionName; readonly operands: readonly Expression[] }
  /** A whole number cut to `bitCount` bits, with a sign or without; a measure is cut towards zero. */
  | { readonly type: 'integer'; readonly bitCount: number; readonly signed: boolean; readonly operand: Expression }
  /** A truth or whole number as a measure. */
  | { readonly type: 'real'; readonly operand: Expression };

export type UnaryOperator = '-' | '!' | '~';
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '**' | '&' | '|' | '^' | '<<' | '>>' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

export type Value = number | bigint | boolean;

/** What is known when an expression is evaluated. */
export interface ExpressionEnvironment {
  readonly symbols?: Readonly<Record<string, number>> | undefined;
  /** One byte a bit. */
  readonly bits?: ArrayLike<number> | undefined;
  readonly variables?: readonly Value[] | undefined;
}

const FUNCTIONS = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  exp: Math.exp,
  ln: Math.log,
  sqrt: Math.sqrt,
  ceiling: Math.ceil,
  floor: Math.floor,
} as const satisfies Record<string, (value: number) => number>;

export type FunctionName = keyof typeof FUNCTIONS | 'mod' | 'popcount' | 'rotl' | 'rotr';

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name) || name === 'mod' || name === 'popcount' || name === 'rotl' || name === 'rotr';
}

/** Whole numbers are refused beyond this: `1 << 10 ** 9` would fill memory. */
const MAX_BIT_COUNT = 65_536n;

/** @throws RangeError for what has no value: a division by zero, a symbol that is not bound, a bit that is not there */
export function evaluate(expression: Expression, environment: ExpressionEnvironment = {}): Value {
  if (typeof expression !== 'object') return expression;
  switch (expression.type) {
    case 'symbol': {
      const value = environment.symbols !== undefined && Object.hasOwn(environment.symbols, expression.name) ? environment.symbols[expression.name] : undefined;
      if (value === undefined) throw new RangeError(`Cannot evaluate "${expression.name}": it has no value yet. Bind it before the run.`);
      return value;
    }
    case 'bit': {
      const bit = environment.bits?.[expression.index];
      if (bit === undefined) throw new RangeError(`Cannot evaluate bit ${expression.index}: it is known only while a circuit runs`);
      return bit !== 0;
    }
    case 'register':
      return registerValue(expression, environment);
    case 'variable': {
      const value = environment.variables?.[expression.index];
      if (value === undefined) throw new RangeError('Cannot evaluate a classical variable: it is known only while a circuit runs');
      return value;
    }
    case 'unary':
      return applyUnary(expression.operator, evaluate(expression.operand, environment));
    case 'binary':
      return evaluateBinary(expression.operator, expression.left, expression.right, environment);
    case 'call':
      return applyFunction(expression.name, expression.operands.map((operand) => evaluate(operand, environment)));
    case 'integer':
      return toInteger(evaluate(expression.operand, environment), expression);
    case 'real':
      return Number(evaluate(expression.operand, environment));
  }
}

/** The value as an angle. @throws RangeError unless it is finite */
export function evaluateAngleRad(expression: Expression, environment: ExpressionEnvironment = {}): number {
  const value = Number(evaluate(expression, environment));
  if (!Number.isFinite(value)) throw new RangeError(`Cannot use the angle ${formatExpression(expression)}: its value is ${value}`);
  return value;
}

/** Whether the value depends on anything that only a run or a binding knows. */
export function isConstant(expression: Expression): expression is Value {
  return typeof expression !== 'object';
}

/** Calls `visit` for the expression and every part of it. */
export function visitExpression(expression: Expression, visit: (part: ExpressionNode) => void): void {
  if (typeof expression !== 'object') return;
  visit(expression);
  for (const part of partsOf(expression)) visitExpression(part, visit);
}

/** The same expression with each part replaced from the leaves up; constant parts are computed. */
export function mapExpression(expression: Expression, replace: (leaf: ExpressionNode) => Expression): Expression {
  if (typeof expression !== 'object') return expression;
  switch (expression.type) {
    case 'symbol':
    case 'bit':
    case 'register':
    case 'variable':
      return replace(expression);
    case 'unary':
      return fold({ ...expression, operand: mapExpression(expression.operand, replace) });
    case 'binary':
      return fold({ ...expression, left: mapExpression(expression.left, replace), right: mapExpression(expression.right, replace) });
    case 'call':
      return fold({ ...expression, operands: expression.operands.map((operand) => mapExpression(operand, replace)) });
    case 'integer':
    case 'real':
      return fold({ ...expression, operand: mapExpression(expression.operand, replace) });
  }
}

/** The value where every part is constant, else the expression itself. */
export function fold(expression: Expression): Expression {
  if (typeof expression !== 'object' || isLeaf(expression)) return expression;
  return partsOf(expression).every(isConstant) ? evaluate(expression) : expression;
}

/** As OpenQASM writes it; bits and variables by their number. */
export function formatExpression(expression: Expression, nameOf: (leaf: ExpressionNode) => string = defaultName): string {
  return format(expression, nameOf, 0);
}

function partsOf(node: ExpressionNode): readonly Expression[] {
  if (node.type === 'binary') return [node.left, node.right];
  if (node.type === 'call') return node.operands;
  return isLeaf(node) ? [] : [node.operand];
}

function isLeaf(node: ExpressionNode): node is Extract<ExpressionNode, { type: 'symbol' | 'bit' | 'register' | 'variable' }> {
  return node.type === 'symbol' || node.type === 'bit' || node.type === 'register' || node.type === 'variable';
}

function registerValue({ start, size }: { start: number; size: number }, { bits }: ExpressionEnvironment): bigint {
  if (!bits || start + size > bits.length) throw new RangeError('Cannot evaluate a classical register: it is known only while a circuit runs');
  let value = 0n;
  for (let index = size - 1; index >= 0; index -= 1) value = (value << 1n) | BigInt(bits[start + index]);
  return value;
}

function applyUnary(operator: UnaryOperator, value: Value): Value {
  if (operator === '!') return !isTrue(value);
  if (operator === '~') return ~toBigint(value, '~');
  return typeof value === 'boolean' ? -Number(value) : -value;
}

function evaluateBinary(operator: BinaryOperator, leftExpression: Expression, rightExpression: Expression, environment: ExpressionEnvironment): Value {
  const left = evaluate(leftExpression, environment);
  // The right side of a decided && or || may have no value.
  if (operator === '&&') return isTrue(left) && isTrue(evaluate(rightExpression, environment));
  if (operator === '||') return isTrue(left) || isTrue(evaluate(rightExpression, environment));
  const right = evaluate(rightExpression, environment);
  switch (operator) {
    case '&':
      return toBigint(left, operator) & toBigint(right, operator);
    case '|':
      return toBigint(left, operator) | toBigint(right, operator);
    case '^':
      return toBigint(left, operator) ^ toBigint(right, operator);
    case '<<':
      return shiftLeft(toBigint(left, operator), toBigint(right, operator));
    case '>>':
      return shiftRight(toBigint(left, operator), toBigint(right, operator));
    case '==':
      return compare(left, right) === 0;
    case '!=':
      return compare(left, right) !== 0;
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    case '>=':
      return compare(left, right) >= 0;
    default:
      return typeof left === 'number' || typeof right === 'number' ? realArithmetic(operator, Number(left), Number(right)) : wholeArithmetic(operator, toBigint(left, operator), toBigint(right, operator));
  }
}

type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '**';

function realArithmetic(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) throw new RangeError(`Cannot divide ${left} by zero`);
      return left / right;
    case '%':
      if (right === 0) throw new RangeError(`Cannot take ${left} modulo zero`);
      return left % right;
    case '**':
      return left ** right;
  }
}

/** OpenQASM 3: a quotient of two whole numbers is whole, cut towards zero. */
function wholeArithmetic(operator: ArithmeticOperator, left: bigint, right: bigint): bigint | number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0n) throw new RangeError(`Cannot divide ${left} by zero`);
      return left / right;
    case '%':
      if (right === 0n) throw new RangeError(`Cannot take ${left} modulo zero`);
      return left % right;
    case '**':
      if (right < 0n) return Number(left) ** Number(right);
      if (right * BigInt(left.toString(2).length) > MAX_BIT_COUNT) throw new RangeError(`Cannot compute ${left} ** ${right}: the result is too long`);
      return left ** right;
  }
}

function applyFunction(name: FunctionName, values: readonly Value[]): Value {
  const [first = 0, second = 0] = values;
  if (name === 'mod') return evaluateBinary('%', first, second, {});
  if (name === 'popcount') return BigInt(toBigint(first, name).toString(2).replaceAll('0', '').length);
  if (name === 'rotl' || name === 'rotr') throw new RangeError(`Cannot compute ${name}: the width of its operand is not known here`);
  return FUNCTIONS[name](Number(first));
}

function toInteger(value: Value, { bitCount, signed }: { bitCount: number; signed: boolean }): bigint {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`Cannot make a whole number of ${value}`);
  const whole = typeof value === 'number' ? BigInt(Math.trunc(value)) : BigInt(value);
  return signed ? BigInt.asIntN(bitCount, whole) : BigInt.asUintN(bitCount, whole);
}

/** Zero is false. */
export function isTrue(value: Value): boolean {
  return typeof value === 'boolean' ? value : Number(value) !== 0;
}

function compare(left: Value, right: Value): number {
  const a = typeof left === 'boolean' ? BigInt(left) : left;
  const b = typeof right === 'boolean' ? BigInt(right) : right;
  return a < b ? -1 : a > b ? 1 : 0;
}

function toBigint(value: Value, operator: string): bigint {
  if (typeof value === 'number') throw new RangeError(`Cannot apply ${operator} to ${value}: it takes whole numbers`);
  return BigInt(value);
}

function shiftLeft(value: bigint, count: bigint): bigint {
  if (count < 0n || count > MAX_BIT_COUNT) throw new RangeError(`Cannot shift by ${count}`);
  return value << count;
}

function shiftRight(value: bigint, count: bigint): bigint {
  if (count < 0n || count > MAX_BIT_COUNT) throw new RangeError(`Cannot shift by ${count}`);
  return value >> count;
}

function defaultName(leaf: ExpressionNode): string {
  switch (leaf.type) {
    case 'symbol':
      return leaf.name;
    case 'bit':
      return `c[${leaf.index}]`;
    case 'register':
      return `c[${leaf.start}:${leaf.start + leaf.size - 1}]`;
    case 'variable':
      return `v${leaf.index}`;
    default:
      throw new RangeError(`Cannot name an expression of type ${leaf.type}`);
  }
}

const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '<=': 7, '>': 7, '>=': 7, '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10, '**': 12,
};
const UNARY_PRECEDENCE = 11;

function format(expression: Expression, nameOf: (leaf: ExpressionNode) => string, above: number): string {
  if (typeof expression !== 'object') return formatValue(expression, above);
  if (isLeaf(expression)) return nameOf(expression);
  switch (expression.type) {
    case 'unary': {
      const text = `${expression.operator}${format(expression.operand, nameOf, UNARY_PRECEDENCE)}`;
      return above >= UNARY_PRECEDENCE ? `(${text})` : text;
    }
    case 'binary': {
      const precedence = PRECEDENCE[expression.operator];
      const isPower = expression.operator === '**';
      // Operators of one rank are grouped from the left, powers from the right.
      const left = format(expression.left, nameOf, isPower ? precedence : precedence - 1);
      const right = format(expression.right, nameOf, isPower ? precedence - 1 : precedence);
      const text = `${left} ${expression.operator} ${right}`;
      return precedence <= above ? `(${text})` : text;
    }
    case 'call':
      return `${expression.name}(${expression.operands.map((operand) => format(operand, nameOf, 0)).join(', ')})`;
    case 'integer':
      return `${expression.signed ? 'int' : 'uint'}[${expression.bitCount}](${format(expression.operand, nameOf, 0)})`;
    case 'real':
      return `float(${format(expression.operand, nameOf, 0)})`;
  }
}

function formatValue(value: Value, above: number): string {
  if (typeof value === 'boolean') return String(value);
  const text = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
  return text.startsWith('-') && above >= UNARY_PRECEDENCE ? `(${text})` : text;
}
