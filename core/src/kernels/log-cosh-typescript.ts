import { checkRows, LOG_COSH_BLOCK, type LogCoshEngine } from './log-cosh-engine.ts';

/** The reference of the WebAssembly kernel, and what runs where that cannot. */
export function createTypescriptLogCosh(rows: readonly Float64Array[]): LogCoshEngine {
  const sampleCount = checkRows(rows);
  const rowCount = rows.length;
  const unmixed = new Float64Array(LOG_COSH_BLOCK);

  return {
    name: 'typescript',
    rowCount,
    sampleCount,
    step(weights) {
      const moments = new Float64Array(rowCount * rowCount);
      const squares = new Float64Array(rowCount);
      for (let start = 0; start < sampleCount; start += LOG_COSH_BLOCK) {
        const end = Math.min(sampleCount, start + LOG_COSH_BLOCK);
        for (let source = 0; source < rowCount; source += 1) {
          unmixed.fill(0);
          for (let row = 0; row < rowCount; row += 1) {
            const weight = weights[source * rowCount + row];
            const samples = rows[row];
            for (let index = start; index < end; index += 1) unmixed[index - start] += weight * samples[index];
          }
          let square = 0;
          for (let index = 0; index < end - start; index += 1) {
            // Math.tanh is several times slower, and ICA needs no more than its absolute error.
            const magnitude = 1 - 2 / (Math.exp(2 * Math.abs(unmixed[index])) + 1);
            unmixed[index] = unmixed[index] < 0 ? -magnitude : magnitude;
            square += magnitude * magnitude;
          }
          squares[source] += square;
          for (let row = 0; row < rowCount; row += 1) {
            const samples = rows[row];
            let sum = 0;
            for (let index = start; index < end; index += 1) sum += unmixed[index - start] * samples[index];
            moments[source * rowCount + row] += sum;
          }
        }
      }
      return { moments, squares };
    },
  };
}
