import { IzaError } from './errors.ts';

/** @throws IzaError `aborted` once the signal has fired. Call between units of work. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new IzaError('aborted', 'Stopped before the work was done', { cause: signal.reason });
}

/** True for our own `aborted` error and for the platform's AbortError. */
export function isAbort(error: unknown): boolean {
  if (error instanceof IzaError) return error.code === 'aborted';
  return error instanceof Error && error.name === 'AbortError';
}
