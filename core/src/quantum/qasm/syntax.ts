import type { BinaryOperator, UnaryOperator } from '../circuit/index.ts';
import type { Span } from './source-place.ts';

/** A program as written, before anything is looked up. */
export interface ProgramSyntax {
  readonly version: VersionSyntax | undefined;
  readonly statements: readonly StatementSyntax[];
}

export interface VersionSyntax extends Span {
  readonly major: number;
  readonly text: string;
}

export type ExpressionSyntax = Span &
  (
    | { readonly type: 'integer'; readonly value: bigint }
    | { readonly type: 'real'; readonly value: number }
    | { readonly type: 'boolean'; readonly value: boolean }
    /** The first character is the most significant bit. */
    | { readonly type: 'bits'; readonly text: string }
    | { readonly type: 'duration'; readonly text: string }
    | { readonly type: 'name'; readonly name: string }
    | { readonly type: 'unary'; readonly operator: UnaryOperator | '+'; readonly operand: ExpressionSyntax }
    | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: ExpressionSyntax; readonly right: ExpressionSyntax }
    | { readonly type: 'call'; readonly name: string; readonly operands: readonly ExpressionSyntax[] }
    | { readonly type: 'cast'; readonly target: TypeSyntax; readonly operand: ExpressionSyntax }
    | { readonly type: 'index'; readonly operand: ExpressionSyntax; readonly items: readonly IndexSyntax[] }
    | { readonly type: 'measure'; readonly operand: ExpressionSyntax }
    | { readonly type: 'list'; readonly items: readonly ExpressionSyntax[] }
    | { readonly type: 'concatenation'; readonly parts: readonly ExpressionSyntax[] }
  );

/** What stands in brackets, or after `in`. */
export type IndexSyntax = ExpressionSyntax | RangeSyntax | SetSyntax;
export interface RangeSyntax extends Span {
  readonly type: 'range';
  readonly from: ExpressionSyntax | undefined;
  readonly step: ExpressionSyntax | undefined;
  /** Inclusive. */
  readonly to: ExpressionSyntax | undefined;
}
export interface SetSyntax extends Span {
  readonly type: 'set';
  readonly items: readonly ExpressionSyntax[];
}

export interface TypeSyntax extends Span {
  readonly name: 'int' | 'uint' | 'float' | 'angle' | 'bool' | 'bit' | 'duration' | 'stretch' | 'complex' | 'array' | 'qubit';
  /** The width of a number, the length of a register. */
  readonly size: ExpressionSyntax | undefined;
  /** Of an array. */
  readonly element?: TypeSyntax;
  readonly dimensions?: readonly ExpressionSyntax[];
}

export interface ModifierSyntax extends Span {
  readonly name: 'inv' | 'pow' | 'ctrl' | 'negctrl';
  readonly operand: ExpressionSyntax | undefined;
}

export interface ParameterSyntax extends Span {
  readonly name: string;
  readonly type: TypeSyntax;
}

export interface NameSyntax extends Span {
  readonly name: string;
}

export type StatementSyntax = Span &
  (
    | { readonly type: 'include'; readonly path: string }
    /** `qubit[n] q;` or `qreg q[n];` */
    | { readonly type: 'declare-qubits'; readonly name: NameSyntax; readonly size: ExpressionSyntax | undefined; readonly old: boolean }
    | { readonly type: 'declare'; readonly name: NameSyntax; readonly valueType: TypeSyntax; readonly role: 'variable' | 'const' | 'input' | 'output'; readonly value: ExpressionSyntax | undefined; readonly old: boolean }
    | { readonly type: 'alias'; readonly name: NameSyntax; readonly value: ExpressionSyntax }
    | { readonly type: 'gate'; readonly name: NameSyntax; readonly parameters: readonly NameSyntax[]; readonly qubits: readonly NameSyntax[]; readonly body: readonly StatementSyntax[] }
    | { readonly type: 'opaque'; readonly name: NameSyntax; readonly parameterCount: number; readonly qubitCount: number }
    | { readonly type: 'subroutine'; readonly name: NameSyntax; readonly parameters: readonly ParameterSyntax[]; readonly returns: TypeSyntax | undefined; readonly body: readonly StatementSyntax[] }
    | { readonly type: 'apply'; readonly modifiers: readonly ModifierSyntax[]; readonly name: NameSyntax; readonly parameters: readonly ExpressionSyntax[]; readonly hasParentheses: boolean; readonly operands: readonly ExpressionSyntax[] }
    | { readonly type: 'measure'; readonly qubits: ExpressionSyntax; readonly target: ExpressionSyntax | undefined }
    | { readonly type: 'reset'; readonly qubits: ExpressionSyntax }
    | { readonly type: 'barrier'; readonly operands: readonly ExpressionSyntax[] }
    | { readonly type: 'delay'; readonly duration: ExpressionSyntax; readonly operands: readonly ExpressionSyntax[] }
    | { readonly type: 'box'; readonly body: readonly StatementSyntax[] }
    | { readonly type: 'assign'; readonly target: ExpressionSyntax; readonly operator: BinaryOperator | undefined; readonly value: ExpressionSyntax }
    | { readonly type: 'expression'; readonly value: ExpressionSyntax }
    | { readonly type: 'if'; readonly condition: ExpressionSyntax; readonly body: readonly StatementSyntax[]; readonly otherwise: readonly StatementSyntax[] }
    | { readonly type: 'for'; readonly name: NameSyntax; readonly valueType: TypeSyntax; readonly values: IndexSyntax; readonly body: readonly StatementSyntax[] }
    | { readonly type: 'while'; readonly condition: ExpressionSyntax; readonly body: readonly StatementSyntax[] }
    | { readonly type: 'switch'; readonly subject: ExpressionSyntax; readonly cases: readonly { readonly values: readonly ExpressionSyntax[]; readonly body: readonly StatementSyntax[] }[]; readonly otherwise: readonly StatementSyntax[] | undefined }
    | { readonly type: 'return'; readonly value: ExpressionSyntax | undefined }
    | { readonly type: 'break' | 'continue' | 'end' | 'pragma' }
    /** Parsed past and refused by name: pulses and externs. */
    | { readonly type: 'refused'; readonly what: string }
  );
