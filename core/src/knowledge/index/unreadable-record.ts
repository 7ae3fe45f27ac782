import { IzaError } from '../../foundation/index.ts';

/** A record of the log that is undamaged and yet cannot be read: another build, or another program, wrote it. */
export class UnreadableRecordError extends IzaError {
  /** Among the records that were replayed. */
  readonly position: number;

  constructor(position: number, cause: unknown) {
    super('index-corrupt', `Cannot read record ${position} of the index: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.position = position;
  }
}

/** Whatever goes wrong with a record is the record's fault: its bytes come from outside. @throws UnreadableRecordError */
export function readingRecord<Result>(position: number, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new UnreadableRecordError(position, cause);
  }
}
