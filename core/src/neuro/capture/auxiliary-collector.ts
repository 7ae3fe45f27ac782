import { AUXILIARY_VALUES, type AuxiliaryKind, type BoardSettings, type FrameBatch, type ReadAuxiliary } from '../boards/index.ts';
import type { CaptureEvent } from './capture-event.ts';

/** The auxiliary readings of a batch: markers one by one, everything else as one block a kind. */
export function* collectAuxiliary(
  batch: FrameBatch,
  options: {
    /** Place of each frame in the stream; -1 for one to leave out. */
    readonly places: Float64Array;
    readonly partCount: number;
    readonly shift: number;
    readonly read: ReadAuxiliary;
    readonly settings: BoardSettings;
    readonly samplingRateHz: number;
  },
): Generator<CaptureEvent> {
  const { places, partCount, shift, read, settings, samplingRateHz } = options;
  let rows: Map<AuxiliaryKind, { sampleIndexes: number[]; values: number[] }> | undefined;
  for (let frame = 0; frame < batch.frameCount; frame++) {
    if (places[frame] < 0) continue;
    const sampleIndex = Math.floor(places[frame] / partCount) + shift;
    if (sampleIndex < 0) continue;
    for (const { kind, values } of read(batch, frame, settings)) {
      if (kind === 'marker') {
        yield { type: 'marker', marker: { sampleIndex, onsetSeconds: sampleIndex / samplingRateHz, text: String.fromCharCode(values[0]), source: 'board' } };
        continue;
      }
      rows ??= new Map();
      let block = rows.get(kind);
      if (!block) rows.set(kind, (block = { sampleIndexes: [], values: [] }));
      block.sampleIndexes.push(sampleIndex);
      block.values.push(...values);
    }
  }
  for (const [kind, { sampleIndexes, values }] of rows ?? []) {
    const { names, unit } = AUXILIARY_VALUES[kind];
    yield { type: 'auxiliary', block: { kind, valueNames: names, unit, sampleIndexes: Float64Array.from(sampleIndexes), values: Float64Array.from(values) } };
  }
}
