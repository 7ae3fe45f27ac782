/** Complex numbers in rows, real and imaginary parts apart, row-major [rowCount][columnCount]. */
export interface ComplexTable {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function complexTable(rowCount: number, columnCount: number): ComplexTable {
  return { rowCount, columnCount, re: new Float64Array(rowCount * columnCount), im: new Float64Array(rowCount * columnCount) };
}

/** left · right. */
export function multiplyTables(left: ComplexTable, right: ComplexTable): ComplexTable {
  const out = complexTable(left.rowCount, right.columnCount);
  for (let row = 0; row < left.rowCount; row += 1) {
    for (let inner = 0; inner < left.columnCount; inner += 1) {
      const a = left.re[row * left.columnCount + inner];
      const b = left.im[row * left.columnCount + inner];
      if (a === 0 && b === 0) continue;
      for (let column = 0; column < right.columnCount; column += 1) {
        const c = right.re[inner * right.columnCount + column];
        const d = right.im[inner * right.columnCount + column];
        out.re[row * out.columnCount + column] += a * c - b * d;
        out.im[row * out.columnCount + column] += a * d + b * c;
      }
    }
  }
  return out;
}

/** The same numbers in rows of another length. */
export function reshaped({ re, im }: ComplexTable, rowCount: number, columnCount: number): ComplexTable {
  return { rowCount, columnCount, re, im };
}
