import type { JsonValue } from '../../foundation/index.ts';
import type { LineIndex } from './line-index.ts';

export interface PlainYaml {
  readonly properties: ReadonlyMap<string, JsonValue>;
  /** False when some line needs a YAML parser; the others are kept, to be used when even the parser gives up. */
  readonly complete: boolean;
}

const pairLine = /^([A-Za-z_][\w -]{0,63}):(?: +(\S.*))?$/;
const itemLine = /^( {0,8})-(?: +(\S.*))?$/;

/**
 * Reads `key: value`, `key: [a, b]` and `key:` with lines of `- item` below: the form nearly all notes have, a hundred times faster
 * than a YAML parser. What it calls complete means the same to one.
 */
export function readPlainYaml(text: string, lines: LineIndex, { fromLine, toLine }: { fromLine: number; toLine: number }): PlainYaml {
  const properties = new Map<string, JsonValue>();
  let complete = true;
  let key = '';
  /** The list that the lines below may fill, and the column of its dashes. */
  let list: JsonValue[] | undefined;
  let listIndent = -1;
  for (let line = fromLine; line < toLine; line++) {
    const content = text.slice(lines.starts[line], lines.ends[line]).trimEnd();
    if (content === '') continue;
    const pair = pairLine.exec(content);
    const item = pair ? null : itemLine.exec(content);
    const value = pair || item ? plainValue(pair?.[2] ?? item?.[2] ?? '') : undefined;
    if (pair && value !== undefined && pair[1] !== undefined) {
      key = pair[1];
      if (key.endsWith(' ') || /^null$/i.test(key)) complete = false;
      list = pair[2] === undefined ? [] : undefined;
      listIndent = -1;
      properties.set(key.trimEnd(), value);
    } else if (item && value !== undefined && list) {
      const indent = item[1]?.length ?? 0;
      if (listIndent !== -1 && indent !== listIndent) complete = false;
      listIndent = indent;
      list.push(value);
      properties.set(key.trimEnd(), list);
    } else complete = false;
  }
  return { properties, complete };
}

/** A scalar or one-line list; `undefined` when it takes a parser to know what it means. */
function plainValue(written: string): JsonValue | undefined {
  if (written.startsWith('[') && written.endsWith(']')) return plainList(written.slice(1, -1));
  return plainScalar(written);
}

function plainList(written: string): JsonValue[] | undefined {
  if (written.trim() === '') return [];
  const items: JsonValue[] = [];
  for (const part of written.split(',')) {
    const value = /[[\]{}]/.test(part) ? undefined : plainScalar(part.trim());
    if (value === undefined || value === null) return undefined;
    items.push(value);
  }
  return items;
}

const wholeNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
/** Other spellings of numbers, booleans and nothing: octal, hexadecimal, exponents, `.inf`, `TRUE`. */
const otherLiteral = /^(?:[-+.]?[\d.][\da-fxo_+.]*|[-+]?[\d.]+e[-+]?\d+|[-+]?\.(?:inf|nan)|true|false|null)$/i;
/** Characters that a plain scalar cannot begin with, and what ends one inside: `: `, ` #`. */
const notPlain = /^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#/;
/** Tabs, control characters and unusual line ends are left to the parser. */
const unusual = /[\p{Cc}\u2028\u2029\ufeff]/u;

function plainScalar(written: string): JsonValue | undefined {
  if (written === '' || written === '~' || written === 'null') return null;
  if (written === 'true' || written === 'false') return written === 'true';
  if (wholeNumber.test(written)) return Number(written);
  const quote = written[0];
  if (quote === '"' || quote === "'") {
    const inner = written.slice(1, -1);
    const simple = written.length > 1 && written.endsWith(quote) && !inner.includes(quote) && !inner.includes('\\') && !unusual.test(inner);
    return simple ? inner : undefined;
  }
  return notPlain.test(written) || unusual.test(written) || otherLiteral.test(written) || written === '---' || written === '...' ? undefined : written;
}
