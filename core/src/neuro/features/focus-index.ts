import type { Spectrum } from '../dsp/index.ts';
import { bandPower, standardBands } from './band-power.ts';

/** One band's part in an index: `relativePower × weight`. */
export interface IndexTerm {
  readonly band: 'theta' | 'alpha' | 'beta';
  /** Part of the power from 4 to 30 Hz, mean over the channels, 0 to 1. */
  readonly relativePower: number;
}

export interface FocusIndex {
  /** beta / (alpha + theta): the engagement ratio. Above a person's own resting value means more engaged. */
  readonly focus: number;
  /** alpha / (theta + beta): high with closed eyes and at rest. */
  readonly relaxation: number;
  /** What went in: the whole of it. */
  readonly terms: readonly IndexTerm[];
  /** The formulas, for whoever shows the numbers. */
  readonly formula: { readonly focus: string; readonly relaxation: string };
}

/**
 * A focus and a relaxation index as plain ratios of band powers, with their terms. They compare one person with themselves, minutes apart, under one montage:
 * no number here says how focused anybody is. (BrainFlow's, for comparison, is a logistic function of five band powers with fitted coefficients.)
 * @param spectra One a channel; their relative powers are averaged.
 * @throws RangeError for no spectra
 * @see Pope, Bogart, Bartolome (1995), Biocybernetic system evaluates indices of operator engagement
 */
export function focusIndex(spectra: readonly Spectrum[]): FocusIndex {
  if (spectra.length === 0) throw new RangeError('Cannot compute a focus index of no spectra');
  const relativeTo = { lowHz: standardBands.theta.lowHz, highHz: standardBands.beta.highHz };
  const terms = (['theta', 'alpha', 'beta'] as const).map((band): IndexTerm => {
    const parts = spectra.map((spectrum) => bandPower(spectrum, { ...standardBands[band], method: 'sum', relativeTo }));
    return { band, relativePower: parts.reduce((sum, part) => sum + part, 0) / parts.length };
  });
  const [theta, alpha, beta] = terms.map(({ relativePower }) => relativePower);
  return {
    focus: beta / (alpha + theta),
    relaxation: alpha / (theta + beta),
    terms,
    formula: { focus: 'beta / (alpha + theta)', relaxation: 'alpha / (theta + beta)' },
  };
}
