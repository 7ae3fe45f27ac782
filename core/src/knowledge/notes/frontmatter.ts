import { parseDocument } from 'yaml';
import type { JsonValue } from '../../foundation/index.ts';
import { toJsonValue } from './json-value.ts';
import type { LineIndex } from './line-index.ts';

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
const maxYamlLength = 256 * 1024;

/** Reads the frontmatter, `undefined` when the note has none. Malformed YAML gives a warning and what its plain lines say. */
export function readFrontmatter(text: string, lines: LineIndex): Frontmatter | undefined {
  if (!isFence(text, lines, 0)) return undefined;
  let closing = 1;
  while (closing < lines.starts.length && !isFence(text, lines, closing)) closing++;
  if (closing === lines.starts.length) return undefined;
  const plain = readPlainYaml(text, lines, closing);
  const end = lines.starts[closing] ?? 0;
  const found = { bodyLine: closing + 1, end };
  if (plain.complete) return { ...found, properties: Object.fromEntries(plain.properties), warnings: [] };
  const yaml = text.slice(lines.starts[1], end);
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

/**
 * Reads `key: value`, `key: [a, b]` and `key:` with a list of `- item` below, the form nearly all notes have, without a YAML parser.
 * `complete` is false as soon as a line needs one; the lines that were understood are kept for the malformed case.
 */
function readPlainYaml(text: string, lines: LineIndex, closing: number): { properties: Map<string, JsonValue>; complete: boolean } {
  const properties = new Map<string, JsonValue>();
  let complete = true;
  let key: string | undefined;
  for (let line = 1; line < closing; line++) {
    const content = text.slice(lines.starts[line], lines.ends[line]);
    const item = /^ {0,8}- +(\S.*)$/.exec(content)?.[1];
    if (content.trim() === '') continue;
    const pair = item === undefined ? /^([A-Za-z_][\w -]{0,63}):(?: +(\S.*))?$/.exec(content) : null;
    const scalar = plainValue((item ?? pair?.[2] ?? '').trimEnd());
    if (item !== undefined && key !== undefined && scalar !== undefined) {
      const list = properties.get(key);
      properties.set(key, Array.isArray(list) ? [...list, scalar] : [scalar]);
      if (list !== null && !Array.isArray(list)) complete = false;
    } else if (pair?.[1] !== undefined && scalar !== undefined) {
      key = pair[1].trimEnd();
      if (key !== pair[1]) complete = false;
      properties.set(key, scalar);
    } else complete = false;
  }
  return { properties, complete };
}

/** A scalar or one-line list that means the same in YAML; `undefined` when it takes a parser to know. */
function plainValue(written: string): JsonValue | undefined {
  if (written === '' || written === '~' || written === 'null') return null;
  if (written === 'true' || written === 'false') return written === 'true';
  if (/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(written)) return Number(written);
  const quote = written[0];
  if (quote === '"' || quote === "'") {
    const inner = written.slice(1, -1);
    return written.length > 1 && written.endsWith(quote) && !inner.includes(quote) && !inner.includes('\\') ? inner : undefined;
  }
  if (quote === '[' && written.endsWith(']')) return plainList(written.slice(1, -1));
  // a letter or a non-ASCII character begins it, and nothing in it means anything to YAML
  return /^[A-Za-z\u00aa-\uffff][^:#"'[\]{}\\]*$/.test(written) && !/^(?:yes|no|on|off|null|true|false|\.inf|\.nan)$/i.test(written) ? written : undefined;
}

function plainList(written: string): JsonValue[] | undefined {
  if (written.trim() === '') return [];
  const items: JsonValue[] = [];
  for (const part of written.split(',')) {
    const value = plainValue(part.trim());
    if (value === undefined || value === null || Array.isArray(value)) return undefined;
    items.push(value);
  }
  return items;
}
