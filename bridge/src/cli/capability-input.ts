import { parseCapabilityInput, type Capability } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import { z } from 'zod';
import { kebabCase, type CommandSpec } from './command-spec.ts';
import type { ParsedArguments } from './parse-arguments.ts';

/**
 * The capability's input from the command line. Words without a flag fill the positional properties; the word `-` stands
 * for what comes through standard input.
 * @throws IzaError `bad-input` that names flags as a person types them
 */
export function capabilityInputOf(
  command: CommandSpec,
  { values, words }: ParsedArguments,
  capability: Capability,
  readStandardInput: () => string,
): Readonly<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  for (const { property } of command.flags) if (values[property] !== undefined) input[property] = values[property];
  const given = command.joinsWords && words.length > 0 ? [words.join(' ')] : words;
  // What was given as a flag waits for no word; a joined text given both ways is a mistake.
  const open = command.joinsWords ? command.positionals : command.positionals.filter((property) => input[property] === undefined);
  for (const [position, word] of given.entries()) {
    const positional = open[position] ?? restOf(command, open);
    if (positional === undefined) throw tooManyWords(command, given.slice(position));
    const text = word === '-' ? readStandardInput().trim() : word;
    if (positional === restOf(command, open)) {
      input[positional] = [...((input[positional] as string[] | undefined) ?? []), text];
      continue;
    }
    if (input[positional] !== undefined) throw new IzaError('bad-input', `Cannot run iza ${command.area} ${command.verb}: "${positional}" was given twice, as --${kebabCase(positional)} and as "${word}".`);
    input[positional] = text;
  }
  try {
    parseCapabilityInput(capability, input);
  } catch (error) {
    throw inTermsOfFlags(error, command);
  }
  return input;
}

/** The last positional property takes every word that is left where it is a list. */
function restOf({ joinsWords, flags }: CommandSpec, positionals: readonly string[]): string | undefined {
  const last = positionals.at(-1);
  return !joinsWords && flags.some(({ property, repeatable }) => property === last && repeatable) ? last : undefined;
}

function tooManyWords({ area, verb, positionals }: CommandSpec, words: readonly string[]): IzaError {
  const extra = words.join(' ');
  const takes = positionals.length === 0 ? `it takes no "${extra}"` : `"${extra}" is too much, for it takes ${positionals.map((property) => `<${kebabCase(property)}>`).join(' ')}; put a name with spaces in quotes`;
  return new IzaError('bad-input', `Cannot run iza ${area} ${verb}: ${takes}. Add --help to see what it takes.`);
}

function inTermsOfFlags(error: unknown, command: CommandSpec): unknown {
  if (!(error instanceof IzaError) || !(error.cause instanceof z.ZodError)) return error;
  const problems = error.cause.issues.map((issue) => {
    const property = issue.path.map(String)[0];
    const flag = command.flags.find((candidate) => candidate.property === property);
    if (!flag) return issue.message;
    const missing = issue.code === 'invalid_type' && issue.input === undefined;
    const isPositional = command.positionals.includes(flag.property);
    const name = isPositional ? `<${flag.name}>` : `--${flag.name}`;
    return missing || (isPositional && issue.code === 'too_small') ? `${name} is missing` : `${name}: ${issue.message}`;
  });
  return new IzaError('bad-input', `Cannot run iza ${command.area} ${command.verb}: ${problems.join('; ')}. Add --help to see what it takes.`, { cause: error });
}
