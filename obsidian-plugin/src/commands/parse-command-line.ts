import type { CatalogField } from './capability-catalog.ts';

/**
 * The input of a capability from what a command line gives: everything is text there, and a flag alone is "true".
 * What cannot be read stays text, so that the capability's own schema says what was expected.
 */
export function parseCommandLine(fields: readonly CatalogField[], given: Readonly<Record<string, string>>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = given[name];
    if (text !== undefined) input[name] = valueOf(kind, text);
  }
  return input;
}

function valueOf(kind: CatalogField['kind'], text: string): unknown {
  switch (kind) {
    case 'toggle':
      return text === 'true' || (text === 'false' ? false : text);
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean);
    case 'text':
    case 'choice':
      return text;
  }
}
