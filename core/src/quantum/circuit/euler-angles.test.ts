import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseMatrix, eulerAngles, multiplyMatrices, phaseMatrix, type ComplexMatrix } from './index.ts';

const angle = fc.oneof(fc.double({ min: -7, max: 7, noNaN: true }), fc.constantFrom(0, Math.PI / 2, Math.PI, -Math.PI, 2 * Math.PI));

test('eulerAngles() gives the angles that make the matrix again, with its phase', () => {
  fc.assert(
    fc.property(angle, angle, angle, angle, angle, (a, b, c, d, phase) => {
      const matrix: ComplexMatrix = phaseMatrix(multiplyMatrices(baseMatrix('u', [a, b, c]), baseMatrix('rx', [d])), phase);
      const { theta, phi, lambda, phaseRad } = eulerAngles(matrix);
      const again = baseMatrix('u', [theta, phi, lambda], phaseRad);
      for (let index = 0; index < 4; index += 1) expect(Math.hypot(again.re[index] - matrix.re[index], again.im[index] - matrix.im[index])).toBeLessThan(1e-12);
    }),
  );
});
