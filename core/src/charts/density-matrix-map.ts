import type { ChartTheme } from './chart-theme.ts';
import { colourBar } from './colour-bar.ts';
import { colourAt, takesDarkText } from './colour-scale.ts';
import { shortNumber, svgDocument, svgText } from './svg-document.ts';
import { measureText } from './ticks.ts';

export interface DensityMatrixMapOptions {
  readonly title: string;
  /** Entry (row, column) at row + column · dimension; qubit 0 the least significant bit. */
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
  readonly widthPx?: number;
  readonly theme?: ChartTheme;
}

/** 64 rows and columns are as many as a person can tell apart. */
const MAX_QUBIT_COUNT = 6;
const TOP_PX = 66;

/** Real and imaginary part side by side, blue below and red above zero. */
export function densityMatrixMap({ title, re, im, widthPx = 720, theme = 'auto' }: DensityMatrixMapOptions): string {
  const qubitCount = Math.log2(re.length) / 2;
  if (!Number.isInteger(qubitCount) || im.length !== re.length) throw new RangeError(`Cannot draw the density matrix "${title}": ${re.length} real and ${im.length} imaginary parts are none of qubits`);
  if (qubitCount > MAX_QUBIT_COUNT) throw new RangeError(`Cannot draw the density matrix "${title}": it has ${qubitCount} qubits, at most ${MAX_QUBIT_COUNT} can be told apart`);
  const dimension = 2 ** qubitCount;
  const keyPx = dimension <= 16 ? 14 + qubitCount * 7 : 0;
  const sidePx = (widthPx - 2 * keyPx - 100) / 2;
  const cellPx = sidePx / dimension;
  const sizes = Array.from({ length: re.length }, (_, index) => Math.max(Math.abs(re[index]), Math.abs(im[index])));
  const high = Math.max(...sizes) || 1;
  if (!Number.isFinite(high)) throw new RangeError(`Cannot draw the density matrix "${title}": it has an entry that is no number`);
  const panel = (name: string, values: ArrayLike<number>, leftPx: number): string => {
    const cells = Array.from({ length: re.length }, (_, index) => {
      const x = leftPx + Math.floor(index / dimension) * cellPx;
      const y = TOP_PX + (index % dimension) * cellPx;
      const value = Math.round(values[index] * 1000) / 1000;
      const colour = colourAt(0.5 + values[index] / (2 * high), 'diverging');
      const number = dimension <= 8 && value !== 0 ? svgText(measureText(value), { x: x + cellPx / 2, y: y + cellPx / 2 + 4, sizePx: dimension <= 4 ? 11 : 9, anchor: 'middle', className: takesDarkText(colour) ? 'on-light' : 'on-dark' }) : '';
      return `<rect fill="${colour}" x="${shortNumber(x)}" y="${shortNumber(y)}" width="${shortNumber(cellPx + 0.3)}" height="${shortNumber(cellPx + 0.3)}"/>${number}`;
    });
    const keys = keyPx === 0 ? [] : Array.from({ length: dimension }, (_, index) => svgText(index.toString(2).padStart(Math.max(1, qubitCount), '0'), { x: leftPx - 5, y: TOP_PX + (index + 0.5) * cellPx + 4, sizePx: 10, anchor: 'end', className: 'faint' }));
    return `${svgText(name, { x: leftPx, y: TOP_PX - 10 })}${cells.join('')}${keys.join('')}<rect class="axis" x="${shortNumber(leftPx)}" y="${TOP_PX}" width="${shortNumber(sidePx)}" height="${shortNumber(sidePx)}"/>`;
  };
  const first = 12 + keyPx;
  const second = first + sidePx + 18 + keyPx;
  const body = [
    svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    panel('Real part', re, first),
    panel('Imaginary part', im, second),
    colourBar({ leftPx: widthPx - 50, topPx: TOP_PX, heightPx: sidePx, low: -high, high, label: 'Value', scale: 'diverging' }),
  ].join('');
  let purity = 0;
  for (let index = 0; index < re.length; index += 1) purity += re[index] ** 2 + im[index] ** 2;
  const diagonal = Array.from({ length: Math.min(dimension, 16) }, (_, index) => measureText(re[index * (dimension + 1)])).join(', ');
  return svgDocument(body, { widthPx, heightPx: TOP_PX + sidePx + 16, title, description: `Density matrix of ${qubitCount} qubit${qubitCount === 1 ? '' : 's'}, purity ${measureText(purity)}, diagonal ${diagonal}${dimension > 16 ? ', …' : ''}.`, theme });
}
