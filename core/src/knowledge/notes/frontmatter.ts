import { parseDocument } from 'yaml';
import type { JsonValue } from '../../foundation/index.ts';
import { toJsonValue } from './json-value.ts';
import type { LineIndex } from './line-index.ts';
import { readPlainYaml } from './plain-yaml.ts';

/** The properties that open a note, between two lines of `---`. */
export interface Frontmatter {
  readonly properties: Readonly<Record<string, JsonValue>>;
  /** The first line after it, from 0. */
  readonly bodyLine: number;
  /** Offset of the closing `---`. */
  readonly end: number;
  readonly warnings: readonly string[];
}

/** A longer one is no list of properties; the bound keeps a hostile note from holding up the index. */
const maxYamlLength = 64 * 1024;

/** Reads the frontmatter, `undefined` when the note has none. Malformed YAML gives a warning and what its plain lines say. */
export function readFrontmatter(text: string, lines: LineIndex): Frontmatter | undefined {
  if (!isFence(text, lines, 0)) return undefined;
  let closing = 1;
  while (closing < lines.starts.length && !isFence(text, lines, closing)) closing++;
  if (closing === lines.starts.length) return undefined;
  const plain = readPlainYaml(text, lines, { fromLine: 1, toLine: closing });
  const end = lines.starts[closing] ?? 0;
  const found = { bodyLine: closing + 1, end };
  if (plain.complete) return { ...found, properties: Object.fromEntries(plain.properties), warnings: [] };
  const yaml = text.slice(lines.starts[1], end).replaceAll(/\r\n?/g, '\n');
  const parsed = yaml.length > maxYamlLength ? `it is longer than ${maxYamlLength / 1024} kB` : parseYaml(yaml);
  if (typeof parsed !== 'string') return { ...found, properties: parsed, warnings: [] };
  return { ...found, properties: Object.fromEntries(plain.properties), warnings: [`The properties at the top cannot be read as YAML: ${parsed}. Only their plain lines are used.`] };
}

function isFence(text: string, lines: LineIndex, line: number): boolean {
  const start = lines.starts[line] ?? 0;
  return text.startsWith('---', start) && text.slice(start + 3, lines.ends[line]).trim() === '';
}

/** The properties, or what is wrong with the YAML. */
function parseYaml(yaml: string): Readonly<Record<string, JsonValue>> | string {
  try {
    const document = parseDocument(yaml, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
    const [error] = document.errors;
    if (error) return error.message;
    const value = toJsonValue(document.toJS());
    if (value === null) return {};
    return typeof value === 'object' && !Array.isArray(value) ? value : 'they are not a list of "key: value"';
  } catch (error) {
    // reason: the parser throws on aliases without end and overflows on nesting without end
    return error instanceof Error ? error.message : String(error);
  }
}
