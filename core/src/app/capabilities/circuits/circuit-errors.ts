import { IzaError, isAbort } from '../../../foundation/index.ts';

/** Runs what refuses a circuit with a RangeError, and hands the refusal on as what the caller can mend. */
export function refusingAsBadInput<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError && !isAbort(error)) throw new IzaError('bad-input', error.message, { cause: error });
    throw error;
  }
}
