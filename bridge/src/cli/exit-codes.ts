import { errorCodeOf, isAbort, type IzaErrorCode } from '@iza/core/foundation';

/** What the shell sees. `iza help` lists them from here. */
export const exitCodes = [
  { exitCode: 0, meaning: 'done' },
  { exitCode: 1, meaning: 'failed' },
  { exitCode: 2, meaning: 'the command, its input or the config is wrong' },
  { exitCode: 3, meaning: 'the note, vault, file or headset does not exist or cannot be read' },
  { exitCode: 130, meaning: 'interrupted' },
] as const;

export type ExitCode = (typeof exitCodes)[number]['exitCode'];

const wrongInput: ReadonlySet<IzaErrorCode> = new Set(['bad-config', 'bad-input', 'capability-missing', 'unsupported']);
const missing: ReadonlySet<IzaErrorCode> = new Set(['file-missing', 'file-unreadable', 'headset-missing', 'note-missing', 'note-unreadable', 'source-missing']);

export function exitCodeOf(error: unknown): ExitCode {
  if (isAbort(error)) return 130;
  const code = errorCodeOf(error);
  if (code === undefined) return 1;
  return wrongInput.has(code) ? 2 : missing.has(code) ? 3 : 1;
}
