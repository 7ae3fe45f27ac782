import { IzaError } from '@iza/core/foundation';
import type { z } from 'zod';
import type { ConfigKey } from './config-keys.ts';

interface ProblemContext {
  readonly keys: readonly ConfigKey[];
  readonly origins: Readonly<Record<string, string>>;
  readonly file: string | undefined;
  readonly raw: unknown;
}

/** An error that names the key, where it was set, what was received, and what to do. A secret's value is never in it. */
export function configProblem(issues: readonly z.core.$ZodIssue[], context: ProblemContext): IzaError {
  const lines = issues.flatMap((issue) => describeIssue(issue, context));
  return new IzaError('bad-config', lines.join('\n'));
}

function describeIssue(issue: z.core.$ZodIssue, { keys, origins, file, raw }: ProblemContext): string[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => {
      const key = [...path, name].join('.');
      const nearest = keys.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase() || candidate.key.endsWith(`.${name}`))?.key;
      const hint = looksSecret(name)
        ? `Secrets are not read from files: set ${keys.filter(({ secret }) => secret).flatMap(({ environment }) => environment).join(' or ')} in the environment.`
        : nearest
          ? `Did you mean "${nearest}"?`
          : 'See every key with `iza config keys`.';
      return `Cannot use "${key}" in ${file ?? 'the config'}: there is no such key. ${hint}`;
    });
  }
  const known = keys.find(({ key }) => path.join('.') === key || path.join('.').startsWith(`${key}.`));
  const key = known?.key ?? path.join('.');
  const origin = origins[key] ?? file ?? 'the config';
  const fix = known?.choices ? `Use one of: ${known.choices.join(', ')}.` : `${issue.message}.`;
  const where = /^[A-Z_]+$/.test(origin) ? `Correct the variable ${origin}, or unset it.` : `Correct it in ${origin}.`;
  return [`Cannot use ${key} from ${origin}: received ${shown(valueAt(raw, path))}. ${fix} ${where}`];
}

function valueAt(raw: unknown, path: readonly string[]): unknown {
  let value: unknown = raw;
  for (const name of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function looksSecret(name: string): boolean {
  return /key|token|secret|password/i.test(name);
}
