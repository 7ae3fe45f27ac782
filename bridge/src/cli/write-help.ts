import type { CommandSpec, FlagSpec } from './command-spec.ts';
import { exitCodes } from './exit-codes.ts';
import { globalFlags, startFlags } from './global-flags.ts';
import { otherCommands } from './other-commands.ts';
import { placeholderOf, valueHint } from './parse-arguments.ts';
import { textWidth, wrapText } from './render/index.ts';

interface HelpOptions {
  readonly columnCount: number;
}

/** `iza help`: every command on one line, the common options, the exit codes. */
export function overviewHelp(commands: readonly CommandSpec[], options: HelpOptions): string {
  const areas = [...new Set(commands.map(({ area }) => area))];
  return [
    'iza: answers from your own notes, with proof\n',
    '\nUsage: iza <area> <verb> [words] [--options]\n',
    ...areas.map((area) => `\n${areaHelp(area, commands, options)}`),
    '\nother\n',
    columns(otherCommands.map(({ usage, title }) => [usage, title]), options),
    '\nOptions of every command\n',
    flagLines(globalFlags, options),
    '\nExit codes\n',
    columns(exitCodes.map(({ exitCode, meaning }) => [String(exitCode), meaning]), options),
    '\nMore: iza <area> <verb> --help, iza config keys\n',
  ].join('');
}

/** `iza notes --help` */
export function areaHelp(area: string, commands: readonly CommandSpec[], options: HelpOptions): string {
  const rows = commands.filter((command) => command.area === area).map((command): [string, string] => [usageOf(command, false), command.title]);
  return `${area}\n${columns(rows, options)}`;
}

/** `iza notes search --help`, all of it from the capability's schema. */
export function commandHelp(command: CommandSpec, options: HelpOptions): string {
  const positionals = positionalFlagsOf(command);
  const flags = command.flags.filter((flag) => !positionals.includes(flag));
  return [
    `${command.title}\n\n`,
    `Usage: ${usageOf(command, true)}\n\n`,
    `${wrapText(command.description, options.columnCount)}\n`,
    positionals.length > 0 ? `\n${columns(positionals.map(({ name, description }) => [`<${name}>`, description || `The ${name}; "-" reads it from standard input`]), options)}` : '',
    flags.length > 0 ? `\nOptions\n${flagLines(flags, options)}` : '',
    `\nOptions of every command\n${flagLines(globalFlags, options)}`,
  ].join('');
}

export function startHelp(options: HelpOptions): string {
  return [
    'Serve the page and the HTTP API on this machine\n\nUsage: iza start [--options]\n\n',
    `${wrapText('Indexes the notes, follows their changes and answers on loopback only. Every caller needs the token that is printed.', options.columnCount)}\n`,
    `\nOptions\n${flagLines([...startFlags, ...globalFlags.filter(({ name }) => ['vault', 'index', 'config', 'help'].includes(name))], options)}`,
  ].join('');
}

/** The flags that are given as words, in the order of the words. */
function positionalFlagsOf({ flags, positionals }: CommandSpec): FlagSpec[] {
  return positionals.flatMap((property) => flags.find((flag) => flag.property === property) ?? []);
}

function usageOf(command: CommandSpec, full: boolean): string {
  const positionals = positionalFlagsOf(command);
  const words = positionals.map(({ name, required, repeatable }) => (required ? `<${name}>` : `[${name}]`) + (repeatable ? '…' : ''));
  const required = full ? command.flags.filter((flag) => !positionals.includes(flag) && flag.required).map((flag) => `--${flag.name} ${placeholderOf(flag)}`) : [];
  return ['iza', command.area, command.verb, ...words, ...required, ...(full ? ['[--options]'] : [])].join(' ');
}

function flagLines(flags: readonly FlagSpec[], options: HelpOptions): string {
  return columns(flags.map((flag) => [flagUsage(flag), flagText(flag)]), options);
}

function flagUsage(flag: FlagSpec): string {
  if (flag.kind !== 'boolean') return `--${flag.name} ${placeholderOf(flag)}`;
  return flag.defaultValue === true || flag.name === 'sync' ? `--no-${flag.name}` : `--${flag.name}`;
}

function flagText(flag: FlagSpec): string {
  const range = flag.minimum !== undefined || flag.maximum !== undefined ? valueHint(flag) : '';
  const hasDefault = flag.defaultValue !== undefined && flag.defaultValue !== false && !(Array.isArray(flag.defaultValue) && flag.defaultValue.length === 0);
  const facts = [flag.required ? 'required' : '', range, hasDefault && flag.kind !== 'boolean' ? `default ${JSON.stringify(flag.defaultValue).replaceAll('"', '')}` : '', flag.repeatable && flag.separator === undefined && !flag.description.includes('repeated') ? 'may be repeated' : ''];
  const known = facts.filter(Boolean).join(', ');
  return [flag.description, known ? `(${known})` : ''].filter(Boolean).join(' ');
}

/** Two columns, the right one wrapped; a left text too long for its column gets a line of its own. */
function columns(rows: readonly (readonly [string, string])[], { columnCount }: HelpOptions): string {
  const leftWidth = Math.min(34, Math.max(...rows.map(([left]) => textWidth(left))));
  const indent = ' '.repeat(leftWidth + 4);
  return rows
    .map(([left, right]) => {
      const wrapped = wrapText(right, Math.max(40, columnCount), indent);
      return textWidth(left) > leftWidth ? `  ${left}\n${wrapped}\n` : `  ${left.padEnd(leftWidth)}  ${wrapped.trimStart()}\n`;
    })
    .join('');
}
