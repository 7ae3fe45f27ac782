import { createPen } from './line-path.ts';

/** Heights on a square grid, row-major [size][size]. */
export interface HeightGrid {
  readonly size: number;
  readonly heights: Float64Array;
}

/**
 * Path data of the region where the grid is at or above `level`, its border interpolated between grid points (marching
 * squares). Outside the grid everything counts as below, so that every border closes. Draw it with the even-odd rule.
 * @param placeOf pixels of a place in the grid, both 0 to size - 1
 */
export function filledContour({ size, heights }: HeightGrid, level: number, placeOf: (column: number, row: number) => readonly [number, number]): string {
  const at = (column: number, row: number): number => (column < 0 || row < 0 || column >= size || row >= size ? -Infinity : heights[row * size + column] - level);
  // Each crossing of an edge of the (padded) grid begins exactly one piece of border and ends exactly one.
  const nextOf = new Map<number, number>();
  const across = size + 2;
  const horizontal = (column: number, row: number): number => ((row + 1) * across + column + 1) * 2;
  const vertical = (column: number, row: number): number => horizontal(column, row) + 1;
  for (let row = -1; row < size; row += 1) {
    for (let column = -1; column < size; column += 1) {
      const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
      const shape = corners.reduce((bits, height, corner) => (height >= 0 ? bits | (1 << corner) : bits), 0);
      const edges = [horizontal(column, row), vertical(column + 1, row), horizontal(column, row + 1), vertical(column, row)];
      for (const [from, to] of piecesOf(shape, corners)) nextOf.set(edges[from], edges[to]);
    }
  }
  const pointOf = (edge: number): readonly [number, number] => {
    const isVertical = edge % 2 === 1;
    const cell = (edge - (isVertical ? 1 : 0)) / 2;
    const column = (cell % across) - 1;
    const row = Math.floor(cell / across) - 1;
    const [from, to] = isVertical ? [at(column, row), at(column, row + 1)] : [at(column, row), at(column + 1, row)];
    const part = from === -Infinity ? 1 : to === -Infinity ? 0 : from / (from - to);
    return isVertical ? placeOf(column, row + part) : placeOf(column + part, row);
  };
  let path = '';
  // Keys that are deleted on the way are not met any more.
  for (const start of nextOf.keys()) {
    const pen = createPen(pointOf(start));
    path += pen.start;
    let edge = start;
    for (;;) {
      const next = nextOf.get(edge)!;
      nextOf.delete(edge);
      if (next === start) break;
      path += pen.lineTo(pointOf(next));
      edge = next;
    }
    path += 'z';
  }
  return path;
}

/**
 * The pieces of border through one cell as [edge it begins at, edge it ends at], the high side on their right.
 * Corners and edges run clockwise from the upper left and the upper edge.
 */
function piecesOf(shape: number, corners: readonly number[]): readonly (readonly [number, number])[] {
  switch (shape) {
    case 1: return [[0, 3]];
    case 2: return [[1, 0]];
    case 3: return [[1, 3]];
    case 4: return [[2, 1]];
    case 6: return [[2, 0]];
    case 7: return [[2, 3]];
    case 8: return [[3, 2]];
    case 9: return [[0, 2]];
    case 11: return [[1, 2]];
    case 12: return [[3, 1]];
    case 13: return [[0, 1]];
    case 14: return [[3, 0]];
    // Two opposite corners are high: the mean of the four says whether they are one region or two.
    case 5: return isJoined(corners) ? [[0, 1], [2, 3]] : [[0, 3], [2, 1]];
    case 10: return isJoined(corners) ? [[3, 0], [1, 2]] : [[1, 0], [3, 2]];
    default: return [];
  }
}

function isJoined(corners: readonly number[]): boolean {
  return corners.reduce((sum, height) => sum + height, 0) >= 0;
}
