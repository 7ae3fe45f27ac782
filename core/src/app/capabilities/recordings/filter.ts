import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { checkPipeline, conversionTargetOf, convertRecording, PIPELINE_VERSION, runPipeline, type ConversionTarget, type Pipeline, type Provenance, type RecordingReader } from '../../../neuro/index.ts';
import type { ByteSink } from '../../../ports/index.ts';
import { defineCapability, type CapabilityContext } from '../../capability.ts';
import { IZA_VERSION } from '../../iza-version.ts';
import { createOutput } from './create-output.ts';
import { leftOutOfEditors } from './left-out.ts';
import { littleEndianBytes } from './little-endian-bytes.ts';
import { byteFilesOf, channelPositions, loadRecording, withRecording } from './open-named-recording.ts';
import { bandInput, channelsInput, fileInput, replaceInput } from './recording-inputs.ts';
import { provenanceOutput } from './recording-outputs.ts';
import { readerOfRecording } from './recording-in-memory.ts';

/** Samples of so many bytes are filtered at a time where the output is written channel after channel. */
const GROUP_BYTES = 256 * 1024 ** 2;

const input = z.strictObject({
  file: fileInput,
  bandpass: bandInput.describe('Keeps low to high, Hz'),
  highpass: z.number().positive().optional().describe('Keeps what is faster, Hz'),
  lowpass: z.number().positive().optional().describe('Keeps what is slower, Hz'),
  notch: z.array(z.number().positive()).min(1).meta({ separator: ',' }).optional().describe('Takes these out, Hz: the mains and its harmonics'),
  method: z.enum(['fir', 'butterworth', 'chebyshev1', 'bessel']).default('fir').describe('fir: MNE\'s default, zero phase. The others: forwards and backwards'),
  order: z.int().min(1).max(12).default(4).describe('Of a recursive filter'),
  channels: channelsInput,
  out: z.string().min(1).describe('Where to write: .f64 (raw little-endian float64 µV, channel after channel), .bdf, .edf, .csv'),
  replace: replaceInput,
});

export const recordingsFilter = defineCapability({
  id: 'recordings.filter',
  title: 'Filter a recording',
  description: 'Writes a recording with frequencies taken out, without shifting anything in time: the same samples as MNE-Python gives. Lost samples stay lost.',
  input,
  output: z.strictObject({ out: z.string(), channelNames: z.array(z.string()), sampleCount: z.int(), samplingRateHz: z.number(), provenance: provenanceOutput, warnings: z.array(z.string()).readonly() }),
  positional: ['file'],
  permission: 'recordings:write',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run(chosen, iza, context) {
    const to = conversionTargetOf(chosen.out);
    if (!to) throw new IzaError('bad-input', `Cannot write ${chosen.out}: its extension names no format. Use .f64, .bdf, .edf or .csv.`);
    const pipeline = pipelineOf(chosen);
    const files = byteFilesOf(iza);
    return withRecording(chosen.file, iza, context, async (reader) => {
      const positions = channelPositions(reader, chosen.channels);
      const names = positions.map((position) => reader.info.channels[position].name);
      const work: FilterWork = { reader, names, pipeline, file: chosen.file, open: () => createOutput(files, chosen.out, chosen), context };
      const { provenance, warnings } = to === 'f64' ? await filterInGroups(work) : await filterAtOnce(work, to);
      return {
        out: files.resolve(chosen.out),
        channelNames: names,
        sampleCount: reader.info.sampleCount,
        samplingRateHz: reader.info.samplingRateHz,
        provenance,
        warnings: [...reader.info.warnings, ...provenance.warnings, ...warnings],
      };
    });
  },
});

function pipelineOf({ bandpass, highpass, lowpass, notch, method, order, channels }: z.output<typeof input>): Pipeline {
  if (bandpass && (highpass !== undefined || lowpass !== undefined)) throw new IzaError('bad-input', 'Cannot filter with --bandpass and with --highpass or --lowpass at once. Give one of them.');
  const lowHz = bandpass?.[0] ?? highpass;
  const highHz = bandpass?.[1] ?? lowpass;
  const steps: unknown[] = [];
  const named = channels && { channels };
  if (lowHz !== undefined || highHz !== undefined) steps.push({ step: 'filter', ...(lowHz !== undefined && { lowHz }), ...(highHz !== undefined && { highHz }), method, order, ...named });
  if (notch) steps.push({ step: 'notch', frequenciesHz: notch, ...named });
  if (steps.length === 0) throw new IzaError('bad-input', 'Cannot filter without a band. Give --bandpass low,high, --highpass, --lowpass or --notch.');
  return checkPipeline({ version: PIPELINE_VERSION, name: 'recordings.filter', steps }, { origin: 'recordings.filter' });
}

interface FilterWork {
  readonly reader: RecordingReader;
  readonly names: readonly string[];
  readonly pipeline: Pipeline;
  readonly file: string;
  /** Opens the output, once the first samples are filtered and nothing can be wrong with the request any more. */
  readonly open: () => Promise<ByteSink>;
  readonly context: CapabilityContext;
}

interface FilterReport {
  readonly provenance: Provenance;
  /** What the output format cannot hold. */
  readonly warnings: readonly string[];
}

async function filterAtOnce({ reader, names, pipeline, file, open, context }: FilterWork, to: ConversionTarget): Promise<FilterReport> {
  const recording = await loadRecording(reader, { channels: names }, context);
  const { state, provenance } = await runPipeline(pipeline, recording, { izaVersion: IZA_VERSION, input: { name: file, format: reader.info.format }, signal: context.signal });
  const { warnings } = await convertRecording(readerOfRecording(state.recording, reader.info), await open(), { to, signal: context.signal });
  return { provenance, warnings };
}

/** Filters some channels at a time and appends them: a recording of any length, as long as one channel fits in memory. */
async function filterInGroups({ reader, names, pipeline, file, open, context }: FilterWork): Promise<FilterReport> {
  const { info } = reader;
  const groupSize = Math.max(1, Math.floor(GROUP_BYTES / (8 * Math.max(1, info.sampleCount))));
  let sink: ByteSink | undefined;
  let provenance: Provenance | undefined;
  try {
    for (let first = 0; first < names.length; first += groupSize) {
      const group = names.slice(first, first + groupSize);
      const recording = await loadRecording(reader, { channels: group }, context);
      const own: Pipeline = { ...pipeline, steps: pipeline.steps.map((step) => ('channels' in step.parameters && step.parameters['channels'] ? { ...step, parameters: { ...step.parameters, channels: group } } : step)) };
      const run = await runPipeline(own, recording, { izaVersion: IZA_VERSION, input: { name: file, format: info.format }, signal: context.signal });
      sink ??= await open();
      for (const samples of run.state.recording.samples) await sink.append(littleEndianBytes(samples));
      provenance ??= { ...run.provenance, input: { ...run.provenance.input, channelCount: names.length }, steps: run.provenance.steps.map((step, index) => ({ ...step, parameters: pipeline.steps[index].parameters })) };
      context.onProgress?.({ doneCount: Math.min(names.length, first + groupSize), totalCount: names.length, message: group[group.length - 1] });
    }
    await sink?.flush();
  } finally {
    await sink?.close();
  }
  if (!provenance) throw new IzaError('bad-input', `Cannot filter ${file}: it holds no channel.`);
  return { provenance, warnings: [] };
}
