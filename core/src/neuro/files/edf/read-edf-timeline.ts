import { throwIfAborted } from '../../../foundation/index.ts';
import type { Annotation, ByteSource } from '../../../ports/index.ts';
import { corruptRecording, readExactly } from '../corrupt-recording.ts';
import { parseAnnotationLists, sortAnnotations } from './edf-annotations.ts';
import type { EdfHeader } from './edf-header.ts';
import type { EdfLayout } from './edf-layout.ts';

/** Records without a gap between them. */
export interface EdfStretch {
  readonly firstRecord: number;
  readonly recordCount: number;
  /** Number of its first sample, gaps before it counted. */
  readonly startSample: number;
}

export interface EdfTimeline {
  /** Onsets from the first sample. */
  readonly annotations: readonly Annotation[];
  readonly stretches: readonly EdfStretch[];
  /** Of the first record, after the whole second of the header. */
  readonly firstOnsetSeconds: number;
  readonly warnings: readonly string[];
}

const CHUNK_BYTES = 4 * 1024 * 1024;
/** Records up to this size are read whole: one long read is quicker than many short ones. */
const WHOLE_RECORD_BYTES = 128 * 1024;
/** Short reads that are on their way at once. */
const READS_AT_ONCE = 64;
/** A clock that jumps further is broken; nobody pauses a recording for years. */
const MAX_GAP_SECONDS = 366 * 24 * 3600;

/**
 * Reads every annotation list: what happened, and in a discontinuous file when each record began.
 * @param samplesPerRecord Of the highest rate; 0 in a file of annotations only.
 */
export async function readEdfTimeline(source: ByteSource, header: EdfHeader, layout: EdfLayout, { samplesPerRecord, signal }: { samplesPerRecord: number; signal?: AbortSignal | undefined }): Promise<EdfTimeline> {
  const annotationSignals = header.signals.flatMap((each, index) => (each.isAnnotations && each.samplesPerRecord > 0 ? [{ index, lengthBytes: each.samplesPerRecord * layout.bytesPerSample }] : []));
  const warnings: string[] = [];
  const warnOnce = (kind: string, message: string): void => {
    if (!warned.has(kind)) warnings.push(message);
    warned.add(kind);
  };
  const warned = new Set<string>();
  const annotations: Annotation[] = [];
  const stretches: { firstRecord: number; recordCount: number; startSample: number }[] = [];
  const keepsGaps = header.format.endsWith('+D') && samplesPerRecord > 0;
  const samplingRateHz = samplesPerRecord / layout.recordSeconds;
  let firstOnsetSeconds: number | undefined;
  let finestSeconds = 0.5;

  const place = (record: number, onset: { seconds: number; toleranceSeconds: number } | undefined, offsetBytes: number): void => {
    const last = stretches.at(-1);
    if (!last) {
      stretches.push({ firstRecord: record, recordCount: 1, startSample: 0 });
      return;
    }
    const expected = last.startSample + last.recordCount * samplesPerRecord;
    const startSample = onset ? Math.round((onset.seconds - (firstOnsetSeconds ?? 0)) * samplingRateHz) : expected;
    // Writers drop trailing zeros: the finest time so far tells how exact all of them are.
    finestSeconds = Math.min(finestSeconds, onset?.toleranceSeconds ?? finestSeconds);
    const tolerance = finestSeconds * samplingRateHz;
    if (!onset) warnOnce('no-time', `Record ${record}, at byte ${offsetBytes}, does not tell when it began: it is taken to follow the one before.`);
    if ((startSample - expected) / samplingRateHz > MAX_GAP_SECONDS) throw corruptRecording(source, offsetBytes, `record ${record} says it began ${onset?.seconds} s after the start, years after the record before it.`);
    if (startSample < expected - 1 - tolerance) warnOnce('backwards', `Record ${record}, at byte ${offsetBytes}, says it began before the one before it ended: it is placed directly behind it, and times from there on are doubtful.`);
    if (startSample > expected + tolerance) stretches.push({ firstRecord: record, recordCount: 1, startSample });
    else last.recordCount += 1;
  };

  for await (const { record, parts } of annotationBytes(source, layout, annotationSignals, signal)) {
    let onset: { seconds: number; toleranceSeconds: number } | undefined;
    for (const [partIndex, { bytes, offsetBytes }] of parts.entries()) {
      const { lists, brokenAt } = parseAnnotationLists(bytes);
      if (brokenAt !== undefined) warnOnce('broken', `At byte ${offsetBytes + brokenAt} annotations cannot be understood; those behind it in their record are left out.`);
      const first = lists.at(0);
      if (partIndex === 0 && first?.keepsTime) onset = { seconds: first.onsetSeconds, toleranceSeconds: first.onsetToleranceSeconds };
      if (record === 0 && partIndex === 0) firstOnsetSeconds = onset?.seconds ?? 0;
      for (const { onsetSeconds, durationSeconds, texts } of lists) {
        for (const text of texts) annotations.push({ onsetSeconds: toNanosecond(onsetSeconds - (firstOnsetSeconds ?? 0)), durationSeconds, text });
      }
    }
    if (keepsGaps) place(record, onset, layout.headerBytes + record * layout.recordBytes);
    else if (onset && samplesPerRecord > 0) checkContinuous(record, onset.seconds);
  }
  function checkContinuous(record: number, onsetSeconds: number): void {
    const driftSeconds = onsetSeconds - (firstOnsetSeconds ?? 0) - record * layout.recordSeconds;
    if (Math.abs(driftSeconds) > Math.max(0.01, layout.recordSeconds / 2)) {
      warnOnce('drift', `The file says it has no gaps, yet record ${record}, at byte ${layout.headerBytes + record * layout.recordBytes}, says it began ${driftSeconds.toFixed(3)} s off: times from there on are doubtful.`);
    }
  }
  if (!keepsGaps || stretches.length === 0) {
    stretches.length = 0;
    stretches.push({ firstRecord: 0, recordCount: layout.recordCount, startSample: 0 });
    if (keepsGaps && annotationSignals.length === 0 && layout.recordCount > 1) warnings.push('The file says it has gaps but has no annotation signal that would tell where: it is read as if it had none.');
  }
  return { annotations: sortAnnotations(annotations), stretches, firstOnsetSeconds: firstOnsetSeconds ?? 0, warnings };
}

/** The difference of two decimal times without the noise of its last bits. */
const toNanosecond = (seconds: number): number => (Math.abs(seconds) < 4e6 ? Math.round(seconds * 1e9) / 1e9 : seconds);

interface RecordAnnotations {
  readonly record: number;
  /** One a signal; `offsetBytes` in the file. */
  readonly parts: readonly { readonly bytes: Uint8Array; readonly offsetBytes: number }[];
}

async function* annotationBytes(
  source: ByteSource,
  layout: EdfLayout,
  signals: readonly { index: number; lengthBytes: number }[],
  signal: AbortSignal | undefined,
): AsyncIterable<RecordAnnotations> {
  if (signals.length === 0) return;
  const isWhole = layout.recordBytes <= WHOLE_RECORD_BYTES;
  const recordsPerChunk = isWhole ? Math.max(1, Math.floor(CHUNK_BYTES / layout.recordBytes)) : Math.max(1, Math.min(READS_AT_ONCE, Math.floor(CHUNK_BYTES / signals.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0))));
  for (let first = 0; first < layout.recordCount; first += recordsPerChunk) {
    throwIfAborted(signal);
    const count = Math.min(recordsPerChunk, layout.recordCount - first);
    const chunkStart = layout.headerBytes + first * layout.recordBytes;
    const chunk = isWhole ? await readExactly(source, chunkStart, count * layout.recordBytes, 'the data records') : undefined;
    const readPart = async (record: number, index: number, lengthBytes: number): Promise<{ bytes: Uint8Array; offsetBytes: number }> => {
      const offsetBytes = layout.headerBytes + record * layout.recordBytes + layout.signalOffsetsBytes[index];
      return { offsetBytes, bytes: await readExactly(source, offsetBytes, lengthBytes, `the annotations of record ${record}`) };
    };
    const partsOf = async (record: number): Promise<RecordAnnotations['parts']> =>
      chunk
        ? signals.map(({ index, lengthBytes }) => {
            const at = (record - first) * layout.recordBytes + layout.signalOffsetsBytes[index];
            return { offsetBytes: chunkStart + at, bytes: chunk.subarray(at, at + lengthBytes) };
          })
        : Promise.all(signals.map(({ index, lengthBytes }) => readPart(record, index, lengthBytes)));
    const records = await Promise.all(Array.from({ length: count }, (_, index) => partsOf(first + index)));
    for (const [index, parts] of records.entries()) yield { record: first + index, parts };
  }
}
