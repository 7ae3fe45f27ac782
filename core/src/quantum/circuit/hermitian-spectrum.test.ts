import fc from 'fast-check';
import { expect, test } from 'vitest';
import { complexMatrix, hermitianEigenvalues, mapEigenvalues, multiplyMatrices, type ComplexMatrix } from './index.ts';

const entry = fc.double({ min: -2, max: 2, noNaN: true });

/** A + A† of any A. */
const hermitian: fc.Arbitrary<ComplexMatrix> = fc.integer({ min: 1, max: 6 }).chain((dimension) =>
  fc.array(fc.tuple(entry, entry), { minLength: dimension ** 2, maxLength: dimension ** 2 }).map((cells) =>
    complexMatrix(
      Array.from({ length: dimension }, (_, row) =>
        Array.from({ length: dimension }, (_unused, column): [number, number] => {
          const [a, b] = cells[row * dimension + column];
          const [c, d] = cells[column * dimension + row];
          return [a + c, b - d];
        }),
      ),
    ),
  ),
);

test('hermitianEigenvalues() of the Pauli matrices are −1 and 1', () => {
  for (const matrix of [complexMatrix([[0, 1], [1, 0]]), complexMatrix([[0, [0, -1]], [[0, 1], 0]]), complexMatrix([[1, 0], [0, -1]])]) {
    const [low, high] = hermitianEigenvalues(matrix);
    expect(low).toBeCloseTo(-1, 14);
    expect(high).toBeCloseTo(1, 14);
  }
});

test('mapEigenvalues() agrees with the product for squares, and gives the matrix back for no change', () => {
  fc.assert(
    fc.property(hermitian, (matrix) => {
      const squared = mapEigenvalues(matrix, (value) => value * value);
      const product = multiplyMatrices(matrix, matrix);
      const same = mapEigenvalues(matrix, (value) => value);
      for (let index = 0; index < matrix.re.length; index += 1) {
        expect(squared.re[index]).toBeCloseTo(product.re[index], 10);
        expect(squared.im[index]).toBeCloseTo(product.im[index], 10);
        expect(same.re[index]).toBeCloseTo(matrix.re[index], 11);
        expect(same.im[index]).toBeCloseTo(matrix.im[index], 11);
      }
    }),
  );
});

test('hermitianEigenvalues() add up to the trace', () => {
  fc.assert(
    fc.property(hermitian, (matrix) => {
      const trace = matrix.re.filter((_, index) => index % (matrix.dimension + 1) === 0).reduce((sum, value) => sum + value, 0);
      expect(hermitianEigenvalues(matrix).reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 10);
    }),
  );
});
