import { didYouMean, IzaError } from '@iza/core/foundation';
import type { CommandSpec } from './command-spec.ts';
import { exitCodeOf, type ExitCode } from './exit-codes.ts';
import { otherCommands } from './other-commands.ts';
import { reportError } from './report-error.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line. Each command's code is loaded when it is needed: `iza --help` must not wait for a search engine. */
export async function runTerminal(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    reportError(error, terminal, { json: argv.includes('--json') });
    return exitCodeOf(error);
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = argv;
  switch (name) {
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      return showHelp(rest.filter((word) => !word.startsWith('-')), terminal);
    case 'version':
    case '--version':
    case '-v':
      terminal.write(`${(await import('./version.ts')).izaVersion()}\n`);
      return 0;
    case 'start':
      return (await import('./run-start.ts')).runStart(rest, terminal);
    case 'config':
      return (await import('./run-config.ts')).runConfig(rest, terminal);
    case 'completion': {
      const [{ loadCommands }, { completionScript }] = await Promise.all([import('./load-commands.ts'), import('./write-completion.ts')]);
      terminal.write(completionScript(rest[0] ?? '', await loadCommands()));
      return 0;
    }
    default:
      return runCommand(name, rest, terminal);
  }
}

async function runCommand(area: string, rest: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const commands = await (await import('./load-commands.ts')).loadCommands();
  const [verb, ...argv] = rest;
  if (!commands.some((command) => command.area === area)) throw unknownCommand(area, commands);
  if (verb === undefined || verb === '--help' || verb === '-h') {
    await showHelp([area], terminal);
    return verb === undefined ? 2 : 0;
  }
  const command = findCommand(area, verb, commands);
  if (argv.includes('--help') || argv.includes('-h')) return showHelp([area, verb], terminal);
  return (await import('./run-capability.ts')).runCapability(command, argv, terminal);
}

async function showHelp(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [{ loadCommands }, help] = await Promise.all([import('./load-commands.ts'), import('./write-help.ts')]);
  const commands = await loadCommands();
  const [area, verb] = words;
  const columnCount = Math.min(terminal.columnCount, 110);
  if (area === undefined) terminal.write(help.overviewHelp(commands, { columnCount }));
  else if (area === 'start') terminal.write(help.startHelp({ columnCount }));
  else if (!commands.some((command) => command.area === area)) throw unknownCommand(area, commands);
  else if (verb === undefined) terminal.write(help.areaHelp(area, commands, { columnCount }));
  else terminal.write(help.commandHelp(findCommand(area, verb, commands), { columnCount }));
  return 0;
}

function findCommand(area: string, verb: string, commands: readonly CommandSpec[]): CommandSpec {
  const command = commands.find((candidate) => candidate.area === area && candidate.verb === verb);
  if (command) return command;
  const near = didYouMean(verb, commands.filter((candidate) => candidate.area === area).map((candidate) => candidate.verb));
  throw new IzaError('bad-input', `Cannot run iza ${area} ${verb}: there is no such command.${near ? ` Did you mean iza ${area} ${near}?` : ` See them with iza ${area} --help.`}`);
}

function unknownCommand(name: string, commands: readonly CommandSpec[]): IzaError {
  const verb = commands.find((command) => command.verb === name);
  const near = didYouMean(name, [...new Set([...commands.map(({ area }) => area), ...otherCommands.map((other) => other.name)])]);
  const hint = verb ? ` Did you mean iza ${verb.area} ${verb.verb}?` : near ? ` Did you mean iza ${near}?` : ' See what there is with iza help.';
  return new IzaError('bad-input', `Cannot run iza ${name}: there is no such command.${hint}`);
}
