import { svgDocument, svgText, shortNumber as n, textWidthPx } from './svg-document.ts';
import type { ChartTheme } from './chart-theme.ts';

/** A circuit laid out on a grid: wires are rows, columns are moments. */
export interface CircuitDrawing {
  readonly title: string;
  readonly wires: readonly DrawnWire[];
  readonly columnCount: number;
  readonly items: readonly DrawnItem[];
  /** Stretches that run under a condition or again and again. */
  readonly groups: readonly DrawnGroup[];
}

export interface DrawnWire {
  readonly label: string;
  readonly kind: 'qubit' | 'bits';
}

export interface DrawnItem {
  readonly column: number;
  readonly kind: 'gate' | 'flip' | 'swap' | 'phase' | 'measure' | 'reset' | 'barrier' | 'note';
  /** `H`, `Rx`; of a note, the whole text. */
  readonly label: string;
  /** Angles, below the label. */
  readonly detail: string;
  /** Qubit wires that it acts on, the first of several marked 0. */
  readonly targets: readonly number[];
  readonly controls: readonly { readonly wire: number; readonly value: 0 | 1 }[];
  /** The classical wire that a measurement writes to, and which bit of it. */
  readonly bit?: { readonly wire: number; readonly label: string };
}

export interface DrawnGroup {
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly label: string;
  /** How deep it lies in other groups. */
  readonly depth: number;
}

export interface CircuitSvgOptions {
  readonly theme: ChartTheme;
  /** Wider circuits go on in the next row. */
  readonly maxWidthPx?: number;
}

const WIRE_GAP = 44;
const BOX_HEIGHT = 30;
const MARGIN = 12;
const GROUP_HEAD = 18;
const LABEL_SIZE = 13;
const DETAIL_SIZE = 9;
const GROUP_LABEL_SIZE = 10;

interface Row {
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** A circuit as SVG. Every gate, control, condition and measurement is written out for a screen reader too. */
export function circuitSvg(drawing: CircuitDrawing, { theme, maxWidthPx = 900 }: CircuitSvgOptions): string {
  const { wires, items, groups } = drawing;
  const widths = columnWidths(drawing);
  const labelWidth = Math.max(24, ...wires.map(({ label }) => textWidthPx(label, LABEL_SIZE))) + 14;
  const rows = wrapColumns(widths, Math.max(120, maxWidthPx - labelWidth - 2 * MARGIN - 16));
  const groupDepth = groups.reduce((depth, group) => Math.max(depth, group.depth + 1), 0);
  const rowHeight = wires.length * WIRE_GAP + groupDepth * GROUP_HEAD + 14;
  const rowWidth = (row: Row): number => widths.slice(row.firstColumn, row.lastColumn + 1).reduce((sum, width) => sum + width, 0);
  const widthPx = Math.ceil(labelWidth + 2 * MARGIN + 16 + Math.max(40, ...rows.map(rowWidth)));
  const heightPx = Math.ceil(rows.length * rowHeight + 2 * MARGIN);
  const body = rows
    .map((row, index) => {
      const top = MARGIN + index * rowHeight + groupDepth * GROUP_HEAD;
      const left = MARGIN + labelWidth;
      const xOf = (column: number): number => left + widths.slice(row.firstColumn, column).reduce((sum, width) => sum + width, 0) + widths[column] / 2;
      const yOf = (wire: number): number => top + wire * WIRE_GAP + WIRE_GAP / 2;
      const place: Place = { xOf, yOf, widths, bottom: yOf(wires.length - 1) + 8, top: yOf(0) - 20 };
      const end = left + rowWidth(row) + 8;
      const lines = wires.map((wire, number) => wireSvg(wire, { left: MARGIN, start: left, end, y: yOf(number) })).join('');
      const frames = groups.map((group) => groupSvg(group, row, place)).join('');
      const drawn = items.filter(({ column }) => column >= row.firstColumn && column <= row.lastColumn).map((item) => itemSvg(item, place)).join('');
      return lines + frames + drawn;
    })
    .join('');
  return svgDocument(body, { widthPx, heightPx, title: drawing.title, description: describeCircuit(drawing), theme });
}

interface Place {
  readonly xOf: (column: number) => number;
  readonly yOf: (wire: number) => number;
  readonly widths: readonly number[];
  readonly top: number;
  readonly bottom: number;
}

function columnWidths({ columnCount, items, groups }: CircuitDrawing): number[] {
  const widths = Array.from({ length: columnCount }, () => 40);
  for (const item of items) widths[item.column] = Math.max(widths[item.column], boxWidth(item) + 12);
  for (const { firstColumn, lastColumn, label } of groups) {
    const width = widths.slice(firstColumn, lastColumn + 1).reduce((sum, own) => sum + own, 0);
    widths[lastColumn] += Math.max(0, textWidthPx(label, GROUP_LABEL_SIZE) + 14 - width);
  }
  return widths;
}

function boxWidth({ kind, label, detail, targets }: DrawnItem): number {
  if (kind === 'note') return textWidthPx(label, DETAIL_SIZE) + 8;
  if (kind === 'flip' || kind === 'swap' || kind === 'barrier') return 22;
  const mark = targets.length > 1 ? 14 : 0;
  return Math.max(30, textWidthPx(label, LABEL_SIZE) + 12 + mark, textWidthPx(detail, DETAIL_SIZE) + 8 + mark);
}

function wrapColumns(widths: readonly number[], maxWidth: number): Row[] {
  const rows: Row[] = [];
  let firstColumn = 0;
  let width = 0;
  for (const [column, own] of widths.entries()) {
    if (column > firstColumn && width + own > maxWidth) {
      rows.push({ firstColumn, lastColumn: column - 1 });
      firstColumn = column;
      width = 0;
    }
    width += own;
  }
  rows.push({ firstColumn, lastColumn: Math.max(firstColumn, widths.length - 1) });
  return widths.length === 0 ? [{ firstColumn: 0, lastColumn: -1 }] : rows;
}

function wireSvg({ label, kind }: DrawnWire, { left, start, end, y }: { left: number; start: number; end: number; y: number }): string {
  const line = (offset: number): string => `<path class="axis" d="M${n(start)} ${n(y + offset)}H${n(end)}"/>`;
  return svgText(label, { x: left, y: y + 4, sizePx: LABEL_SIZE }) + (kind === 'qubit' ? line(0) : line(-1.5) + line(1.5));
}

function groupSvg({ firstColumn, lastColumn, label, depth }: DrawnGroup, row: Row, { xOf, widths, top, bottom }: Place): string {
  const from = Math.max(firstColumn, row.firstColumn);
  const to = Math.min(lastColumn, row.lastColumn);
  if (from > to) return '';
  const x = xOf(from) - widths[from] / 2 + 2 + depth * 2;
  const width = xOf(to) + widths[to] / 2 - 2 - depth * 2 - x;
  const y = top - 6 - GROUP_HEAD * 0.4 + depth * 3;
  return `<rect class="axis" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(bottom - y - depth * 3)}" rx="4" stroke-dasharray="4 3"/>` + svgText(label, { x: x + 4, y: y - 4, sizePx: GROUP_LABEL_SIZE, className: 'faint' });
}

function itemSvg(item: DrawnItem, place: Place): string {
  const x = place.xOf(item.column);
  const { yOf } = place;
  const wires = [...item.targets, ...item.controls.map(({ wire }) => wire)];
  const [from, to] = [Math.min(...wires), Math.max(...wires)];
  const link = item.controls.length > 0 || item.kind === 'swap' ? `<path class="outline" d="M${n(x)} ${n(yOf(from))}V${n(yOf(to))}"/>` : '';
  const dots = item.controls.map(({ wire, value }) => `<circle class="${value === 1 ? 'dot' : 'box'}" cx="${n(x)}" cy="${n(yOf(wire))}" r="4.5"/>`).join('');
  return link + symbolSvg(item, x, place) + dots;
}

function symbolSvg(item: DrawnItem, x: number, { yOf, top, bottom }: Place): string {
  const [first] = item.targets;
  switch (item.kind) {
    case 'barrier':
      return item.targets.map((wire) => `<path class="axis" stroke-dasharray="3 3" d="M${n(x)} ${n(yOf(wire) - WIRE_GAP / 2 + 2)}v${WIRE_GAP - 4}"/>`).join('');
    case 'flip':
      return `<circle class="box" cx="${n(x)}" cy="${n(yOf(first))}" r="10"/><path class="outline" d="M${n(x - 10)} ${n(yOf(first))}h20M${n(x)} ${n(yOf(first) - 10)}v20"/>`;
    case 'swap':
      return item.targets.map((wire) => `<path class="outline" d="M${n(x - 6)} ${n(yOf(wire) - 6)}l12 12m0 -12l-12 12"/>`).join('');
    case 'phase':
      return `<circle class="dot" cx="${n(x)}" cy="${n(yOf(first))}" r="4.5"/>` + svgText(item.detail, { x: x + 6, y: yOf(first) - 6, sizePx: DETAIL_SIZE });
    case 'note':
      return svgText(item.label, { x, y: (top + bottom) / 2, sizePx: DETAIL_SIZE, anchor: 'middle', className: 'faint' });
    case 'measure': {
      const y = yOf(first);
      const meter = `<rect class="box" x="${n(x - 15)}" y="${n(y - 15)}" width="30" height="30" rx="3"/><path class="outline" d="M${n(x - 9)} ${n(y + 6)}a9 9 0 0 1 18 0M${n(x)} ${n(y + 6)}l7 -12"/>`;
      if (!item.bit) return meter;
      const end = yOf(item.bit.wire) - 4;
      return `<path class="outline" d="M${n(x - 1.5)} ${n(y + 15)}V${n(end)}M${n(x + 1.5)} ${n(y + 15)}V${n(end)}"/>${meter}<path class="dot" d="M${n(x - 5)} ${n(end - 5)}h10l-5 8z"/>` + svgText(item.bit.label, { x: x + 7, y: end + 15, sizePx: DETAIL_SIZE });
    }
    case 'reset':
    case 'gate':
      return boxSvg(item, x, yOf);
  }
}

function boxSvg(item: DrawnItem, x: number, yOf: (wire: number) => number): string {
  const width = boxWidth(item);
  const y = yOf(Math.min(...item.targets)) - BOX_HEIGHT / 2;
  const height = yOf(Math.max(...item.targets)) + BOX_HEIGHT / 2 - y;
  const isMany = item.targets.length > 1;
  const middle = y + height / 2;
  const text = item.detail === '' ? svgText(item.label, { x, y: middle + 4.5, sizePx: LABEL_SIZE, anchor: 'middle' }) : svgText(item.label, { x, y: middle - 1, sizePx: LABEL_SIZE, anchor: 'middle' }) + svgText(item.detail, { x, y: middle + 10.5, sizePx: DETAIL_SIZE, anchor: 'middle' });
  const marks = isMany ? item.targets.map((wire, index) => svgText(String(index), { x: x - width / 2 + 3, y: yOf(wire) + 3, sizePx: DETAIL_SIZE, className: 'faint' })).join('') : '';
  return `<rect class="box" x="${n(x - width / 2)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="3"/>${text}${marks}`;
}

/** The circuit in words, for those who cannot see it. */
function describeCircuit({ wires, items }: CircuitDrawing): string {
  const parts = items
    .filter(({ kind }) => kind !== 'barrier')
    .slice(0, 200)
    .map(({ kind, label, detail, targets, controls, bit }) => {
      const on = targets.map((wire) => wires[wire].label).join(', ');
      const under = controls.length > 0 ? ` where ${controls.map(({ wire, value }) => `${wires[wire].label} is ${value}`).join(' and ')}` : '';
      return `${kind === 'measure' ? 'measure' : `${label}${detail === '' ? '' : ` ${detail}`}`} ${on}${under}${bit ? ` into ${wires[bit.wire].label} ${bit.label}` : ''}`;
    });
  const rest = items.length > 200 ? ` … and ${items.length - 200} more` : '';
  return `${wires.filter(({ kind }) => kind === 'qubit').length} qubits. ${parts.join('; ')}${rest}`;
}
