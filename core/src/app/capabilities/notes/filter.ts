import type { SearchFilter } from '../../../knowledge/index.ts';
import { IzaError } from '../../../foundation/index.ts';

interface FilterInput {
  folder: string[];
  tag: string[];
  property: string[];
  after?: string | undefined;
  before?: string | undefined;
}

/** @throws IzaError `bad-input` for a date that is none */
export function searchFilterOf(input: FilterInput): SearchFilter {
  return {
    folders: input.folder.map((folder) => folder.replace(/\/+$/, '')),
    tags: input.tag.map((tag) => tag.replace(/^#/, '')),
    properties: Object.fromEntries(input.property.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()])),
    ...(input.after !== undefined && { modifiedAfterMs: dateMs('after', input.after) }),
    ...(input.before !== undefined && { modifiedBeforeMs: dateMs('before', input.before) }),
  };
}

function dateMs(name: string, value: string): number {
  // A bare day is local midnight: "2026-01-31" means the person's day, not UTC's.
  const ms = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value);
  if (Number.isNaN(ms)) throw new IzaError('bad-input', `Cannot read the date of "${name}": received "${value}". Write it as 2026-01-31.`);
  return ms;
}
