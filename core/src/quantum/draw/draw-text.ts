import type { CircuitDrawing, DrawnItem } from '../../charts/index.ts';

export interface DrawTextOptions {
  /** Wider circuits go on below. */
  readonly columnCount: number;
}

/** A circuit in characters: a line a wire, with the links between wires on lines of their own. */
export function drawText(drawing: CircuitDrawing, { columnCount }: DrawTextOptions): string {
  const { wires, items, groups } = drawing;
  const labelWidth = Math.max(...wires.map(({ label }) => label.length), 1);
  const widths = Array.from({ length: drawing.columnCount }, (_, column) => Math.max(1, ...items.filter((item) => item.column === column).map((item) => Math.max(...item.targets.map((_target, index) => symbolOf(item, index).length), (item.bit?.label.length ?? 0) + 1))) + 2);
  const rows: number[][] = [[]];
  let used = 0;
  for (const [column, width] of widths.entries()) {
    if (used + width > columnCount - labelWidth - 2 && used > 0) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(column);
    used += width;
  }
  return rows.map((columns) => drawRow(drawing, { columns, widths, labelWidth }).concat(groupLines(groups, columns)).join('\n')).join('\n\n') + '\n';
}

interface RowOptions {
  readonly columns: readonly number[];
  readonly widths: readonly number[];
  readonly labelWidth: number;
}

function drawRow({ wires, items }: CircuitDrawing, { columns, widths, labelWidth }: RowOptions): string[] {
  const lines: string[] = [];
  for (const [wire, { label, kind }] of wires.entries()) {
    const rail = kind === 'qubit' ? '─' : '═';
    let line = `${label.padStart(labelWidth)} ${rail}`;
    let below = ' '.repeat(labelWidth + 2);
    for (const column of columns) {
      const here = items.filter((item) => item.column === column && spans(item, wire));
      const item = here.find((candidate) => touches(candidate, wire)) ?? here[0];
      line += centred(item ? cellOf(item, wire, rail) : rail, widths[column], rail);
      const link = items.find((candidate) => candidate.column === column && spans(candidate, wire) && spans(candidate, wire + 1));
      below += centred(link ? linkOf(link, wire) : ' ', widths[column], ' ');
    }
    lines.push(line);
    if (wire < wires.length - 1 && below.trim() !== '') lines.push(below.trimEnd());
  }
  return lines;
}

function extent(item: DrawnItem): [number, number] {
  const all = [...item.targets, ...item.controls.map(({ wire }) => wire), ...(item.bit ? [item.bit.wire] : [])];
  return [Math.min(...all), Math.max(...all)];
}

function spans(item: DrawnItem, wire: number): boolean {
  if (item.kind === 'barrier') return item.targets.includes(wire);
  const [from, to] = extent(item);
  return wire >= from && wire <= to;
}

function touches(item: DrawnItem, wire: number): boolean {
  return item.targets.includes(wire) || item.controls.some((control) => control.wire === wire) || item.bit?.wire === wire;
}

function cellOf(item: DrawnItem, wire: number, rail: string): string {
  if (item.bit?.wire === wire) return `╩${item.bit.label}`;
  const control = item.controls.find((candidate) => candidate.wire === wire);
  if (control) return control.value === 1 ? '●' : '○';
  const index = item.targets.indexOf(wire);
  if (index >= 0) return symbolOf(item, index);
  return item.bit && wire > item.targets[0] ? '╫' : rail === '═' ? '╪' : '┼';
}

function symbolOf({ kind, label, detail, targets }: DrawnItem, index: number): string {
  switch (kind) {
    case 'flip':
      return '⊕';
    case 'swap':
      return '╳';
    case 'barrier':
      return '░';
    case 'phase':
      return detail === '' ? '●' : `●${detail}`;
    case 'note':
      return `{${label}}`;
    case 'measure':
      return 'M';
    default: {
      const whole = detail === '' ? label : `${label}(${detail})`;
      return targets.length > 1 ? `[${index}:${whole}]` : whole;
    }
  }
}

function linkOf(item: DrawnItem, wire: number): string {
  if (item.kind === 'barrier') return '░';
  return item.bit && wire >= item.targets[0] ? '║' : '│';
}

function centred(text: string, width: number, fill: string): string {
  const left = Math.floor((width - text.length) / 2);
  return fill.repeat(Math.max(0, left)) + text + fill.repeat(Math.max(0, width - text.length - left));
}

function groupLines(groups: CircuitDrawing['groups'], columns: readonly number[]): string[] {
  const [first, last] = [columns[0] ?? 0, columns.at(-1) ?? -1];
  return groups.filter(({ firstColumn, lastColumn }) => firstColumn <= last && lastColumn >= first).map(({ firstColumn, lastColumn, label }) => `  steps ${firstColumn + 1} to ${lastColumn + 1}: ${label}`);
}
