import type { JsonValue } from '../../foundation/index.ts';

type Properties = Readonly<Record<string, JsonValue>>;

/** Tags of the frontmatter: `tags` or `tag`, a list or a string parted by commas or white space, with or without `#`. */
export function tagsOfProperties(properties: Properties): string[] {
  return textsOf(properties, ['tags', 'tag'], /[,\s]+/).map((tag) => tag.replace(/^#+/, '').replace(/\/+$/, '')).filter((tag) => tag !== '');
}

/** Other names of the note: `aliases` or `alias`, a list or a string parted by commas. */
export function aliasesOfProperties(properties: Properties): string[] {
  return [...new Set(textsOf(properties, ['aliases', 'alias'], /\s*,\s*/))];
}

function textsOf(properties: Properties, names: readonly string[], separator: RegExp): string[] {
  const texts: string[] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (!names.includes(name.toLowerCase())) continue;
    const values = Array.isArray(value) ? value : typeof value === 'string' ? value.split(separator) : [value];
    for (const item of values) {
      if (typeof item === 'string' || typeof item === 'number') texts.push(String(item).trim());
    }
  }
  return texts.filter((text) => text !== '');
}

/** The frontmatter's `title`, `undefined` without one. */
export function titleOfProperties(properties: Properties): string | undefined {
  const { title } = properties;
  const text = typeof title === 'string' || typeof title === 'number' ? String(title).trim() : '';
  return text === '' ? undefined : text;
}
