import { isAbort, IzaError, type IzaErrorCode } from '../foundation/index.ts';
import type { ErrorMessage } from './capability-messages.ts';

/** What crosses the wire of an error: its kind, code and message. Stacks and causes stay where they arose. */
export function errorToMessage(callId: number, error: unknown): ErrorMessage {
  if (isAbort(error)) return { type: 'call-error', callId, name: 'IzaError', code: 'aborted', message: messageOf(error) };
  return {
    type: 'call-error',
    callId,
    name: error instanceof Error ? error.name : 'Error',
    ...(error instanceof IzaError && { code: error.code }),
    message: messageOf(error),
  };
}

/** The same error on this side: IzaError with its code, RangeError and TypeError as such, Error for the rest. */
export function errorFromMessage({ name, code, message }: Omit<ErrorMessage, 'type' | 'callId'>): Error {
  // reason: a peer of a newer minor version may send a code that this one only passes on
  if (code !== undefined) return new IzaError(code as IzaErrorCode, message);
  if (name === 'RangeError') return new RangeError(message);
  if (name === 'TypeError') return new TypeError(message);
  return new Error(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
