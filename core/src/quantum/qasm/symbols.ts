import type { Expression, GateDefinition, Value } from '../circuit/index.ts';
import { Fault } from './fault.ts';
import type { Span } from './source-place.ts';
import type { StatementSyntax } from './syntax.ts';

export interface ValueType {
  readonly name: 'int' | 'uint' | 'float' | 'angle' | 'bool' | 'bit' | 'duration';
  /** Width in bits; of `bit`, the length of a register. */
  readonly size: number | undefined;
}

/** A place that holds a classical value: known while reading, or kept by the run in a variable of the circuit. */
export interface Cell {
  readonly type: ValueType;
  state: { readonly known: Value | undefined } | { readonly variable: number };
}

export type NamedThing =
  | { readonly kind: 'qubits'; readonly qubits: readonly number[]; readonly isRegister: boolean }
  | { readonly kind: 'bits'; readonly bits: readonly number[]; readonly isRegister: boolean }
  | { readonly kind: 'cell'; readonly cell: Cell; readonly constant: boolean }
  | { readonly kind: 'array'; readonly cells: readonly Cell[]; readonly dimensions: readonly number[]; readonly constant: boolean }
  /** A gate's parameter, an input of the program, a value passed to a subroutine. */
  | { readonly kind: 'expression'; readonly expression: Expression; readonly type: ValueType }
  | { readonly kind: 'gate'; readonly definition: GateDefinition }
  | { readonly kind: 'opaque'; readonly parameterCount: number; readonly qubitCount: number }
  | { readonly kind: 'subroutine'; readonly syntax: Extract<StatementSyntax, { type: 'subroutine' }> }
  /** Its declaration was wrong and has been told: uses of it are not told again. */
  | { readonly kind: 'faulty' };

/** Names and what they stand for, inner scopes before outer ones. */
export interface Scope {
  find(name: string): NamedThing | undefined;
  /** @throws Fault where this scope has the name already */
  declare(name: string, thing: NamedThing, span: Span): void;
  /** A declaration that is put right later, or known to be wrong. */
  replace(name: string, thing: NamedThing): void;
  inner(options?: { isolated?: boolean }): Scope;
  readonly names: () => string[];
}

/** `isolated` scopes see only what the outermost one holds for all: constants, gates and subroutines. */
export function createScope(outer?: Scope, isolated = false): Scope {
  const things = new Map<string, NamedThing>();
  const seesThrough = (thing: NamedThing | undefined): boolean =>
    !isolated || thing === undefined || thing.kind === 'gate' || thing.kind === 'opaque' || thing.kind === 'subroutine' || thing.kind === 'faulty' || ((thing.kind === 'cell' || thing.kind === 'array') && thing.constant) || thing.kind === 'expression';
  const scope: Scope = {
    find(name) {
      const own = things.get(name);
      if (own) return own;
      const found = outer?.find(name);
      return seesThrough(found) ? found : undefined;
    },
    declare(name, thing, span) {
      if (things.has(name) && things.get(name)!.kind !== 'faulty') throw new Fault(span, `"${name}" is declared already.`, 'Choose another name.');
      things.set(name, thing);
    },
    replace: (name, thing) => void things.set(name, thing),
    inner: (options = {}) => createScope(scope, options.isolated ?? false),
    names: () => [...things.keys(), ...(outer?.names() ?? [])],
  };
  return scope;
}
