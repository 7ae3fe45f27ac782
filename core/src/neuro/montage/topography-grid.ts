import { directionAt, STANDARD_HEAD_CENTRE } from './head-disc.ts';
import { directionFrom } from './interpolate-channels.ts';
import { fitSphericalSpline } from './spherical-spline.ts';
import type { ElectrodePosition } from './standard-positions.ts';

/** Values over the drawn head. */
export interface TopographyGrid {
  /** Rows and columns. */
  readonly size: number;
  /** Row-major [size][size], the first row at the nose, the first column at the left ear; NaN outside the head's circle. */
  readonly values: Float64Array;
}

/** Draws several maps of the same electrodes: what depends on their places is computed once. */
export interface Topographer {
  /** @param values One an electrode. @throws RangeError for another number of values */
  grid(values: ArrayLike<number>): TopographyGrid;
}

const DEFAULT_SIZE = 64;

/**
 * Spherical splines over the circle in which `projectToDisc` puts the electrodes; at an electrode the surface passes through its value.
 * @throws RangeError for no position, or a size below 2
 */
export function createTopographer(positions: readonly ElectrodePosition[], { size = DEFAULT_SIZE }: { readonly size?: number | undefined } = {}): Topographer {
  if (positions.length === 0) throw new RangeError('Cannot draw a topography of no electrode');
  if (!(Number.isInteger(size) && size >= 2)) throw new RangeError(`Cannot draw a topography of ${size} rows: it takes a whole number from 2`);
  const inside: { at: number; x: number; y: number }[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const x = (2 * column + 1) / size - 1;
      const y = 1 - (2 * row + 1) / size;
      if (Math.hypot(x, y) <= 1) inside.push({ at: row * size + column, x, y });
    }
  }
  const count = positions.length;
  const weights = fitSphericalSpline(positions.map((position) => directionFrom(STANDARD_HEAD_CENTRE, position))).weightsTo(inside.map(directionAt));
  return {
    grid(values) {
      if (values.length !== count) throw new RangeError(`Cannot draw ${values.length} values on ${count} electrodes`);
      const out = new Float64Array(size * size).fill(Number.NaN);
      for (const [index, { at }] of inside.entries()) {
        let sum = 0;
        for (let electrode = 0; electrode < count; electrode += 1) sum += weights[index * count + electrode] * values[electrode];
        out[at] = sum;
      }
      return { size, values: out };
    },
  };
}

/** One map. For several of the same electrodes use `createTopographer`. @throws RangeError as that does */
export function topographyGrid(values: ArrayLike<number>, positions: readonly ElectrodePosition[], options: { readonly size?: number | undefined } = {}): TopographyGrid {
  return createTopographer(positions, options).grid(values);
}
