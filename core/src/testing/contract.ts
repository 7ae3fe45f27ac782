/** One named behaviour that every implementation of a port must show. Throws when it does not; free of any test runner. */
export interface ContractCase<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

/** A case that an implementation cannot pass, with the reason a reader is owed. */
export interface ContractSkip {
  readonly case: string;
  readonly reason: string;
}

/** Splits a suite into what to run and what to report as skipped. @throws RangeError for a skip that names no case */
export function runnableCases<Subject>(
  cases: readonly ContractCase<Subject>[],
  skips: readonly ContractSkip[] = [],
): { run: ContractCase<Subject>[]; skipped: ContractSkip[] } {
  for (const skip of skips) {
    if (!cases.some(({ name }) => name === skip.case)) throw new RangeError(`Cannot skip "${skip.case}": the suite has no such case`);
  }
  return { run: cases.filter(({ name }) => !skips.some((skip) => skip.case === name)), skipped: [...skips] };
}
