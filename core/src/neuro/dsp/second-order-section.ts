/**
 * A filter of order two: y[n] = b0·x[n] + b1·x[n-1] + b2·x[n-2] - a1·y[n-1] - a2·y[n-2]. A filter is a list of them, run one after
 * the other: a high order in one piece would drown in its own rounding.
 */
export interface SecondOrderSection {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** b0 b1 b2 a1 a2 of each section, one after the other. */
export function packSections(sections: readonly SecondOrderSection[]): Float64Array {
  return Float64Array.from(sections.flatMap(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, a1, a2]));
}

/**
 * The states, two a section, in which the filter rests on a constant input of 1: SciPy's `sosfilt_zi`. Times the first sample they keep
 * a filter from taking a signal's constant part for a step.
 */
export function restingStates(sections: readonly SecondOrderSection[]): Float64Array {
  const states = new Float64Array(2 * sections.length);
  let scale = 1;
  for (const [index, { b0, b1, b2, a1, a2 }] of sections.entries()) {
    const first = (b1 - a1 * b0 + (b2 - a2 * b0)) / (1 + a1 + a2);
    states[2 * index] = scale * first;
    states[2 * index + 1] = scale * ((1 + a1) * first - (b1 - a1 * b0));
    scale *= (b0 + b1 + b2) / (1 + a1 + a2);
  }
  return states;
}
