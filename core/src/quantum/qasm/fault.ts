import type { Span } from './source-place.ts';

/** Thrown to leave a statement that means nothing; caught where statements are gone through. */
export class Fault extends Error {
  readonly span: Span;
  readonly hint: string | undefined;
  constructor(span: Span, message: string, hint?: string) {
    super(message);
    this.name = 'Fault';
    this.span = span;
    this.hint = hint;
  }
}

/** Runs a computation whose RangeErrors are complaints about a stretch of the program. */
export function faultingAt<Result>(span: Span, compute: () => Result): Result {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) throw new Fault(span, error.message.endsWith('.') ? error.message : `${error.message}.`);
    throw error;
  }
}
