import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Compiled code is kept in the checkout: the second start is several times faster, and no other user can write there.
module.enableCompileCache?.(fileURLToPath(new URL('../../node_modules/.cache/iza-compile', import.meta.url)));

const [{ createProcessTerminal }, { runTerminal }] = await Promise.all([import('./cli/terminal.ts'), import('./cli/run-terminal.ts')]);
process.exitCode = await runTerminal(process.argv.slice(2), createProcessTerminal());
