import { errorCodeOf, isAbort } from '@iza/core/foundation';
import { createStyle, plainText } from './render/index.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong: a sentence on standard error, or with `--json` one object on standard output. */
export function reportError(error: unknown, terminal: Terminal, { json }: { json: boolean }): void {
  const message = error instanceof Error ? error.message : String(error);
  const code = isAbort(error) ? 'aborted' : (errorCodeOf(error) ?? 'failed');
  if (json) terminal.write(`${JSON.stringify({ error: { code, message } })}\n`);
  else if (code === 'aborted') terminal.writeError('Stopped.\n');
  else terminal.writeError(`${createStyle(terminal.useColor && terminal.isErrorTerminal).bad('✗')} ${plainText(message)}\n`);
  // A condition that IZA names explains itself; for the rest a developer can ask for the trace.
  if (terminal.environment['IZA_DEBUG'] && error instanceof Error && error.stack) terminal.writeError(`${error.stack}\n`);
  else if (code === 'failed' && !json) terminal.writeError('  This was not foreseen. IZA_DEBUG=1 shows where it arose.\n');
}
