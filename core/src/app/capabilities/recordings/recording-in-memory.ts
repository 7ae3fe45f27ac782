import type { Recording, RecordingInfo, RecordingReader } from '../../../neuro/index.ts';

/** A recording in memory as a reader, for what writes from one. What the file said about itself goes along. */
export function readerOfRecording({ channels, samples, samplingRateHz, annotations, startMs }: Recording, source: RecordingInfo): RecordingReader {
  const close = async (): Promise<void> => undefined;
  const { integerRanges: _ofTheUnprocessed, ...rest } = source;
  return {
    info: { ...rest, channels, samplingRateHz, sampleCount: samples[0]?.length ?? 0, annotations, startMs },
    async read({ channels: positions = channels.map((_, position) => position), start = 0, end } = {}) {
      return positions.map((position) => samples[position].slice(start, end));
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
