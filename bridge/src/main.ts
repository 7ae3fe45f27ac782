// Also here, for a start without the launcher's flags: then at least everything but this file is kept stripped.
import './strip-once.mjs';

const [{ createProcessTerminal }, { runTerminal }] = await Promise.all([import('./cli/terminal.ts'), import('./cli/run-terminal.ts')]);
process.exitCode = await runTerminal(process.argv.slice(2), createProcessTerminal());
