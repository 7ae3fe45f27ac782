import type { ByteSink } from '../../../ports/index.ts';
import type { IntegerRange, RecordingReader } from '../../recording/index.ts';
import { createBdfWriter, createEdfWriter, type EdfWriterChannel } from '../edf/create-edf-writer.ts';
import { formatExactly } from '../edf/edf-number.ts';
import { DIGITAL_LIMITS, extendRange, rangeForValues, resolutionOf } from '../edf/edf-ranges.ts';
import { readBlocks } from '../read-blocks.ts';
import type { ConversionReport, ConversionRequest } from './convert-recording.ts';

/** Bytes of an annotation beside its text: times, marks. */
const LIST_OVERHEAD_BYTES = 48;
const MIN_ANNOTATION_BYTES = 96;
const MAX_ANNOTATION_BYTES = 8192;

/**
 * BDF+ or EDF+. A channel whose integers the source tells keeps them; of others the values are looked through first,
 * and the finest range that holds them is taken.
 */
export async function writeEdfFamily(family: 'EDF' | 'BDF', reader: RecordingReader, sink: ByteSink, request: ConversionRequest): Promise<ConversionReport> {
  const { info } = reader;
  const { channels, signal, onProgress } = request;
  const { ranges, warnings } = await chooseRanges(family, reader, request);
  const longestText = info.annotations.reduce((longest, { text }) => Math.max(longest, 3 * text.length), 0);
  const totalBytes = info.annotations.reduce((sum, { text }) => sum + 3 * text.length + LIST_OVERHEAD_BYTES, 0);
  const recordSeconds = info.samplingRateHz === 0 ? 0 : 1;
  const recordCount = Math.max(1, info.samplingRateHz === 0 ? 1 : info.sampleCount / info.samplingRateHz);
  const create = family === 'BDF' ? createBdfWriter : createEdfWriter;
  const writer = await create(sink, {
    channels: channels.map((index, position): EdfWriterChannel => ({ ...info.channels[index], unit: headerUnitOf(info.channels[index].unit), range: ranges[position] })),
    startMs: info.startMs,
    recordSeconds,
    sampleCount: info.sampleCount,
    marksLostPerRecord: false,
    annotationBytesPerRecord: Math.min(MAX_ANNOTATION_BYTES, Math.max(MIN_ANNOTATION_BYTES, 2 * LIST_OVERHEAD_BYTES + longestText, (2 * totalBytes) / recordCount)),
    patient: request.patient ?? patientOf(info.details['patient']),
    equipment: request.equipment ?? equipmentOf(info.details['recording']),
  });
  for (const annotation of info.annotations) writer.annotate(annotation);
  for await (const { start, samples } of readBlocks(reader, { channels, signal })) {
    await writer.append(samples);
    onProgress?.(start + (samples.at(0)?.length ?? 0), info.sampleCount);
  }
  await writer.close();
  return { warnings: [...warnings, ...writer.warnings] };
}

/** A header has eight characters; a longer unit would be cut into another word. */
const headerUnitOf = (unit: string): string => (unit.length <= 8 ? unit : '');

async function chooseRanges(family: 'EDF' | 'BDF', reader: RecordingReader, { channels, signal }: ConversionRequest): Promise<{ ranges: IntegerRange[]; warnings: string[] }> {
  const { info } = reader;
  const known = channels.map((index) => info.integerRanges?.[index]);
  const open = channels.filter((_, position) => !isKept(known[position], family) || mayBeExceeded(known[position]));
  const found = new Map((await scanValues(reader, open, signal)).map((values, position) => [open[position], values]));
  const warnings: string[] = [];
  const rounded: { name: string; step: number; stepText: string }[] = [];
  const ranges = channels.map((index, position) => {
    const values = found.get(index);
    const kept = known[position] && values ? extendRange(known[position], values) : known[position];
    if (isKept(kept, family)) return kept;
    const { min, max, areWhole } = values ?? { min: 0, max: 0, areWhole: true };
    const limits = DIGITAL_LIMITS[family];
    if (areWhole && min >= limits.digitalMin && max <= limits.digitalMax) return { physicalMin: limits.digitalMin, physicalMax: limits.digitalMax, ...limits };
    const range = rangeForValues(min, max, family);
    const { name, unit } = info.channels[index];
    const before = info.integerRanges?.[index];
    const stepText = `${Number(resolutionOf(range).toPrecision(4))} ${unit}`;
    if (before) warnings.push(`"${name}" is stored in steps of ${stepText} (in the source ${Number(resolutionOf(before).toPrecision(4))} ${unit}).`);
    else rounded.push({ name, step: resolutionOf(range), stepText });
    return range;
  });
  const coarsest = rounded.reduce((most, each) => (each.step > most.step ? each : most), rounded[0]);
  if (coarsest) warnings.push(`Numbers are stored in the steps of a ${family} file: ${coarsest.stepText} ${rounded.length === 1 ? `in "${coarsest.name}"` : `at most, in ${rounded.length} channels ("${coarsest.name}")`}.`);
  return { ranges, warnings };
}

/** The source's own integers, where the target has room for them and its header for their range. */
function isKept(range: IntegerRange | undefined, family: 'EDF' | 'BDF'): range is IntegerRange {
  if (!range) return false;
  const limits = DIGITAL_LIMITS[family];
  const fits = range.digitalMin < range.digitalMax && Number.isInteger(range.digitalMin) && Number.isInteger(range.digitalMax) && range.digitalMin >= limits.digitalMin && range.digitalMax <= limits.digitalMax;
  return fits && [range.physicalMin, range.physicalMax].every((end) => formatExactly(end) !== undefined);
}

/** A range that takes up all integers of a family holds whatever the source has; headers of others lie at times. */
const mayBeExceeded = (range: IntegerRange | undefined): boolean => !Object.values(DIGITAL_LIMITS).some(({ digitalMin, digitalMax }) => range?.digitalMin === digitalMin && range.digitalMax === digitalMax);

async function scanValues(reader: RecordingReader, channels: readonly number[], signal: AbortSignal | undefined): Promise<{ min: number; max: number; areWhole: boolean }[]> {
  const found = channels.map(() => ({ min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, areWhole: true }));
  if (channels.length === 0) return found;
  for await (const { samples } of readBlocks(reader, { channels, signal })) {
    for (const [position, values] of samples.entries()) {
      const entry = found[position];
      for (const value of values) {
        if (!Number.isFinite(value)) continue;
        if (value < entry.min) entry.min = value;
        if (value > entry.max) entry.max = value;
        if (entry.areWhole && !Number.isInteger(value)) entry.areWhole = false;
      }
    }
  }
  return found;
}

/** Subfields of an EDF+ header, carried from the source: `code sex birthday name`. */
function patientOf(text: string | undefined): ConversionRequest['patient'] {
  const [code, sex, birthday, ...name] = (text ?? '').split(' ').map((part) => (part === 'X' || part === '' ? undefined : part));
  return { code, sex: sex === 'M' || sex === 'F' ? sex : undefined, birthday, name: name.filter((part) => part !== undefined).join('_') };
}

function equipmentOf(text: string | undefined): ConversionRequest['equipment'] {
  const [, administration, technician, ...equipment] = (/^Startdate (.*)$/.exec(text ?? '')?.[1] ?? '').split(' ').map((part) => (part === 'X' || part === '' ? undefined : part));
  return { administration, technician, equipment: equipment.filter((part) => part !== undefined).join('_') };
}
