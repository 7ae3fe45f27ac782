/** Every condition that a caller may want to handle has a code. Add one here before throwing it. */
export type IzaErrorCode =
  | 'aborted'
  | 'bad-config'
  | 'bad-input'
  | 'budget-exceeded'
  | 'capability-missing'
  | 'connection-lost'
  | 'file-exists'
  | 'file-missing'
  | 'file-unreadable'
  | 'headset-busy'
  | 'headset-lost'
  | 'headset-missing'
  | 'headset-silent'
  | 'index-busy'
  | 'index-corrupt'
  | 'index-foreign-version'
  | 'model-failed'
  | 'model-missing'
  | 'model-timeout'
  | 'note-missing'
  | 'note-unreadable'
  | 'not-permitted'
  | 'port-in-use'
  | 'recording-corrupt'
  | 'session-missing'
  | 'source-missing'
  | 'storage-full'
  | 'storage-failed'
  | 'unsupported';

/**
 * A condition that someone handles, as opposed to a caller's mistake (RangeError, TypeError).
 * The message states the action that failed, what was received, and what to do about it.
 */
export class IzaError extends Error {
  readonly code: IzaErrorCode;

  constructor(code: IzaErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'IzaError';
    this.code = code;
  }
}

/** The code of an error that IZA threw, `undefined` for any other value. */
export function errorCodeOf(error: unknown): IzaErrorCode | undefined {
  return error instanceof IzaError ? error.code : undefined;
}
