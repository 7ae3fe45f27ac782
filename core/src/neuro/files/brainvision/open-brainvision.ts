import { IzaError, throwIfAborted } from '../../../foundation/index.ts';
import type { Annotation, ByteSource, Channel } from '../../../ports/index.ts';
import type { RecordingInfo, RecordingReader } from '../../recording/index.ts';
import { uniqueChannelNames } from '../channel-names.ts';
import { corruptRecording, readExactly } from '../corrupt-recording.ts';
import { sortAnnotations } from '../edf/edf-annotations.ts';
import { fillLost, lostRangesOf, mergeRanges } from '../lost-ranges.ts';
import { checkReadRequest } from '../read-request.ts';
import { finiteOrLost } from '../finite-or-lost.ts';
import { microvoltsPerUnit, normalizeUnit } from '../voltage-unit.ts';
import { decodeBrainVision, parseBrainVisionIni, splitValues } from './brainvision-ini.ts';

const MAX_TEXT_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 4 * 1024 * 1024;
const MAX_CHANNELS = 10_000;
const MAX_RESOLUTION = 1e12;

const FORMATS = {
  INT_16: { sizeBytes: 2, read: (view: DataView, at: number): number => view.getInt16(at, true) },
  UINT_16: { sizeBytes: 2, read: (view: DataView, at: number): number => view.getUint16(at, true) },
  INT_32: { sizeBytes: 4, read: (view: DataView, at: number): number => view.getInt32(at, true) },
  IEEE_FLOAT_32: { sizeBytes: 4, read: (view: DataView, at: number): number => finiteOrLost(view.getFloat32(at, true)) },
} as const;

export const isBrainVision = (head: string): boolean => /^\uFEFF?Brain ?Vision Data Exchange Header File/i.test(head);

interface BrainVisionOptions {
  readonly signal?: AbortSignal | undefined;
  readonly openSibling?: ((name: string) => Promise<ByteSource | undefined>) | undefined;
}

/**
 * A BrainVision recording by its header (.vhdr); samples (.eeg) and markers (.vmrk) are files beside it.
 * Markers are named as MNE names them: `Stimulus/S  1`.
 * @throws IzaError `file-missing` without the samples, `recording-corrupt`, `unsupported`
 */
export async function openBrainVision(source: ByteSource, { signal, openSibling }: BrainVisionOptions = {}): Promise<RecordingReader> {
  const warnings: string[] = [];
  const header = parseBrainVisionIni(await readText(source));
  const common = header.get('common infos') ?? new Map<string, string>();
  const { channels, scales } = readChannels(source, header, common);
  const binary = header.get('binary infos')?.get('BinaryFormat') ?? 'INT_16';
  if (!Object.hasOwn(FORMATS, binary) || (common.get('DataFormat') ?? 'BINARY').toUpperCase() !== 'BINARY') {
    throw new IzaError('unsupported', `Cannot read ${source.name}: its samples are ${common.get('DataFormat') ?? ''} ${binary}; known are binary ${Object.keys(FORMATS).join(', ')}.`);
  }
  const format = FORMATS[binary as keyof typeof FORMATS];
  const isVectorized = /^vectorized$/i.test(common.get('DataOrientation') ?? 'MULTIPLEXED');
  const data = await openData(source, common, openSibling, warnings);
  try {
    const frameBytes = format.sizeBytes * channels.length;
    const sampleCount = Math.floor(data.sizeBytes / frameBytes);
    if (data.sizeBytes % frameBytes !== 0) warnings.push(`The last ${data.sizeBytes % frameBytes} bytes of ${data.name} are no whole sample and are left out.`);
    const samplingRateHz = channels[0].samplingRateHz;
    const { annotations, startMs } = await readMarkers(source, common, { openSibling, samplingRateHz, warnings });
    const info: RecordingInfo = {
      format: 'BrainVision',
      channels,
      samplingRateHz,
      sampleCount,
      startMs,
      annotations,
      lost: mergeRanges(lostRangesOf(annotations, samplingRateHz), sampleCount),
      warnings,
      details: { 'data file': data.name, 'binary format': binary },
    };
    const close = async (): Promise<void> => {
      await data.close();
      await source.close();
    };
    return {
      info,
      async read(options = {}) {
        const { channels: chosen, start, end, signal: readSignal } = checkReadRequest(info, options);
        const outs = chosen.map(() => new Float64Array(end - start));
        const columns = isVectorized ? chosen.map((channel) => ({ base: channel * sampleCount * format.sizeBytes, strideBytes: format.sizeBytes, offset: 0, channel })) : chosen.map((channel) => ({ base: 0, strideBytes: frameBytes, offset: channel * format.sizeBytes, channel }));
        const perChunk = Math.max(1, Math.floor(CHUNK_BYTES / (isVectorized ? format.sizeBytes : frameBytes)));
        for (let first = start; first < end; first += perChunk) {
          throwIfAborted(readSignal);
          throwIfAborted(signal);
          const count = Math.min(perChunk, end - first);
          let shared: DataView | undefined;
          for (const [position, { base, strideBytes, offset, channel }] of columns.entries()) {
            const view = shared ?? viewOf(await readExactly(data, base + first * strideBytes, count * strideBytes, 'the samples'));
            if (!isVectorized) shared = view;
            for (let index = 0; index < count; index += 1) outs[position][first - start + index] = format.read(view, index * strideBytes + offset) * scales[channel];
          }
        }
        for (const out of outs) fillLost(out, start, info.lost);
        return outs;
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await data.close();
    throw error;
  }
}

function readChannels(source: ByteSource, header: Map<string, Map<string, string>>, common: ReadonlyMap<string, string>): { channels: Channel[]; scales: number[] } {
  const count = Number(common.get('NumberOfChannels'));
  const intervalUs = Number(common.get('SamplingInterval'));
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_CHANNELS)) throw corruptRecording(source, 0, `NumberOfChannels is "${common.get('NumberOfChannels') ?? ''}".`);
  if (!(intervalUs >= 0.1 && Number.isFinite(intervalUs))) throw corruptRecording(source, 0, `SamplingInterval is "${common.get('SamplingInterval') ?? ''}" µs.`);
  const infos = header.get('channel infos') ?? new Map<string, string>();
  const scales: number[] = [];
  const parts = Array.from({ length: count }, (_, index) => {
    const text = infos.get(`Ch${index + 1}`);
    if (text === undefined) throw corruptRecording(source, 0, `there is no Ch${index + 1} among its ${count} channels.`);
    const [name, , resolutionText = '', unitText = ''] = splitValues(text);
    const resolution = resolutionText === '' ? 1 : Number(resolutionText.replace(',', '.'));
    if (!(Math.abs(resolution) < MAX_RESOLUTION && resolution !== 0)) throw corruptRecording(source, 0, `the resolution of channel "${name}" is "${resolutionText}".`);
    const unit = unitText === '' ? 'µV' : unitText;
    const factor = microvoltsPerUnit(unit);
    scales.push(resolution * (factor ?? 1));
    return { name, unit: factor === undefined ? normalizeUnit(unit) : 'µV', isVoltage: factor !== undefined };
  });
  const names = uniqueChannelNames(parts.map(({ name }) => name));
  return { scales, channels: parts.map(({ unit, isVoltage }, index): Channel => ({ name: names[index], type: isVoltage ? (/eog/i.test(names[index]) ? 'eog' : 'eeg') : 'misc', unit, samplingRateHz: 1e6 / intervalUs })) };
}

async function openData(source: ByteSource, common: ReadonlyMap<string, string>, openSibling: BrainVisionOptions['openSibling'], warnings: string[]): Promise<ByteSource> {
  const name = fileName(source, common.get('DataFile') ?? '$b.eeg');
  const ownName = `${baseName(source)}.eeg`;
  const found = await openSibling?.(name);
  if (found) return found;
  const renamed = name === ownName ? undefined : await openSibling?.(ownName);
  if (!renamed) throw new IzaError('file-missing', `Cannot read ${source.name}: its samples are in ${name}, which is not beside it. Copy both files together.`);
  warnings.push(`The header names ${name}, which is not there; ${ownName} is read.`);
  return renamed;
}

async function readMarkers(
  source: ByteSource,
  common: ReadonlyMap<string, string>,
  { openSibling, samplingRateHz, warnings }: { openSibling: BrainVisionOptions['openSibling']; samplingRateHz: number; warnings: string[] },
): Promise<{ annotations: Annotation[]; startMs: number | undefined }> {
  const said = common.get('MarkerFile');
  if (said === undefined || said === '') return { annotations: [], startMs: undefined };
  const name = fileName(source, said);
  const file = (await openSibling?.(name)) ?? (await openSibling?.(`${baseName(source)}.vmrk`));
  if (!file) {
    warnings.push(`The markers are in ${name}, which is not beside the header: there are none.`);
    return { annotations: [], startMs: undefined };
  }
  const annotations: Annotation[] = [];
  let startMs: number | undefined;
  let brokenCount = 0;
  let segmentCount = 0;
  const text = await readAndClose(file);
  for (const [key, value] of parseBrainVisionIni(text).get('marker infos') ?? []) {
    if (!/^Mk\d+$/.test(key)) continue;
    const [type, description = '', positionText = '', sizeText = '1', , date] = splitValues(value);
    const position = Number(positionText);
    const sizeSamples = sizeText === '' ? 1 : Number(sizeText);
    if (positionText === '' || !Number.isInteger(position) || !(sizeSamples >= 0)) {
      brokenCount += 1;
      continue;
    }
    if (type === 'New Segment') {
      segmentCount += 1;
      if (startMs === undefined && date !== undefined) startMs = dateMs(date);
    }
    annotations.push({ onsetSeconds: (position - 1) / samplingRateHz, durationSeconds: sizeSamples / samplingRateHz, text: `${type}/${description}` === 'Comment/BAD_lost' ? 'BAD_lost' : `${type}/${description}` });
  }
  if (brokenCount > 0) warnings.push(`${brokenCount} markers of ${name} cannot be read and are left out.`);
  if (segmentCount > 1) warnings.push(`The recording was paused ${segmentCount - 1} times (New Segment); the pauses are not in the data, which is read as if it went on.`);
  return { annotations: sortAnnotations(annotations), startMs };
}

/** `20131113161403794232`: year to microsecond, of a clock that tells no zone. */
function dateMs(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{6})$/.exec(text.trim())?.slice(1).map(Number);
  if (!parts || parts[0] === 0) return undefined;
  return Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]) + parts[6] / 1000;
}

/** `$b` stands for the header's own name. Only files beside the header are opened. */
const fileName = (source: ByteSource, text: string): string => text.replaceAll('$b', baseName(source)).replace(/^.*[\\/]/, '');
const baseName = (source: ByteSource): string => source.name.replace(/\.[^.]*$/, '');

async function readText(source: ByteSource): Promise<string> {
  if (source.sizeBytes > MAX_TEXT_BYTES) throw corruptRecording(source, MAX_TEXT_BYTES, `a header or marker file of ${source.sizeBytes} bytes is none.`);
  return decodeBrainVision(await readExactly(source, 0, source.sizeBytes, 'the text')).replace(/^\uFEFF/, '');
}

async function readAndClose(source: ByteSource): Promise<string> {
  try {
    return await readText(source);
  } finally {
    await source.close();
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
