import { IzaError } from '../../../foundation/index.ts';
import { findChannels, openRecording, type Recording, type RecordingReader } from '../../../neuro/index.ts';
import type { ByteFiles } from '../../../ports/index.ts';
import type { Iza } from '../../create-iza.ts';

/** Samples of a whole recording are held in memory, and the filtered ones beside them. */
const MAX_LOADED_BYTES = 1024 ** 3;

/** @throws IzaError `unsupported` where the host opens no files */
export function byteFilesOf(iza: Iza): ByteFiles {
  if (!iza.byteFiles) throw new IzaError('unsupported', 'Cannot open recordings here: this host opens no files. Use the terminal or the bridge.');
  return iza.byteFiles;
}

/** Opens a recording for as long as `use` runs. @throws IzaError `file-missing` | `file-unreadable` | `recording-corrupt`, and what `use` throws */
export async function withRecording<Result>(path: string, iza: Iza, { signal }: { signal?: AbortSignal | undefined }, use: (reader: RecordingReader) => Promise<Result>): Promise<Result> {
  const reader = await openNamedRecording(path, iza, signal);
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

async function openNamedRecording(path: string, iza: Iza, signal: AbortSignal | undefined): Promise<RecordingReader> {
  const files = byteFilesOf(iza);
  const source = await files.open(path);
  if (!source) throw new IzaError('file-missing', `Cannot open ${path}: there is no such file (looked for ${files.resolve(path)}).`);
  return openRecording(source, { signal, openSibling: (name) => files.open(folderOf(path) + name) });
}

/** `a/b/` of `a/b/c.bdf`; nothing for a name alone. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

export interface RecordingPart {
  readonly channels?: readonly string[] | undefined;
  readonly startSeconds?: number | undefined;
  readonly endSeconds?: number | undefined;
}

/** Positions of the named channels, all when none is named. @throws IzaError `bad-input` with the nearest name */
export function channelPositions({ info }: RecordingReader, channels: readonly string[] | undefined): number[] {
  if (!channels) return info.channels.map((_, position) => position);
  try {
    return findChannels(info.channels, channels);
  } catch (error) {
    throw new IzaError('bad-input', `Cannot choose the channels: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The chosen part of a recording in memory.
 * @throws IzaError `bad-input` for a channel or a range that is not there, and for more than a gigabyte of samples
 */
export async function loadRecording(reader: RecordingReader, { channels, startSeconds = 0, endSeconds }: RecordingPart, { signal }: { signal?: AbortSignal | undefined }): Promise<Recording> {
  const { info } = reader;
  if (info.channels.length === 0 || info.sampleCount === 0) throw new IzaError('bad-input', `Cannot work on this recording: it holds no samples, only ${info.annotations.length} annotation${info.annotations.length === 1 ? '' : 's'}.`);
  const positions = channelPositions(reader, channels);
  const start = Math.round(startSeconds * info.samplingRateHz);
  const end = Math.min(info.sampleCount, endSeconds === undefined ? info.sampleCount : Math.round(endSeconds * info.samplingRateHz));
  if (start >= end) throw new IzaError('bad-input', `Cannot read from ${startSeconds} s to ${endSeconds ?? 'the end'}: the recording lasts ${(info.sampleCount / info.samplingRateHz).toFixed(3)} s.`);
  const bytes = (end - start) * positions.length * 8;
  if (bytes > MAX_LOADED_BYTES) {
    throw new IzaError('bad-input', `Cannot hold ${positions.length} channels of ${((end - start) / info.samplingRateHz / 3600).toFixed(1)} hours in memory: that is ${(bytes / 1024 ** 3).toFixed(1)} GB. Choose fewer with --channels, or a part with --start-seconds and --end-seconds.`);
  }
  const samples = await reader.read({ channels: positions, start, end, signal });
  const offsetSeconds = start / info.samplingRateHz;
  return {
    channels: positions.map((position) => ({ ...info.channels[position], samplingRateHz: info.samplingRateHz })),
    samplingRateHz: info.samplingRateHz,
    samples,
    annotations: info.annotations
      .filter(({ onsetSeconds, durationSeconds }) => onsetSeconds < end / info.samplingRateHz && onsetSeconds + durationSeconds >= offsetSeconds)
      .map((annotation) => ({ ...annotation, onsetSeconds: annotation.onsetSeconds - offsetSeconds })),
    startMs: info.startMs === undefined ? undefined : info.startMs + offsetSeconds * 1000,
  };
}
