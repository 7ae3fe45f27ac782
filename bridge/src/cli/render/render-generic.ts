import type { RenderContext } from './render-context.ts';
import { renderTextTable } from './text-table.ts';

/** Any result as a person can read it: fields in a column, lists of records as tables below. What a capability gets without a renderer of its own. */
export function renderGeneric(output: unknown, context: RenderContext): string {
  if (typeof output !== 'object' || output === null) return `${String(output)}\n`;
  const fields = Object.entries(output).filter(([, value]) => value !== undefined);
  const scalars = fields.filter(([, value]) => !isRecordList(value));
  const lists = fields.filter(([, value]) => isRecordList(value));
  const head = renderTextTable(
    scalars.map(([name, value]) => [context.style.dim(name), shown(value)]),
    context,
  );
  return head + lists.map(([name, value]) => `${context.style.dim(name)}\n${renderRecords(value as Record<string, unknown>[], context)}`).join('');
}

function renderRecords(records: readonly Record<string, unknown>[], context: RenderContext): string {
  if (records.length === 0) return '  none\n';
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return renderTextTable([names.map((name) => context.style.dim(name)), ...records.map((record) => names.map((name) => shown(record[name])))], context);
}

function isRecordList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) && value.length > 0;
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(4);
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\n', ' ');
}
