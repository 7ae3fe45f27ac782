import { indicesOf } from './elaborate-expression.ts';
import type { OperandQubits } from './elaborate-gates.ts';
import type { Elaboration } from './elaboration.ts';
import { Fault } from './fault.ts';
import type { Span } from './source-place.ts';
import type { NamedThing, Scope } from './symbols.ts';
import type { ExpressionSyntax, IndexSyntax } from './syntax.ts';

export interface OperandBits {
  readonly bits: readonly number[];
  readonly isRegister: boolean;
}

/** The qubits that `q`, `q[1]` or `q[0:2]` name. @throws Fault */
export function qubitsOf(operand: ExpressionSyntax, scope: Scope, elaboration: Elaboration): OperandQubits {
  const { name, thing, items } = namedOperand(operand, scope, elaboration, 'A qubit is expected here.');
  if (thing.kind !== 'qubits') throw new Fault(operand, `"${name}" is not a qubit.`);
  if (items.length === 0) return thing;
  if (!thing.isRegister) throw new Fault(operand, `"${name}" is a single qubit: it has no elements.`);
  const { indices, isSlice } = elementsOf(items, { size: thing.qubits.length, span: operand, scope, elaboration });
  return { qubits: indices.map((index) => thing.qubits[index]), isRegister: isSlice };
}

/** The classical bits that `c`, `c[1]` or `c[0:2]` name. @throws Fault */
export function bitsOf(operand: ExpressionSyntax, scope: Scope, elaboration: Elaboration): OperandBits {
  const { name, thing, items } = namedOperand(operand, scope, elaboration, 'A classical register is expected here.');
  if (thing.kind !== 'bits') throw new Fault(operand, `"${name}" is not a classical register.`);
  if (items.length === 0) return thing;
  const { indices, isSlice } = elementsOf(items, { size: thing.bits.length, span: operand, scope, elaboration });
  return { bits: indices.map((index) => thing.bits[index]), isRegister: isSlice };
}

/** What `let` gives another name: a register, some of its elements, or several joined. @throws Fault */
export function aliased(value: ExpressionSyntax, scope: Scope, elaboration: Elaboration): NamedThing {
  if (value.type !== 'concatenation') {
    const { thing } = namedOperand(value, scope, elaboration, 'A register is expected here.');
    return thing.kind === 'bits' ? { kind: 'bits', ...bitsOf(value, scope, elaboration) } : { kind: 'qubits', ...qubitsOf(value, scope, elaboration) };
  }
  const parts = value.parts.map((part) => aliased(part, scope, elaboration));
  if (parts.every((part) => part.kind === 'qubits')) return { kind: 'qubits', qubits: parts.flatMap((part) => [...part.qubits]), isRegister: true };
  if (parts.every((part) => part.kind === 'bits')) return { kind: 'bits', bits: parts.flatMap((part) => [...part.bits]), isRegister: true };
  throw new Fault(value, 'Only registers of one kind can be joined.');
}

function namedOperand(operand: ExpressionSyntax, scope: Scope, elaboration: Elaboration, expected: string): { name: string; thing: NamedThing; items: readonly IndexSyntax[] } {
  const [base, items] = operand.type === 'index' ? [operand.operand, operand.items] : [operand, []];
  if (base.type !== 'name') throw new Fault(operand, expected);
  const { name } = base;
  const thing = scope.find(name);
  if (thing?.kind === 'faulty') throw new Fault(operand, '');
  if (!thing && name.startsWith('$')) throw new Fault(operand, 'Physical qubits ($0) are of a machine: declare qubits instead.');
  return { name, thing: thing ?? elaboration.contextIn(scope).missing(name, base), items };
}

function elementsOf(items: readonly IndexSyntax[], { size, span, scope, elaboration }: { size: number; span: Span; scope: Scope; elaboration: Elaboration }): { indices: number[]; isSlice: boolean } {
  const [item] = items;
  if (items.length !== 1) throw new Fault(span, 'One index is expected here.');
  // In OpenQASM 2 every number is real but an index, which is always written out.
  if (elaboration.major === 2 && item.type !== 'integer') throw new Fault(item, 'An index is a whole number.');
  return indicesOf(item, size, { ...elaboration.contextIn(scope), major: elaboration.major === 2 ? 3 : elaboration.major });
}
