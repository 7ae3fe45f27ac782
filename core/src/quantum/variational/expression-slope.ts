import { evaluateAngleRad, visitExpression, type Expression } from '../circuit/index.ts';

/**
 * The derivative of an angle by one of the circuit's parameters, at the values given.
 * @throws RangeError where the parameter stands in what has no slope: a whole number, a comparison
 */
export function slopeOf(expression: Expression, name: string, values: Readonly<Record<string, number>>): number {
  if (typeof expression !== 'object' || !dependsOn(expression, name)) return 0;
  const value = (part: Expression): number => evaluateAngleRad(part, { symbols: values });
  const slope = (part: Expression): number => slopeOf(part, name, values);
  switch (expression.type) {
    case 'symbol':
      return 1;
    case 'real':
      return slope(expression.operand);
    case 'unary':
      if (expression.operator === '-') return -slope(expression.operand);
      break;
    case 'binary': {
      const { left, right } = expression;
      switch (expression.operator) {
        case '+':
          return slope(left) + slope(right);
        case '-':
          return slope(left) - slope(right);
        case '*':
          return slope(left) * value(right) + value(left) * slope(right);
        case '/':
          return (slope(left) - (value(left) / value(right)) * slope(right)) / value(right);
        case '**': {
          const exponent = value(right);
          const byBase = exponent === 0 ? 0 : exponent * value(left) ** (exponent - 1) * slope(left);
          const byExponent = dependsOn(right, name) ? Math.log(value(left)) * value(left) ** exponent * slope(right) : 0;
          return byBase + byExponent;
        }
        default:
          break;
      }
      break;
    }
    case 'call': {
      const [operand] = expression.operands;
      const outer = DERIVATIVES[expression.name]?.(value(operand));
      if (outer !== undefined) return outer * slope(operand);
      break;
    }
    default:
      break;
  }
  throw new RangeError(`Cannot follow the parameter "${name}" through this angle: it has no slope there. Use +, -, *, /, ** and smooth functions.`);
}

const DERIVATIVES: Readonly<Partial<Record<string, (value: number) => number>>> = {
  sin: Math.cos,
  cos: (value) => -Math.sin(value),
  tan: (value) => 1 / Math.cos(value) ** 2,
  arcsin: (value) => 1 / Math.sqrt(1 - value * value),
  arccos: (value) => -1 / Math.sqrt(1 - value * value),
  arctan: (value) => 1 / (1 + value * value),
  exp: Math.exp,
  ln: (value) => 1 / value,
  sqrt: (value) => 0.5 / Math.sqrt(value),
};

function dependsOn(expression: Expression, name: string): boolean {
  let found = false;
  visitExpression(expression, (part) => {
    if (part.type === 'symbol' && part.name === name) found = true;
  });
  return found;
}
