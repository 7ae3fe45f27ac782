import type { ChartTheme } from './chart-theme.ts';
import { colourBar } from './colour-bar.ts';
import { colourAt, takesDarkText } from './colour-scale.ts';
import { shortNumber, svgDocument, svgText } from './svg-document.ts';
import { measureText } from './ticks.ts';

export interface DrawnMirrorCell {
  /** Qubits. */
  readonly width: number;
  /** Layers. */
  readonly depth: number;
  readonly polarisation: number;
  readonly standardError?: number | undefined;
}

export interface MirrorPlotOptions {
  readonly title: string;
  readonly cells: readonly DrawnMirrorCell[];
  readonly widthPx?: number;
  readonly theme?: ChartTheme;
}

const LEFT_PX = 66;
const TOP_PX = 58;
const RIGHT_PX = 110;

/** Polarisation over width and depth, each value in its square. @see Blume-Kohout, Young (2020), Quantum 4, 362 */
export function mirrorPlot({ title, cells, widthPx = 720, theme = 'auto' }: MirrorPlotOptions): string {
  if (cells.length === 0) throw new RangeError(`Cannot draw the mirror plot "${title}": it has no cell`);
  if (!cells.every(({ polarisation }) => Number.isFinite(polarisation))) throw new RangeError(`Cannot draw the mirror plot "${title}": a polarisation is no number`);
  const depths = sortedOnce(cells.map(({ depth }) => depth));
  const widths = sortedOnce(cells.map(({ width }) => width)).reverse();
  const columnPx = Math.min(90, (widthPx - LEFT_PX - RIGHT_PX) / depths.length);
  const rowPx = Math.min(56, Math.max(30, columnPx * 0.75));
  const gapPx = Math.min(3, columnPx * 0.08);
  const plotWidthPx = columnPx * depths.length;
  const plotHeightPx = rowPx * widths.length;
  const squares = cells.map(({ width, depth, polarisation, standardError }) => {
    const x = LEFT_PX + depths.indexOf(depth) * columnPx;
    const y = TOP_PX + widths.indexOf(width) * rowPx;
    const middle = x + columnPx / 2;
    const colour = colourAt(polarisation, 'sequential');
    const className = takesDarkText(colour) ? 'on-light' : 'on-dark';
    const hasError = standardError !== undefined && columnPx >= 48 && rowPx >= 34;
    const number = columnPx < 26 ? '' : svgText(polarisation.toFixed(columnPx < 36 ? 1 : 2), { x: middle, y: y + rowPx / 2 + (hasError ? -1 : 4), sizePx: 11, anchor: 'middle', className });
    const error = hasError ? svgText(`± ${standardError.toFixed(3)}`, { x: middle, y: y + rowPx / 2 + 12, sizePx: 9, anchor: 'middle', className }) : '';
    return `<rect fill="${colour}" x="${shortNumber(x + gapPx / 2)}" y="${shortNumber(y + gapPx / 2)}" width="${shortNumber(columnPx - gapPx)}" height="${shortNumber(rowPx - gapPx)}" rx="2"/>${number}${error}`;
  });
  const bottomPx = TOP_PX + plotHeightPx;
  const body = [
    svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    ...squares,
    ...depths.map((depth, index) => svgText(String(depth), { x: LEFT_PX + (index + 0.5) * columnPx, y: bottomPx + 16, anchor: 'middle', className: 'faint' })),
    ...widths.map((width, index) => svgText(String(width), { x: LEFT_PX - 8, y: TOP_PX + (index + 0.5) * rowPx + 4, anchor: 'end', className: 'faint' })),
    svgText('Depth (layers)', { x: LEFT_PX + plotWidthPx / 2, y: bottomPx + 34, anchor: 'middle' }),
    svgText('Width (qubits)', { x: 22, y: TOP_PX + plotHeightPx / 2, anchor: 'middle', rotate: -90 }),
    colourBar({ leftPx: LEFT_PX + plotWidthPx + 18, topPx: TOP_PX, heightPx: Math.max(plotHeightPx, 60), low: 0, high: 1, label: 'Polarisation', scale: 'sequential' }),
  ].join('');
  const told = cells.slice(0, 100).map(({ width, depth, polarisation }) => `${width} qubits and ${depth} layers ${measureText(polarisation)}`).join(', ');
  return svgDocument(body, { widthPx: Math.max(320, LEFT_PX + plotWidthPx + RIGHT_PX), heightPx: Math.max(bottomPx, TOP_PX + 60) + 46, title, description: `Effective polarisation of mirror circuits: ${told}${cells.length > 100 ? ', …' : ''}.`, theme });
}

function sortedOnce(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}
