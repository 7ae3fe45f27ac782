/** Numbers a section has in a packed list of coefficients: b0 b1 b2 a1 a2. */
export const COEFFICIENTS_PER_SECTION = 5;

/**
 * Runs second-order sections over samples [start, end) in place, towards the end or, with `backwards`, towards the start.
 * @param coefficients b0 b1 b2 a1 a2 of each section.
 * @param states Two a section, from `statesAt` on; they are left as the last sample left them.
 */
export function runSections(samples: Float64Array, { coefficients, states, statesAt = 0, start = 0, end = samples.length, backwards = false }: SectionRun): void {
  const sectionCount = coefficients.length / COEFFICIENTS_PER_SECTION;
  let section = 0;
  // Two at a time: the second works on one sample while the first waits for its own result on the next.
  for (; section + 1 < sectionCount; section += 2) runTwo(samples, coefficients, section * COEFFICIENTS_PER_SECTION, states, statesAt + 2 * section, start, end, backwards);
  if (section < sectionCount) runOne(samples, coefficients, section * COEFFICIENTS_PER_SECTION, states, statesAt + 2 * section, start, end, backwards);
}

export interface SectionRun {
  readonly coefficients: Float64Array;
  readonly states: Float64Array;
  readonly statesAt?: number;
  readonly start?: number;
  readonly end?: number;
  readonly backwards?: boolean;
}

function runTwo(samples: Float64Array, coefficients: Float64Array, at: number, states: Float64Array, statesAt: number, start: number, end: number, backwards: boolean): void {
  const [b0, b1, b2, a1, a2, d0, d1, d2, c1, c2] = coefficients.subarray(at, at + 2 * COEFFICIENTS_PER_SECTION);
  let [s0, s1, t0, t1] = states.subarray(statesAt, statesAt + 4);
  const step = backwards ? -1 : 1;
  let index = backwards ? end - 1 : start;
  for (let count = end - start; count > 0; count--, index += step) {
    const x = samples[index];
    const y = b0 * x + s0;
    s0 = b1 * x + s1 - a1 * y;
    s1 = b2 * x - a2 * y;
    const z = d0 * y + t0;
    t0 = d1 * y + t1 - c1 * z;
    t1 = d2 * y - c2 * z;
    samples[index] = z;
  }
  states.set([s0, s1, t0, t1], statesAt);
}

function runOne(samples: Float64Array, coefficients: Float64Array, at: number, states: Float64Array, statesAt: number, start: number, end: number, backwards: boolean): void {
  const [b0, b1, b2, a1, a2] = coefficients.subarray(at, at + COEFFICIENTS_PER_SECTION);
  let [s0, s1] = states.subarray(statesAt, statesAt + 2);
  const step = backwards ? -1 : 1;
  let index = backwards ? end - 1 : start;
  for (let count = end - start; count > 0; count--, index += step) {
    const x = samples[index];
    const y = b0 * x + s0;
    s0 = b1 * x + s1 - a1 * y;
    s1 = b2 * x - a2 * y;
    samples[index] = y;
  }
  states.set([s0, s1], statesAt);
}
