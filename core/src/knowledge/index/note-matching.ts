import type { JsonValue } from '../../foundation/index.ts';

/** What exclusions and filters look at. */
export interface MatchedNote {
  readonly path: string;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, JsonValue>>;
}

/** `folder` without slashes at its ends; the empty one holds everything. */
export function isInFolder(path: string, folder: string): boolean {
  const wanted = folder.normalize('NFC').replace(/^\/+|\/+$/g, '');
  return wanted === '' || path === wanted || path.startsWith(`${wanted}/`);
}

/** Tags are compared as Obsidian does: in any case, and `project` also matches `project/iza`. */
export function hasTag(tags: readonly string[], wanted: string): boolean {
  const tag = wanted.replace(/^#/, '').replace(/\/+$/, '').toLowerCase();
  return tags.some((candidate) => {
    const lower = candidate.toLowerCase();
    return lower === tag || lower.startsWith(`${tag}/`);
  });
}

/** The values a note has for a property, in any case of its name; a list's items one by one. `undefined` when it has no such property. */
export function propertyValues(properties: Readonly<Record<string, JsonValue>>, name: string): readonly JsonValue[] | undefined {
  const wanted = name.toLowerCase();
  const key = Object.hasOwn(properties, name) ? name : Object.keys(properties).find((candidate) => candidate.toLowerCase() === wanted);
  if (key === undefined) return undefined;
  const value = properties[key];
  return Array.isArray(value) ? value : [value];
}

/** Whether a property equals the value or, where it is a list, contains it. */
export function hasProperty(properties: Readonly<Record<string, JsonValue>>, name: string, wanted: JsonValue): boolean {
  const values = propertyValues(properties, name);
  if (!values) return false;
  const text = comparable(wanted);
  return comparable(values as JsonValue[]) === text || values.some((value) => comparable(value) === text);
}

/** A person writes `done=true` and `year=2024`: values are compared as they are written, in any case. */
function comparable(value: JsonValue): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return text.normalize('NFC').trim().toLowerCase();
}
