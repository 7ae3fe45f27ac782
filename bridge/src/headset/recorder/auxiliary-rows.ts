import type { AuxiliaryBlock } from '@iza/core/neuro';
import type { SampleBlock } from '@iza/core/ports';

/** A sensor that reports now and then, as rows beside the electrodes: each value stands until the next one comes. */
export interface AuxiliaryRows {
  take(block: AuxiliaryBlock): void;
  /** Whether each value was reported once. Before its first report a value is what is reported first. */
  readonly hasBegun: boolean;
  /** Gives up waiting: what was not reported is 0. */
  beginWithZeros(): void;
  /** One row a value, [sampleCount]; NaN where the electrodes are lost too. */
  rowsOf(block: Pick<SampleBlock, 'samples' | 'sampleCount' | 'firstSampleIndex'>): Float64Array[];
}

export function createAuxiliaryRows(valueNames: readonly string[]): AuxiliaryRows {
  const held = new Float64Array(valueNames.length).fill(Number.NaN);
  /** Reports whose sample has not been written yet, in order. */
  let waiting: { readonly sampleIndex: number; readonly values: Float64Array }[] = [];
  return {
    take({ sampleIndexes, values }) {
      for (const [row, sampleIndex] of sampleIndexes.entries()) {
        const report = values.slice(row * valueNames.length, (row + 1) * valueNames.length);
        waiting.push({ sampleIndex, values: report });
        for (const [name, value] of report.entries()) if (Number.isNaN(held[name])) held[name] = value;
      }
    },
    get hasBegun() {
      return !held.some(Number.isNaN);
    },
    beginWithZeros() {
      for (const [name, value] of held.entries()) if (Number.isNaN(value)) held[name] = 0;
    },
    rowsOf({ samples, sampleCount, firstSampleIndex }) {
      const rows = valueNames.map(() => new Float64Array(sampleCount));
      let next = 0;
      for (let index = 0; index < sampleCount; index += 1) {
        for (; next < waiting.length && waiting[next].sampleIndex <= firstSampleIndex + index; next += 1) {
          for (const [name, value] of waiting[next].values.entries()) if (!Number.isNaN(value)) held[name] = value;
        }
        // A lost sample is lost in every channel: the first one tells.
        const isLost = Number.isNaN(samples[index]);
        for (const [name, row] of rows.entries()) row[index] = isLost ? Number.NaN : held[name];
      }
      if (next > 0) waiting = waiting.slice(next);
      return rows;
    },
  };
}
