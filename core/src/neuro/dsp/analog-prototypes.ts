import { complex, divide, modulus, multiply, subtract, type Complex } from './complex-number.ts';

export type IirKind = 'butterworth' | 'chebyshev1' | 'bessel';

/** A low-pass with its edge at 1 rad/s and no zeros: the poles and the gain. */
export interface AnalogPrototype {
  readonly poles: readonly Complex[];
  readonly gain: number;
}

/**
 * @param rippleDb Of the pass band; only Chebyshev filters have one.
 * @see SciPy 1.10 buttap, cheb1ap, besselap(norm='phase')
 */
export function analogPrototype(kind: IirKind, order: number, rippleDb: number): AnalogPrototype {
  switch (kind) {
    case 'butterworth':
      return { poles: anglesRad(order).map((angleRad) => complex(-Math.cos(angleRad), -Math.sin(angleRad))), gain: 1 };
    case 'chebyshev1':
      return chebyshev(order, rippleDb);
    case 'bessel':
      return { poles: besselPoles(order), gain: 1 };
  }
}

/** From the first to the last pole, symmetric about the real axis. */
function anglesRad(order: number): number[] {
  return Array.from({ length: order }, (_, index) => (Math.PI * (2 * index - order + 1)) / (2 * order));
}

function chebyshev(order: number, rippleDb: number): AnalogPrototype {
  const ripple = Math.sqrt(10 ** (0.1 * rippleDb) - 1);
  const mu = Math.asinh(1 / ripple) / order;
  const poles = anglesRad(order).map((angleRad) => complex(-Math.sinh(mu) * Math.cos(angleRad), -Math.cosh(mu) * Math.sin(angleRad)));
  const gain = poles.reduce((product, pole) => multiply(product, complex(-pole.re, -pole.im)), complex(1, 0)).re;
  // An even order begins at the bottom of its ripple.
  return { poles, gain: order % 2 === 0 ? gain / Math.sqrt(1 + ripple * ripple) : gain };
}

/** Roots of the reverse Bessel polynomial, all found together (Aberth), scaled so that the slopes end as Butterworth's do. */
function besselPoles(order: number): Complex[] {
  let poles = Array.from({ length: order }, (_, index) => {
    // On a circle near the roots, off the real axis so that the pairs can part.
    const angleRad = Math.PI / 2 + (Math.PI * (index + 0.7)) / (order + 0.4);
    return complex(order * Math.cos(angleRad), order * Math.sin(angleRad));
  });
  for (let round = 0; round < 200; round++) {
    let greatestStep = 0;
    poles = poles.map((pole, index) => {
      const { value, slope } = besselPolynomial(order, pole);
      const newton = divide(value, slope);
      let repulsion = complex(0, 0);
      for (const [other, neighbour] of poles.entries()) {
        if (other === index) continue;
        const inverse = divide(complex(1, 0), subtract(pole, neighbour));
        repulsion = complex(repulsion.re + inverse.re, repulsion.im + inverse.im);
      }
      const step = divide(newton, subtract(complex(1, 0), multiply(newton, repulsion)));
      greatestStep = Math.max(greatestStep, modulus(step) / modulus(pole));
      return subtract(pole, step);
    });
    if (greatestStep < 1e-15) break;
  }
  // The constant term of the polynomial is (2n)! / (2^n n!), the product of the odd numbers below 2n.
  let constantTerm = 1;
  for (let odd = 1; odd < 2 * order; odd += 2) constantTerm *= odd;
  const scale = 10 ** (-Math.log10(constantTerm) / order);
  return pairUp(poles).map(({ re, im }) => complex(re * scale, im * scale));
}

/** θ(s) and its derivative by the recurrence θₙ = (2n-1)·θₙ₋₁ + s²·θₙ₋₂. */
function besselPolynomial(order: number, s: Complex): { value: Complex; slope: Complex } {
  const square = multiply(s, s);
  let [before, value] = [complex(1, 0), complex(s.re + 1, s.im)];
  let [slopeBefore, slope] = [complex(0, 0), complex(1, 0)];
  for (let degree = 2; degree <= order; degree++) {
    const factor = 2 * degree - 1;
    const carried = multiply(square, before);
    const slopeCarried = multiply(square, slopeBefore);
    const product = multiply(s, before);
    const nextSlope = complex(factor * slope.re + slopeCarried.re + 2 * product.re, factor * slope.im + slopeCarried.im + 2 * product.im);
    const nextValue = complex(factor * value.re + carried.re, factor * value.im + carried.im);
    [before, value, slopeBefore, slope] = [value, nextValue, slope, nextSlope];
  }
  return { value, slope };
}

/** The roots are pairs and perhaps one real number: what rounding left between the two of a pair is averaged away. */
function pairUp(poles: readonly Complex[]): Complex[] {
  const sorted = poles.toSorted((left, right) => left.im - right.im);
  return sorted.map((pole, index) => {
    const mirror = sorted[sorted.length - 1 - index];
    return complex((pole.re + mirror.re) / 2, (pole.im - mirror.im) / 2);
  });
}
