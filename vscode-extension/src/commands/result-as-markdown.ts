/**
 * Any capability's output as a page to read: plain values as a list, lists of records as tables, long text as a block.
 * Derived from the data alone, so that a new capability needs no page of its own.
 */
export function resultAsMarkdown(title: string, output: unknown): string {
  return `# ${title}\n\n${renderValue(output, 2)}`;
}

function renderValue(value: unknown, level: number): string {
  if (Array.isArray(value)) return renderList(value);
  if (isRecord(value)) return renderRecord(value, level);
  return `${inline(value)}\n`;
}

function renderRecord(record: Readonly<Record<string, unknown>>, level: number): string {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  const facts = entries.filter(([, value]) => isShort(value)).map(([name, value]) => `- **${wordsOf(name)}**: ${inline(value, name)}`);
  const sections = entries
    .filter(([, value]) => !isShort(value))
    .map(([name, value]) => `${'#'.repeat(Math.min(level, 6))} ${wordsOf(name)}\n\n${typeof value === 'string' ? fenced(value) : renderValue(value, level + 1)}`);
  return [facts.length > 0 ? `${facts.join('\n')}\n` : '', ...sections].filter(Boolean).join('\n');
}

function renderList(values: readonly unknown[]): string {
  if (values.length === 0) return 'none\n';
  if (!values.every(isRecord)) return `${values.map((value) => `- ${inline(value)}`).join('\n')}\n`;
  const names = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const rows = values.map((value) => `| ${names.map((name) => inline(value[name], name)).join(' | ')} |`);
  return [`| ${names.map(wordsOf).join(' | ')} |`, `|${names.map(() => ' --- ').join('|')}|`, ...rows, ''].join('\n');
}

function isShort(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\n') && value.length <= 200;
  if (Array.isArray(value)) return value.length <= 12 && value.every((item) => typeof item !== 'object' && isShort(item));
  return typeof value !== 'object' || value === null;
}

/** One line, with nothing in it that Markdown would take for markup. A number is read by the unit that its name carries. */
function inline(value: unknown, name = ''): string {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'number') return numberAsText(value, name);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((item) => inline(item)).join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/\s+/g, ' ').trim().replace(/[\\`*_{}[\]<>|#~$!]/g, '\\$&');
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}

function numberAsText(value: number, name: string): string {
  const rounded = (number: number): string => (Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(4))));
  if (name.endsWith('Bytes')) return value < 1e6 ? `${rounded(value / 1e3)} kB` : `${rounded(value / 1e6)} MB`;
  // Durations are short; what lies this far from zero is a moment.
  if (name.endsWith('Ms')) return value > 1e11 ? new Date(value).toLocaleString() : `${rounded(value)} ms`;
  return rounded(value);
}

/** `lastSyncMs` → `Last sync` */
function wordsOf(name: string): string {
  const words = name.replace(/(?<=[a-z0-9])(?:Ms|Bytes)$/, '').replace(/(?<=[a-z0-9])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
