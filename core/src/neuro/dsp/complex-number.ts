/** For the design of filters, where clarity matters; signals keep their real and imaginary parts in arrays of their own. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const complex = (re: number, im: number): Complex => ({ re, im });
export const add = (a: Complex, b: Complex): Complex => complex(a.re + b.re, a.im + b.im);
export const subtract = (a: Complex, b: Complex): Complex => complex(a.re - b.re, a.im - b.im);
export const multiply = (a: Complex, b: Complex): Complex => complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
export const modulus = (a: Complex): number => Math.hypot(a.re, a.im);

export function divide(a: Complex, b: Complex): Complex {
  const square = b.re * b.re + b.im * b.im;
  return complex((a.re * b.re + a.im * b.im) / square, (a.im * b.re - a.re * b.im) / square);
}

/** The root with a real part that is not negative. */
export function squareRoot(a: Complex): Complex {
  const length = modulus(a);
  // Of the two halves the larger is taken from the sum, the other from it: no digits are lost.
  if (a.re >= 0) {
    const re = Math.sqrt((length + a.re) / 2);
    return complex(re, re === 0 ? 0 : a.im / (2 * re));
  }
  const im = Math.sqrt((length - a.re) / 2) * (a.im < 0 ? -1 : 1);
  return complex(a.im / (2 * im), im);
}
