import { createBdfWriter, rangeForValues, type AuxiliaryBlock, type EdfWriter, type EdfWriterChannel, type IntegerRange } from '@iza/core/neuro';
import { IzaError } from '@iza/core/foundation';
import type { Annotation, ByteSink, Channel, SampleBlock } from '@iza/core/ports';
import { createAppendQueue } from './append-queue.ts';
import { createAuxiliaryRows } from './auxiliary-rows.ts';
import { syncAtMostEvery } from './sync-at-most-every.ts';

/** What a crash of this process can lose, besides what was on its way. */
const RECORD_SECONDS = 0.2;
/** Room for a gap in every tenth sample; more waits for the next record. */
const ANNOTATION_BYTES = 180;
/** A Cyton's accelerometer reports 25 times a second; one that says nothing for so long says nothing at all. */
const ACCELEROMETER_SECONDS = 0.5;
/** What a power cut can lose. */
const SYNC_MS = 1000;

/** Writes a session to a BDF+ file as it goes on. Nothing here waits for the disk. */
export interface SessionRecorder {
  readonly path: string;
  append(block: SampleBlock): void;
  /** Values of the board's accelerometer: call after `append` of the samples they came with. */
  takeAuxiliary(block: AuxiliaryBlock): void;
  /** Lost samples mark themselves. */
  annotate(annotation: Annotation): void;
  /** Resolves when writing had to stop, with the reason; what was written stays valid. Never settles otherwise. */
  readonly failed: Promise<IzaError>;
  /** Writes what is left and closes the file. */
  finish(): Promise<void>;
  /** What the file could not hold as it was given. */
  warnings(): readonly string[];
}

export interface RecorderChannel extends Channel {
  /** The largest value the converter gives, and what one count of it is, in the channel's unit. */
  readonly fullScale: number;
  readonly countSize: number;
}

export interface SessionRecorderOptions {
  readonly sink: ByteSink;
  readonly path: string;
  /** The electrodes, in the order of the blocks. */
  readonly channels: readonly RecorderChannel[];
  /** The board's accelerometer, where it has one: channels beside the electrodes. */
  readonly accelerometer?: readonly RecorderChannel[] | undefined;
  /** For the header: which board, which firmware. */
  readonly equipment: string;
  readonly nowMs: () => number;
}

export function createSessionRecorder({ sink, path, channels, accelerometer = [], equipment, nowMs }: SessionRecorderOptions): SessionRecorder {
  const queue = createAppendQueue();
  const syncedSink = syncAtMostEvery(sink, { intervalMs: SYNC_MS, nowMs });
  const acceleration = createAuxiliaryRows(accelerometer.map(({ name }) => name));
  let writer: EdfWriter | undefined;
  /** The accelerometer's values come after the samples they came with: the last block waits for the next, the first ones for the first value. */
  const waiting: SampleBlock[] = [];
  /** Markers before the first block was written: the file begins with that. */
  const early: Annotation[] = [];
  let hasBegun = false;
  const warnings: string[] = [];
  /** The header tells when the first sample was taken, so the file begins with it. */
  const openWriter = async (startMs: number): Promise<EdfWriter> =>
    (writer ??= await createBdfWriter(syncedSink, {
      channels: [...channels, ...accelerometer].map((channel): EdfWriterChannel => ({ ...channel, range: rangeOf(channel) })),
      startMs,
      recordSeconds: RECORD_SECONDS,
      annotationBytesPerRecord: ANNOTATION_BYTES,
      equipment: { equipment },
    }));

  function write(block: SampleBlock): void {
    const { samples, sampleCount, startMs } = block;
    const rows = [...channels.map((_, channel) => samples.subarray(channel * sampleCount, (channel + 1) * sampleCount)), ...acceleration.rowsOf(block)];
    queue.push(samples.byteLength, async () => {
      const file = await openWriter(startMs);
      await file.append(rows);
      // Hands whole records to the system, where a crash of this process cannot reach them.
      await file.flush();
    });
    hasBegun = true;
    writeEarly();
  }

  function writeEarly(): void {
    for (const annotation of early.splice(0)) queue.push(0, async () => (await openWriter(nowMs())).annotate(annotation));
  }

  /** Writes what waits, but for the last `keptCount` blocks. */
  function writeWaiting(keptCount: number): void {
    if (accelerometer.length > 0 && !acceleration.hasBegun) {
      const waitingSeconds = waiting.reduce((sum, { sampleCount }) => sum + sampleCount, 0) / channels[0].samplingRateHz;
      if (keptCount > 0 && waitingSeconds < ACCELEROMETER_SECONDS) return;
      acceleration.beginWithZeros();
      if (waitingSeconds >= ACCELEROMETER_SECONDS) warnings.push('The accelerometer reported nothing in the beginning: its channels hold zeros until it does.');
    }
    while (waiting.length > keptCount) write(waiting.shift()!);
  }

  return {
    path,
    failed: queue.failed.then((error) => new IzaError(error.code, `${error.message} The recording ${path} ends there and can be opened.`, { cause: error })),
    append(block) {
      waiting.push(block);
      writeWaiting(1);
    },
    takeAuxiliary(block) {
      if (accelerometer.length > 0 && block.kind === 'acceleration') acceleration.take(block);
    },
    annotate(annotation) {
      early.push(annotation);
      if (hasBegun) writeEarly();
    },
    async finish() {
      writeWaiting(0);
      writeEarly();
      queue.push(0, async () => void (await openWriter(nowMs())));
      await queue.settled();
      // After a failure too: the header learns how many records there are, where the disk still lets it.
      if (writer) await writer.close();
      else await sink.close();
    },
    warnings: () => [...warnings, ...(writer?.warnings ?? [])],
  };
}

/** The converter's own integers where a header can hold its range exactly: every sample then survives as it is. */
export function rangeOf({ fullScale, countSize }: Pick<RecorderChannel, 'fullScale' | 'countSize'>): IntegerRange {
  const digitalMax = Math.round(fullScale / countSize);
  const isExact = String(-fullScale).length <= 8 && Math.abs(digitalMax * countSize - fullScale) < 1e-9 * fullScale && digitalMax <= 8_388_607;
  return isExact ? { physicalMin: -fullScale, physicalMax: fullScale, digitalMin: -digitalMax, digitalMax } : rangeForValues(-fullScale, fullScale, 'BDF');
}
