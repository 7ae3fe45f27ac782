import { complex, modulus, subtract, type Complex } from './complex-number.ts';
import type { ZerosPolesGain } from './iir-design.ts';
import type { SecondOrderSection } from './second-order-section.ts';

/**
 * Sections from zeros and poles, as SciPy's `zpk2sos(pairing='nearest')`: the pole nearest the unit circle takes the zero nearest to it and
 * goes last, so that what resonates most is fed what is already small. The gain is the first section's.
 * Of each complex pair only the one with a positive imaginary part is carried along.
 */
export function pairIntoSections({ zeros, poles, gain }: ZerosPolesGain): SecondOrderSection[] {
  const odd = poles.length % 2 === 1 ? [complex(0, 0)] : [];
  const restZeros = withoutMirrorImages([...zeros, ...odd]);
  const restPoles = withoutMirrorImages([...poles, ...odd]);
  const sections: SecondOrderSection[] = [];
  while (restPoles.length > 0) {
    const pole = take(restPoles, nearestToCircle(restPoles, () => true));
    const realPolesLeft = restPoles.filter(isReal).length;
    if (isReal(pole) && realPolesLeft === 0) {
      // The last real pole, alone.
      const zero = take(restZeros, nearest(restZeros, pole, isReal));
      sections.unshift(sectionOf([zero, complex(0, 0)], [pole, complex(0, 0)]));
    } else if (restPoles.length + 1 === restZeros.length && !isReal(pole) && realPolesLeft === 1 && restZeros.filter(isReal).length === 1) {
      // One real pole and one real zero are left for each other: this pair takes a complex zero.
      const zero = take(restZeros, nearest(restZeros, pole, (candidate) => !isReal(candidate)));
      sections.unshift(sectionOf([zero, mirror(zero)], [pole, mirror(pole)]));
    } else {
      const partner = isReal(pole) ? take(restPoles, nearestToCircle(restPoles, isReal)) : mirror(pole);
      const zero = take(restZeros, nearest(restZeros, pole, () => true));
      const zeroPartner = isReal(zero) ? take(restZeros, nearest(restZeros, pole, isReal)) : mirror(zero);
      sections.unshift(sectionOf([zero, zeroPartner], [pole, partner]));
    }
  }
  const [first, ...others] = sections;
  return [{ ...first, b0: first.b0 * gain, b1: first.b1 * gain, b2: first.b2 * gain }, ...others];
}

type Pair = readonly [Complex, Complex];

const isReal = ({ im }: Complex): boolean => im === 0;
const mirror = ({ re, im }: Complex): Complex => complex(re, -im);
const take = (values: Complex[], index: number): Complex => values.splice(index, 1)[0];

function sectionOf([z1, z2]: Pair, [p1, p2]: Pair): SecondOrderSection {
  return { b0: 1, b1: -(z1.re + z2.re), b2: z1.re * z2.re - z1.im * z2.im, a1: -(p1.re + p2.re), a2: p1.re * p2.re - p1.im * p2.im };
}

function nearest(values: readonly Complex[], to: Complex, accept: (value: Complex) => boolean): number {
  return indexOfLeast(values, (value) => modulus(subtract(value, to)), accept);
}

function nearestToCircle(values: readonly Complex[], accept: (value: Complex) => boolean): number {
  return indexOfLeast(values, (value) => Math.abs(1 - modulus(value)), accept);
}

function indexOfLeast(values: readonly Complex[], distanceOf: (value: Complex) => number, accept: (value: Complex) => boolean): number {
  let best = -1;
  let least = Infinity;
  for (const [index, value] of values.entries()) {
    const distance = distanceOf(value);
    if (accept(value) && distance < least) [best, least] = [index, distance];
  }
  return best;
}

/** Complex values first, one of each pair with the rounding between the two averaged, then the real ones; each sorted by its real part. */
function withoutMirrorImages(values: readonly Complex[]): Complex[] {
  const sorted = values.toSorted((left, right) => left.re - right.re || Math.abs(left.im) - Math.abs(right.im));
  const tolerance = 100 * Number.EPSILON;
  const countsAsReal = (value: Complex): boolean => Math.abs(value.im) <= tolerance * modulus(value);
  const complexes = sorted.filter((value) => !countsAsReal(value));
  const upper = complexes.filter(({ im }) => im > 0);
  const lower = complexes.filter(({ im }) => im < 0);
  const pairs = upper.map((value): Complex => {
    const partner = take(lower, indexOfLeast(lower, (candidate) => modulus(subtract(mirror(candidate), value)), () => true));
    return complex((value.re + partner.re) / 2, (value.im - partner.im) / 2);
  });
  return [...pairs, ...sorted.filter(countsAsReal).map(({ re }) => complex(re, 0))];
}
