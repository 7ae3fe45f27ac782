import { isAbort, IzaError, type IzaErrorCode } from '../foundation/index.ts';
import type { ErrorMessage } from './capability-messages.ts';

/** What crosses the wire of an error: its kind, code and message; of one that is no IzaError also where it arose. Causes stay. */
export function errorToMessage(callId: number, error: unknown): ErrorMessage {
  if (isAbort(error)) return { type: 'call-error', callId, name: 'IzaError', code: 'aborted', message: messageOf(error) };
  return {
    type: 'call-error',
    callId,
    name: error instanceof Error ? error.name : 'Error',
    ...(error instanceof IzaError ? { code: error.code } : error instanceof Error && error.stack !== undefined && { stack: error.stack }),
    message: messageOf(error),
  };
}

/** The same error on this side: IzaError with its code, RangeError and TypeError as such, Error for the rest. */
export function errorFromMessage({ name, code, message, stack }: Omit<ErrorMessage, 'type' | 'callId'>): Error {
  // reason: a peer of a newer minor version may send a code that this one only passes on
  if (code !== undefined) return new IzaError(code as IzaErrorCode, message);
  const error = name === 'RangeError' ? new RangeError(message) : name === 'TypeError' ? new TypeError(message) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
