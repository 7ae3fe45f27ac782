import type { CircuitWriter } from './circuit-writer.ts';
import type { TypedExpression } from './elaborate-expression.ts';
import type { GateContext } from './elaborate-gates.ts';
import type { Header } from './gate-named.ts';
import type { Span } from './source-place.ts';
import type { Scope } from './symbols.ts';
import type { StatementSyntax } from './syntax.ts';

/** One pass over a program: what its parts share. */
export interface Elaboration {
  /** 2 or 3. */
  readonly major: number;
  readonly writer: CircuitWriter;
  readonly globals: Scope;
  readonly headers: Set<Header>;
  /** Inputs of the program, in order. */
  readonly parameterNames: string[];
  /** Puts a slip right and tells it, or throws a Fault when the reading is strict. */
  readonly forgive: (span: Span, message: string, hint: string) => void;
  readonly runAll: (statements: readonly StatementSyntax[], scope: Scope) => void;
  /** What expressions and gates in a scope are looked up with. */
  readonly contextIn: (scope: Scope) => GateContext;
  callDepth: number;
}

/** Leaves a loop, a subroutine or the program while it is gone through. Thrown where the way out is certain before the run. */
export class Leaving {
  readonly how: 'break' | 'continue' | 'return' | 'end';
  readonly value: TypedExpression | undefined;
  constructor(how: 'break' | 'continue' | 'return' | 'end', value?: TypedExpression) {
    this.how = how;
    this.value = value;
  }
}
