import { z } from 'zod';
import { bandPower, peakFrequency, spectralSlope, standardBands } from '../../features/index.ts';
import type { Spectrum } from '../../dsp/index.ts';
import { goodEegChannels } from '../find-channels.ts';
import { measureSpectra, spectrumParameters } from '../measure-spectra.ts';
import type { NamedBand } from '../pipeline-result.ts';
import { defineStep } from '../pipeline-step.ts';

const STANDARD: readonly NamedBand[] = Object.entries(standardBands).map(([name, band]) => ({ name, ...band }));

export const bandPowerStep = defineStep({
  name: 'band-power',
  description: 'The power of each band in every good EEG channel, absolute and relative, with the alpha peak and the 1/f slope.',
  parameters: z.strictObject({
    ...spectrumParameters,
    bands: z
      .array(z.strictObject({ name: z.string().min(1), lowHz: z.number().min(0), highHz: z.number().positive() }))
      .min(1)
      .optional()
      .describe('delta 1-4, theta 4-8, alpha 8-13, beta 13-30, gamma 30-45 Hz when absent'),
  }),
  run({ recording, badChannels }, { bands: named, ...chosen }) {
    const positions = goodEegChannels(recording.channels, badChannels);
    const measured = measureSpectra(recording, positions, chosen);
    const highestHz = measured.frequenciesHz.at(-1) ?? 0;
    // A band that was not asked for by name may lie above what was sampled.
    const bands = named ?? STANDARD.filter(({ highHz }) => highHz <= highestHz);
    const range = { lowHz: Math.min(...bands.map(({ lowHz }) => lowHz)), highHz: Math.max(...bands.map(({ highHz }) => highHz)) };
    const channels = positions.map((position, index) => {
      const spectrum: Spectrum = { frequenciesHz: measured.frequenciesHz, density: measured.densities[index], segmentCount: measured.segmentCount };
      // From the low end to below the high end: powers of neighbours add up to that of the whole range.
      const powers = bands.map((band) => bandPower(spectrum, { ...band, method: 'sum' }));
      const whole = bandPower(spectrum, { ...range, method: 'sum' });
      return {
        name: recording.channels[position].name,
        powerUv2: powers,
        relativePower: powers.map((power) => power / whole),
        peakAlphaHz: peakAlphaOf(spectrum),
        aperiodicExponent: exponentOf(spectrum),
      };
    });
    return { result: { type: 'band-power', method: measured.method, bands, channels }, resolved: { segmentCount: measured.segmentCount }, warnings: measured.warnings };
  },
});

/** Null where the greatest density is at an end of the band: that is the slope, not a rhythm. */
function peakAlphaOf(spectrum: Spectrum): number | null {
  if (!(spectrum.frequenciesHz[spectrum.frequenciesHz.length - 1] >= standardBands.alpha.highHz) || spectrum.density.some(Number.isNaN)) return null;
  const { peakHz, isAtEdge } = peakFrequency(spectrum);
  return isAtEdge ? null : peakHz;
}

function exponentOf(spectrum: Spectrum): number | null {
  const highHz = Math.min(40, spectrum.frequenciesHz[spectrum.frequenciesHz.length - 1]);
  const points = spectrum.frequenciesHz.filter((frequencyHz, index) => frequencyHz >= 2 && frequencyHz <= highHz && spectrum.density[index] > 0);
  return points.length < 3 ? null : spectralSlope(spectrum, { lowHz: 2, highHz }).exponent;
}
