import { adjointMatrix, type ComplexMatrix, type Control, type MatrixOperation } from '../circuit/index.ts';

/**
 * A matrix on several qubits as gates on one qubit each, under controls on all the others: exact, phase included.
 * Rotations of rows that differ in one bit bring one entry after the other to zero; what is left is diagonal.
 * @see Nielsen, Chuang (2010), Quantum Computation and Quantum Information, 4.5.1 and 4.5.2
 */
export function decomposeMatrix({ label, matrix, controls, qubits }: MatrixOperation): MatrixOperation[] {
  const { dimension } = matrix;
  const re = matrix.re.slice();
  const im = matrix.im.slice();
  const gray = Array.from({ length: dimension }, (_, index) => index ^ (index >> 1));
  const undone: MatrixOperation[] = [];
  /** The 2 × 2 gate on two rows whose numbers differ in one bit. */
  const onRows = (low: number, high: number, gate: ComplexMatrix): MatrixOperation => {
    const bit = Math.log2(low ^ high);
    const others = qubits.map((qubit, position): Control => ({ qubit, value: ((low >> position) & 1) as 0 | 1 })).filter((_, position) => position !== bit);
    return { type: 'matrix', label, matrix: gate, controls: [...controls, ...others], qubits: [qubits[bit]] };
  };

  for (let column = 0; column + 1 < dimension; column += 1) {
    for (let place = dimension - 1; place > column; place -= 1) {
      const kept = gray[place - 1] * dimension;
      const cleared = gray[place] * dimension;
      const at = gray[column];
      const size = Math.hypot(re[kept + at], im[kept + at], re[cleared + at], im[cleared + at]);
      if (Math.hypot(re[cleared + at], im[cleared + at]) < 1e-15) continue;
      // [[a*, b*], [−b, a]] / size sends (a, b) to (size, 0).
      const a = [re[kept + at] / size, im[kept + at] / size] as const;
      const b = [re[cleared + at] / size, im[cleared + at] / size] as const;
      for (let cell = 0; cell < dimension; cell += 1) {
        const [xr, xi, yr, yi] = [re[kept + cell], im[kept + cell], re[cleared + cell], im[cleared + cell]];
        re[kept + cell] = a[0] * xr + a[1] * xi + b[0] * yr + b[1] * yi;
        im[kept + cell] = a[0] * xi - a[1] * xr + b[0] * yi - b[1] * yr;
        re[cleared + cell] = a[0] * yr - a[1] * yi - b[0] * xr + b[1] * xi;
        im[cleared + cell] = a[0] * yi + a[1] * yr - b[0] * xi - b[1] * xr;
      }
      const isSwapped = gray[place - 1] > gray[place];
      const turn = isSwapped ? twoByTwo([a, [-b[0], -b[1]]], [[b[0], -b[1]], [a[0], -a[1]]]) : twoByTwo([[a[0], -a[1]], [b[0], -b[1]]], [[-b[0], -b[1]], a]);
      undone.push(onRows(Math.min(gray[place - 1], gray[place]), Math.max(gray[place - 1], gray[place]), adjointMatrix(turn)));
    }
  }
  const phases: MatrixOperation[] = [];
  for (let row = 0; row < dimension; row += 2) {
    const entry = (index: number): readonly [number, number] => [re[index * (dimension + 1)], im[index * (dimension + 1)]];
    phases.push(onRows(row, row + 1, twoByTwo([entry(row), [0, 0]], [[0, 0], entry(row + 1)])));
  }
  return [...phases, ...undone.reverse()];
}

type Row = readonly [readonly [number, number], readonly [number, number]];

function twoByTwo([[a, b], [c, d]]: Row, [[e, f], [g, h]]: Row): ComplexMatrix {
  return { dimension: 2, re: Float64Array.of(a, c, e, g), im: Float64Array.of(b, d, f, h) };
}
