import { runSections } from '../../kernels/index.ts';
import { packSections, type SecondOrderSection } from './second-order-section.ts';

const CHUNK_LENGTH = 1000;
const CHUNK_LIMIT = 100;

/**
 * Samples until the filter's answer to an impulse stays below a thousandth of its greatest, looked at in chunks of 1,000; at most 100,000.
 * @see MNE 1.3 estimate_ringing_samples, whose count this is, the chunk arithmetic included
 */
export function ringingSampleCount(sections: readonly SecondOrderSection[]): number {
  const coefficients = packSections(sections);
  const states = new Float64Array(2 * sections.length);
  let lastLoud = CHUNK_LENGTH;
  let threshold = 0;
  for (let chunk = 0; chunk < CHUNK_LIMIT; chunk++) {
    const answer = new Float64Array(CHUNK_LENGTH);
    if (chunk === 0) answer[0] = 1;
    runSections(answer, { coefficients, states });
    for (const value of answer) threshold = Math.max(threshold, 0.001 * Math.abs(value));
    const loud = answer.findLastIndex((value) => Math.abs(value) > threshold);
    if (loud < 0) return (chunk - 1) * CHUNK_LENGTH + lastLoud;
    lastLoud = loud;
  }
  return CHUNK_LIMIT * CHUNK_LENGTH;
}
