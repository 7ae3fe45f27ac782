import { shortNumber } from './svg-document.ts';

/** SVG path data through points; a point with NaN parts the line. Coordinates are pixels. */
export function linePath(count: number, xOf: (index: number) => number, yOf: (index: number) => number): string {
  let path = '';
  let pen: Pen | undefined;
  for (let index = 0; index < count; index += 1) {
    const x = xOf(index);
    const y = yOf(index);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = undefined;
    } else if (pen) path += pen.lineTo([x, y]);
    else {
      pen = createPen([x, y]);
      path += pen.start;
    }
  }
  return path;
}

interface Pen {
  readonly start: string;
  lineTo(point: readonly [number, number]): string;
}

/** Writes lines as relative steps, which are half as long; each is taken from the rounded place, so that roundings do not add up. */
export function createPen([startX, startY]: readonly [number, number]): Pen {
  let lastX = roundTenth(startX);
  let lastY = roundTenth(startY);
  return {
    start: `M${shortNumber(startX)} ${shortNumber(startY)}`,
    lineTo([x, y]) {
      const stepX = roundTenth(x - lastX);
      const stepY = roundTenth(y - lastY);
      lastX = roundTenth(lastX + stepX);
      lastY = roundTenth(lastY + stepY);
      const second = shortNumber(stepY);
      return `l${shortNumber(stepX)}${second.startsWith('-') ? '' : ' '}${second}`;
    },
  };
}

export interface SamplesPathOptions {
  readonly leftPx: number;
  readonly widthPx: number;
  /** Width of what is drawn as one where there are more samples than that. */
  readonly columnPx: number;
  /** Pixels of a sample. */
  readonly yOf: (value: number) => number;
}

/** Samples as path data, and whether the path is to be filled (an envelope) or stroked (a line). */
export interface SamplesPath {
  readonly path: string;
  readonly isEnvelope: boolean;
}

/** From so many samples a column on, a line would only be a thicket: the band it fills is drawn. */
const ENVELOPE_SAMPLES = 10;

/**
 * Path data of samples drawn `widthPx` wide; NaN parts it. Where a column holds several samples, its lowest and its highest are drawn
 * where they are, so that no spike is lost.
 */
export function samplesPath(samples: Float64Array, { leftPx, widthPx, columnPx, yOf }: SamplesPathOptions): SamplesPath {
  const count = samples.length;
  const columnCount = Math.max(1, Math.floor(widthPx / columnPx));
  const xOf = (index: number): number => leftPx + (index * widthPx) / Math.max(1, count - 1);
  if (count <= columnCount * 2.5) return { path: linePath(count, xOf, (index) => yOf(samples[index])), isEnvelope: false };
  const columns = Array.from({ length: columnCount }, (_, column) => extremesOf(samples, Math.floor((column * count) / columnCount), Math.floor(((column + 1) * count) / columnCount)));
  if (count > columnCount * ENVELOPE_SAMPLES) return { path: envelopePath(columns, { samples, yOf, xOf: (column) => leftPx + ((column + 0.5) * widthPx) / columnCount }), isEnvelope: true };
  const indexes = columns.flatMap((column) => (column ? [Math.min(column.lowest, column.highest), Math.max(column.lowest, column.highest)] : [-1]));
  return { path: linePath(indexes.length, (index) => xOf(indexes[index]), (index) => (indexes[index] === -1 ? Number.NaN : yOf(samples[indexes[index]]))), isEnvelope: false };
}

interface Extremes {
  /** Where the lowest and the highest sample are. */
  readonly lowest: number;
  readonly highest: number;
}

function extremesOf(samples: Float64Array, start: number, end: number): Extremes | undefined {
  let lowest = -1;
  let highest = -1;
  for (let index = start; index < end; index += 1) {
    const value = samples[index];
    if (Number.isNaN(value)) continue;
    if (lowest < 0 || value < samples[lowest]) lowest = index;
    if (highest < 0 || value > samples[highest]) highest = index;
  }
  return lowest < 0 ? undefined : { lowest, highest };
}

/** Closed shapes between the highest and the lowest of each column, one for each run without a gap. */
function envelopePath(columns: readonly (Extremes | undefined)[], { samples, xOf, yOf }: { samples: Float64Array; xOf: (column: number) => number; yOf: (value: number) => number }): string {
  let path = '';
  for (let start = 0; start < columns.length; start += 1) {
    if (!columns[start]) continue;
    let end = start;
    while (end < columns.length && columns[end]) end += 1;
    const count = end - start;
    // Half a pixel on each side: a flat line is seen too.
    const upper = linePath(count, (index) => xOf(start + index), (index) => yOf(samples[columns[start + index]!.highest]) - 0.5);
    const lower = linePath(count, (index) => xOf(end - 1 - index), (index) => yOf(samples[columns[end - 1 - index]!.lowest]) + 0.5);
    path += `${upper}${lower.replace('M', 'L')}z`;
    start = end;
  }
  return path;
}

function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
