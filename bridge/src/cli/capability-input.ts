import { parseCapabilityInput, type Capability } from '@iza/core/app';
import { IzaError } from '@iza/core/foundation';
import { z } from 'zod';
import type { CommandSpec } from './command-spec.ts';
import type { ParsedArguments } from './parse-arguments.ts';

/**
 * The capability's input from the command line. Words without a flag are joined to the positional property, so that a
 * question needs no quotes; the word `-` stands for what comes through standard input.
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
  if (words.length > 0) {
    const { positional } = command;
    if (positional === undefined) throw new IzaError('bad-input', `Cannot run iza ${command.area} ${command.verb}: it takes no "${words.join(' ')}". Add --help to see what it takes.`);
    if (input[positional] !== undefined) throw new IzaError('bad-input', `Cannot run iza ${command.area} ${command.verb}: "${positional}" was given twice, as --${positional} and as "${words.join(' ')}".`);
    input[positional] = words.length === 1 && words[0] === '-' ? readStandardInput().trim() : words.join(' ');
  }
  try {
    parseCapabilityInput(capability, input);
  } catch (error) {
    throw inTermsOfFlags(error, command);
  }
  return input;
}

function inTermsOfFlags(error: unknown, command: CommandSpec): unknown {
  if (!(error instanceof IzaError) || !(error.cause instanceof z.ZodError)) return error;
  const problems = error.cause.issues.map((issue) => {
    const property = issue.path.map(String)[0];
    const flag = command.flags.find((candidate) => candidate.property === property);
    if (!flag) return issue.message;
    const missing = issue.code === 'invalid_type' && issue.input === undefined;
    const name = flag.property === command.positional ? `<${flag.name}>` : `--${flag.name}`;
    return missing || (flag.property === command.positional && issue.code === 'too_small') ? `${name} is missing` : `${name}: ${issue.message}`;
  });
  return new IzaError('bad-input', `Cannot run iza ${command.area} ${command.verb}: ${problems.join('; ')}. Add --help to see what it takes.`, { cause: error });
}
