import type { ChartTheme } from './chart-theme.ts';
import { colourBar } from './colour-bar.ts';
import { colourAt } from './colour-scale.ts';
import { plotFrame } from './plot-frame.ts';
import { shortNumber, svgDocument, svgText } from './svg-document.ts';
import { measureText } from './ticks.ts';

export interface SpectrogramChartOptions {
  readonly title: string;
  /** Middle of each window, ascending in even steps. */
  readonly timesSeconds: ArrayLike<number>;
  readonly frequenciesHz: ArrayLike<number>;
  /** [time][frequency], power a hertz; NaN where lost. */
  readonly density: readonly ArrayLike<number>[];
  readonly unit?: string;
  readonly highHz?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly theme?: ChartTheme;
}

/** Cells at most, and colours: what keeps the picture under a hundred kilobytes. */
const MAX_COLUMNS = 160;
const MAX_ROWS = 48;
const COLOUR_COUNT = 24;

/** Power over time and frequency, in decibels; what is lost stays empty. */
export function spectrogramChart(options: SpectrogramChartOptions): string {
  const { title, timesSeconds, frequenciesHz, density, unit = 'µV²/Hz', widthPx = 820, heightPx = 340, theme = 'auto' } = options;
  if (timesSeconds.length === 0 || frequenciesHz.length === 0) throw new RangeError(`Cannot draw the spectrogram "${title}": it has no cell`);
  if (density.length !== timesSeconds.length) throw new RangeError(`Cannot draw the spectrogram "${title}": ${density.length} spectra for ${timesSeconds.length} times`);
  const highHz = Math.min(options.highHz ?? Infinity, frequenciesHz[frequenciesHz.length - 1]);
  const rowCount = Math.max(1, Array.from(frequenciesHz).filter((frequency) => frequency <= highHz).length);
  const cells = gatherCells(density, rowCount);
  const shown = cells.flat().filter(Number.isFinite).sort((a, b) => a - b);
  // The extremes of a few cells would wash out all others.
  const low = shown[Math.floor(shown.length * 0.02)] ?? 0;
  const high = Math.max(low + 1, shown[Math.floor(shown.length * 0.995)] ?? 1);

  const stepSeconds = timesSeconds.length > 1 ? timesSeconds[1] - timesSeconds[0] : 1;
  const startSeconds = timesSeconds[0] - stepSeconds / 2;
  const endSeconds = timesSeconds[timesSeconds.length - 1] + stepSeconds / 2;
  const area = { leftPx: 66, topPx: 40, widthPx: widthPx - 66 - 110, heightPx: heightPx - 86 };
  const frame = plotFrame(area, { low: startSeconds, high: endSeconds, label: 'Time (s)' }, { low: 0, high: highHz, label: 'Frequency (Hz)' });
  const cellPx = area.widthPx / cells.length;
  const rowPx = area.heightPx / cells[0].length;
  const paths = Array.from({ length: COLOUR_COUNT }, () => '');
  for (let row = 0; row < cells[0].length; row += 1) {
    for (let column = 0; column < cells.length; ) {
      const level = levelOf(cells[column][row], low, high);
      let end = column + 1;
      while (end < cells.length && levelOf(cells[end][row], low, high) === level) end += 1;
      if (level !== undefined) paths[level] += `M${shortNumber(area.leftPx + column * cellPx)} ${shortNumber(area.topPx + area.heightPx - (row + 1) * rowPx)}h${shortNumber((end - column) * cellPx)}v${shortNumber(rowPx + 0.05)}h${shortNumber((column - end) * cellPx)}z`;
      column = end;
    }
  }
  const body = [
    svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    frame.svg,
    '<g shape-rendering="crispEdges">',
    ...paths.map((path, level) => (path === '' ? '' : `<path fill="${colourAt((level + 0.5) / COLOUR_COUNT, 'sequential')}" d="${path}"/>`)),
    '</g>',
    colourBar({ leftPx: area.leftPx + area.widthPx + 18, topPx: 62, heightPx: area.heightPx - 24, low, high, label: 'dB', scale: 'sequential' }),
  ].join('');
  const description = `Power (dB of ${unit}) from ${measureText(startSeconds)} to ${measureText(endSeconds)} s and 0 to ${measureText(highHz)} Hz, ${measureText(low)} to ${measureText(high)} dB.`;
  return svgDocument(body, { widthPx, heightPx, title, description, theme });
}

/** Decibels in [column][row], neighbours averaged where there are more than can be drawn. */
function gatherCells(density: readonly ArrayLike<number>[], rowCount: number): number[][] {
  const columns = Math.min(MAX_COLUMNS, density.length);
  const rows = Math.min(MAX_ROWS, rowCount);
  return Array.from({ length: columns }, (_, column) =>
    Array.from({ length: rows }, (_row, row) => {
      let sum = 0;
      let count = 0;
      for (let time = Math.floor((column * density.length) / columns); time < Math.floor(((column + 1) * density.length) / columns); time += 1) {
        for (let bin = Math.floor((row * rowCount) / rows); bin < Math.floor(((row + 1) * rowCount) / rows); bin += 1) {
          const value = density[time][bin];
          if (!(value > 0)) continue;
          sum += value;
          count += 1;
        }
      }
      return count === 0 ? Number.NaN : 10 * Math.log10(sum / count);
    }),
  );
}

function levelOf(decibels: number, low: number, high: number): number | undefined {
  if (!Number.isFinite(decibels)) return undefined;
  return Math.min(COLOUR_COUNT - 1, Math.max(0, Math.floor(((decibels - low) / (high - low)) * COLOUR_COUNT)));
}
