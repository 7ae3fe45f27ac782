import { didYouMean, IzaError } from '@iza/core/foundation';
import type { FlagSpec } from './command-spec.ts';

export interface ParsedArguments {
  /** By property, only what was given. Repeatable flags give arrays. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly words: readonly string[];
}

/**
 * Reads `--flag value`, `--flag=value`, `--switch`, `--no-switch`, `-h` and words, in any order; after `--` everything is a word.
 * A flag that may not be repeated keeps its last value.
 * @throws IzaError `bad-input` naming the flag and what it takes
 */
export function parseArguments(argv: readonly string[], flags: readonly FlagSpec[]): ParsedArguments {
  const values: Record<string, unknown> = {};
  const words: string[] = [];
  for (let position = 0; position < argv.length; position += 1) {
    const argument = argv[position];
    if (argument === '--') {
      words.push(...argv.slice(position + 1));
      break;
    }
    if (argument === '-h') {
      values['help'] = true;
      continue;
    }
    if (!argument.startsWith('--')) {
      words.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = argument.slice(2, equals < 0 ? undefined : equals);
    const inline = equals < 0 ? undefined : argument.slice(equals + 1);
    const negated = name.startsWith('no-') ? flags.find((flag) => flag.kind === 'boolean' && !flag.repeatable && flag.name === name.slice(3)) : undefined;
    const flag = flags.find((candidate) => candidate.name === name) ?? negated;
    if (!flag) throw unknownFlag(name, flags);
    if (flag.kind === 'boolean') {
      if (inline !== undefined && inline !== 'true' && inline !== 'false') throw badValue(flag, inline);
      if (negated && inline !== undefined) throw new IzaError('bad-input', `Cannot read --${name}=${inline}: --${name} takes no value.`);
      values[flag.property] = negated ? false : inline !== 'false';
      continue;
    }
    const text = inline ?? argv[position + 1];
    if (inline === undefined) {
      if (text === undefined || text.startsWith('--')) throw new IzaError('bad-input', `Cannot read --${name}: it needs ${valueHint(flag)}.`);
      position += 1;
    }
    if (flag.repeatable) values[flag.property] = [...((values[flag.property] as unknown[] | undefined) ?? []), ...readValues(flag, text)];
    else values[flag.property] = readValue(flag, text);
  }
  return { values, words };
}

/** The parts of one word; a name that holds the separator itself is written with a backslash before it. */
function readValues(flag: FlagSpec, text: string): unknown[] {
  if (flag.separator === undefined) return [readValue(flag, text)];
  return partsOf(text, flag.separator).map((part) => {
    if (part === '') throw new IzaError('bad-input', `Cannot read --${flag.name}: received "${text}", which has an empty part. Write ${placeholderOf(flag)}.`);
    return readValue(flag, part);
  });
}

/** @example partsOf('C3, C4', ',') gives ['C3', 'C4']; partsOf('a\\,b', ',') gives ['a,b'] */
function partsOf(text: string, separator: string): string[] {
  const parts = [''];
  for (let position = 0; position < text.length; position += 1) {
    const escaped = text[position] === '\\' && (text[position + 1] === separator || text[position + 1] === '\\');
    if (escaped) position += 1;
    if (!escaped && text[position] === separator) parts.push('');
    else parts[parts.length - 1] += text[position];
  }
  return parts.map((part) => part.trim());
}

/** What stands for a flag's value in help: `<number,number>`. */
export function placeholderOf({ kind, choices, separator, itemCount }: FlagSpec): string {
  const one = choices ? choices.join('|') : kind === 'text' ? 'text' : 'number';
  if (separator === undefined) return `<${one}>`;
  return itemCount === undefined ? `<${one}${separator}…>` : `<${Array.from({ length: itemCount }, () => one).join(separator)}>`;
}

function readValue(flag: FlagSpec, text: string): unknown {
  if (flag.choices && !flag.choices.includes(text)) throw badValue(flag, text);
  if (flag.kind !== 'number' && flag.kind !== 'integer') return text;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number) || (flag.kind === 'integer' && !Number.isInteger(number))) throw badValue(flag, text);
  if (number < (flag.minimum ?? -Infinity) || number > (flag.maximum ?? Infinity)) throw badValue(flag, text);
  return number;
}

function badValue(flag: FlagSpec, text: string): IzaError {
  return new IzaError('bad-input', `Cannot read --${flag.name}: received "${text}", expected ${valueHint(flag)}.`);
}

/** What a flag takes, in words: `a whole number from 1 to 100`. */
export function valueHint({ kind, choices, minimum, maximum }: FlagSpec): string {
  if (choices) return `one of ${choices.join(', ')}`;
  if (kind === 'boolean') return 'true or false';
  if (kind === 'text') return 'a value';
  const what = kind === 'integer' ? 'a whole number' : 'a number';
  if (minimum !== undefined && maximum !== undefined) return `${what} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${what}, at least ${minimum}`;
  return maximum === undefined ? what : `${what}, at most ${maximum}`;
}

function unknownFlag(name: string, flags: readonly FlagSpec[]): IzaError {
  const near = didYouMean(name, flags.flatMap((flag) => (flag.kind === 'boolean' ? [flag.name, `no-${flag.name}`] : [flag.name])));
  return new IzaError('bad-input', `Cannot read --${name}: there is no such option.${near ? ` Did you mean --${near}?` : ' Add --help to see them.'}`);
}
