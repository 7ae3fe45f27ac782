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

/**
 * Path data of samples [start, end) drawn `widthPx` wide: where a column of `columnPx` holds several samples, a stroke from their lowest to
 * their highest, so that no spike is lost. NaN parts the line.
 * @param yOf pixels of a sample
 */
export function samplesPath(samples: Float64Array, { start, end, leftPx, widthPx, columnPx = 1, yOf }: { start: number; end: number; leftPx: number; widthPx: number; columnPx?: number; yOf: (value: number) => number }): string {
  const count = end - start;
  const columnCount = Math.max(1, Math.floor(widthPx / columnPx));
  if (count <= columnCount * 1.5) return linePath(count, (index) => leftPx + (index * widthPx) / Math.max(1, count - 1), (index) => yOf(samples[start + index]!));
  let path = '';
  let previous: number | undefined;
  for (let column = 0; column < columnCount; column += 1) {
    const from = start + Math.floor((column * count) / columnCount);
    const to = start + Math.floor(((column + 1) * count) / columnCount);
    let low = Infinity;
    let high = -Infinity;
    for (let index = from; index < to; index += 1) {
      const value = samples[index]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low > high) {
      previous = undefined;
      continue;
    }
    const top = Math.round(yOf(high) * 2) / 2;
    const bottom = Math.round(yOf(low) * 2) / 2;
    const x = shortNumber(leftPx + (column * widthPx) / columnCount);
    // From where the last stroke ended to the nearer end of this one: a line, not a comb.
    const downwards = previous === undefined || Math.abs(previous - top) <= Math.abs(previous - bottom);
    const [first, second] = downwards ? [top, bottom] : [bottom, top];
    path += previous === undefined ? `M${x} ${first}` : previous === first ? `H${x}` : `L${x} ${first}`;
    if (second !== first) path += `V${second}`;
    previous = second;
  }
  return path;
}

function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
