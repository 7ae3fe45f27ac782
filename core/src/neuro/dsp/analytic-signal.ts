import { createFourierTransform } from '../../kernels/index.ts';

/** A signal with its quarter-turned twin: the length of the two is its envelope, their angle its phase. */
export interface AnalyticSignal {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** SciPy's `hilbert`: the negative frequencies left out, the positive ones doubled. @param samples One channel, none lost. */
export function analyticSignal(samples: Float64Array): AnalyticSignal {
  const { length } = samples;
  if (length === 0) throw new RangeError('Cannot make an analytic signal of no samples');
  const re = Float64Array.from(samples);
  const im = new Float64Array(length);
  const transform = createFourierTransform(length);
  transform.forward(re, im);
  const half = length >> 1;
  for (let frequency = 1; frequency < length; frequency++) {
    const factor = 2 * frequency === length ? 1 : frequency <= half ? 2 : 0;
    re[frequency] *= factor;
    im[frequency] *= factor;
  }
  transform.inverse(re, im);
  return { re, im };
}
