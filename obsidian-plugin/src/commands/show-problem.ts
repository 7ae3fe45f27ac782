import { isAbort } from '@iza/core/foundation';
import { showNotice } from '../views/show-notice.ts';

/** Tells a person why a command did not do what they asked. */
export function showProblem(error: unknown): void {
  if (isAbort(error)) showNotice('Stopped. What was read so far is kept.');
  else showNotice(error instanceof Error ? error.message : String(error), { durationMs: 10_000 });
}
