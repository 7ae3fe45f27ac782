import type { JsonValue } from '../../foundation/index.ts';

const maxDepth = 32;

/** A parsed YAML or JSON value as plain JSON: dates and odd numbers become strings, cycles and deep nesting are cut to `null`. */
export function toJsonValue(value: unknown, depth = 0): JsonValue {
  if (value === null || value === undefined || depth > maxDepth) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toJsonValue(item, depth + 1));
  if (typeof value !== 'object') return null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJsonValue(item, depth + 1)]));
}
