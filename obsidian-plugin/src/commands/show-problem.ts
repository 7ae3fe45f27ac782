import { Notice } from 'obsidian';
import { isAbort } from '@iza/core/foundation';

/** Tells a person why a command did not do what they asked. */
export function showProblem(error: unknown): void {
  if (isAbort(error)) new Notice('Stopped. What was read so far is kept.');
  else new Notice(error instanceof Error ? error.message : String(error), 10_000);
}
