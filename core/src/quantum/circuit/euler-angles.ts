import type { ComplexMatrix } from './complex-matrix.ts';

/** A gate on one qubit as e^{i·phase} · U(θ, φ, λ), angles in radians, θ in [0, π]. */
export interface EulerAngles {
  readonly theta: number;
  readonly phi: number;
  readonly lambda: number;
  readonly phaseRad: number;
}

/** @throws RangeError for a matrix that is not 2 × 2 */
export function eulerAngles({ dimension, re, im }: ComplexMatrix): EulerAngles {
  if (dimension !== 2) throw new RangeError(`Cannot take the angles of a matrix of ${dimension} rows: a gate on one qubit has 2`);
  const size = (index: number): number => Math.hypot(re[index], im[index]);
  const angle = (index: number): number => Math.atan2(im[index], re[index]);
  const theta = 2 * Math.atan2(size(2), size(0));
  // Where a corner vanishes its angle means nothing: only the sum or the difference of φ and λ counts.
  if (size(2) < 1e-15) return { theta: 0, phi: 0, lambda: angle(3) - angle(0), phaseRad: angle(0) };
  if (size(0) < 1e-15) return { theta: Math.PI, phi: 0, lambda: angle(1) + Math.PI - angle(2), phaseRad: angle(2) };
  const phaseRad = angle(0);
  // A small corner's angle is mostly rounding: λ is taken from the large ones.
  const lambda = size(0) >= size(2) ? angle(3) - angle(2) : angle(1) + Math.PI - phaseRad;
  return { theta, phi: angle(2) - phaseRad, lambda, phaseRad };
}
