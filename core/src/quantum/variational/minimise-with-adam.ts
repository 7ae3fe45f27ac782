import { throwIfAborted } from '../../foundation/index.ts';

/** A value and its slopes at a place. */
export interface SlopedValue {
  readonly value: number;
  readonly gradient: ArrayLike<number>;
}

export interface Minimum {
  readonly place: Float64Array;
  readonly value: number;
  /** How many steps were made. */
  readonly stepCount: number;
}

export interface AdamOptions {
  /** At most so many steps, their length falling to nothing along them. */
  readonly stepCount?: number | undefined;
  /** About how far the first steps go. */
  readonly stepLength?: number | undefined;
  /** Done where no slope is steeper. */
  readonly slopeTolerance?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MEAN_MEMORY = 0.9;
const SQUARE_MEMORY = 0.999;
const SMALLEST_ROOT = 1e-12;

/** Goes downhill, each direction at a length of its own. The lowest place seen is given. @see Kingma, Ba (2015), Adam, arXiv:1412.6980 */
export function minimiseWithAdam(start: ArrayLike<number>, slopesAt: (place: Float64Array) => SlopedValue, { stepCount = 400, stepLength = 0.1, slopeTolerance = 1e-7, signal }: AdamOptions = {}): Minimum {
  const place = Float64Array.from(start);
  const mean = new Float64Array(place.length);
  const square = new Float64Array(place.length);
  let best = { place: place.slice(), value: Infinity };
  for (let step = 1; ; step += 1) {
    throwIfAborted(signal);
    const { value, gradient } = slopesAt(place);
    if (value < best.value) best = { place: place.slice(), value };
    let steepest = 0;
    for (let index = 0; index < place.length; index += 1) steepest = Math.max(steepest, Math.abs(gradient[index]));
    if (step > stepCount || steepest <= slopeTolerance) return { ...best, stepCount: step - 1 };
    const length = stepLength * 0.5 * (1 + Math.cos((Math.PI * (step - 1)) / stepCount));
    for (let index = 0; index < place.length; index += 1) {
      mean[index] = MEAN_MEMORY * mean[index] + (1 - MEAN_MEMORY) * gradient[index];
      square[index] = SQUARE_MEMORY * square[index] + (1 - SQUARE_MEMORY) * gradient[index] ** 2;
      // The first means lean towards their beginning at 0.
      const slope = mean[index] / (1 - MEAN_MEMORY ** step);
      const root = Math.sqrt(square[index] / (1 - SQUARE_MEMORY ** step));
      place[index] -= (length * slope) / (root + SMALLEST_ROOT);
    }
  }
}
