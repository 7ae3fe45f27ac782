import { z } from 'zod';
import { didYouMean, IzaError } from '../../../foundation/index.ts';
import { parsePipeline, signalChannels, standardPipelines, findPosition, type Pipeline, type RecordingInfo, type StandardPipelineName } from '../../../neuro/index.ts';
import { defineCapability } from '../../capability.ts';
import type { Iza } from '../../create-iza.ts';
import { writeOutput } from './create-output.ts';
import { drawResult, drawTraces, type Plot } from './draw-results.ts';
import { fileNameOf } from './file-name.ts';
import { leftOutOfEditors } from './left-out.ts';
import { byteFilesOf, withRecording } from './open-named-recording.ts';
import { channelsInput, endSecondsInput, fileInput, replaceInput, startSecondsInput } from './recording-inputs.ts';
import { provenanceOutput } from './recording-outputs.ts';
import { runOnFile, type FileRun } from './run-steps.ts';
import { summariseResult, writeReport } from './write-report.ts';

/** Pipelines are written by people: a file of this size is something else. */
const MAX_PIPELINE_BYTES = 1_000_000;
/** So many events of one label make an average worth looking at. */
const LEAST_EVENTS = 10;

export const recordingsAnalyze = defineCapability({
  id: 'recordings.analyze',
  title: 'Analyze a recording',
  description: 'Runs a pipeline over a recording and writes a folder with a Markdown report, its plots and all numbers as JSON, with the provenance that makes it repeatable.',
  input: z.strictObject({
    file: fileInput,
    pipeline: z.string().min(1).optional().describe(`A file (YAML or JSON), or one of ${Object.keys(standardPipelines).join(', ')}; chosen by what the recording holds when absent`),
    out: z.string().min(1).optional().describe('Folder to write into; beside the recording, named after it, when absent'),
    format: z.enum(['svg', 'png']).default('svg').describe('Of the plots'),
    channels: channelsInput,
    startSeconds: startSecondsInput,
    endSeconds: endSecondsInput,
    replace: replaceInput,
  }),
  output: z.strictObject({
    report: z.string().describe('The Markdown file'),
    results: z.string().describe('The JSON file with every number'),
    plots: z.array(z.string()),
    pipeline: z.string(),
    summary: z.array(z.string()).describe('What was found, a sentence each'),
    provenance: provenanceOutput,
    warnings: z.array(z.string()).readonly(),
  }),
  positional: ['file'],
  permission: 'recordings:write',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run({ file, pipeline: named, out, format, channels, startSeconds, endSeconds, replace }, iza, context) {
    if (format === 'png' && !iza.rasterizeSvg) throw new IzaError('unsupported', 'Cannot draw .png here: this host has no rasteriser. Use --format svg.');
    const files = byteFilesOf(iza);
    const folder = out ?? `${file.replace(/\.[^./\\]+$/, '')}-analysis`;
    const pipeline = named === undefined ? await choosePipeline(file, channels, iza, context.signal) : await namedPipeline(named, iza);
    const run = await runOnFile(file, pipeline, iza, { part: { channels, startSeconds, endSeconds }, withHash: true, context });

    const plots = plotsOf(run, { title: fileNameOf(file), startSeconds });
    const written: { readonly plot: Plot; readonly path: string }[] = [];
    for (const plot of plots) {
      const path = `plots/${plot.name}.${format}`;
      await writeOutput(files, `${folder}/${path}`, format === 'png' ? await iza.rasterizeSvg!(plot.svg, { widthPx: 1600 }) : plot.svg, { replace });
      written.push({ plot, path });
    }
    const warnings = [...run.readWarnings, ...run.provenance.warnings];
    const numbers = { provenance: run.provenance, warnings, results: run.results };
    await writeOutput(files, `${folder}/results.json`, `${JSON.stringify(numbers, withPlainNumbers, 1)}\n`, { replace });
    await writeOutput(files, `${folder}/report.md`, writeReport({ file, pipeline, run, plots: written, warnings }), { replace });
    return {
      report: files.resolve(`${folder}/report.md`),
      results: files.resolve(`${folder}/results.json`),
      plots: written.map(({ path }) => files.resolve(`${folder}/${path}`)),
      pipeline: pipeline.name,
      summary: run.results.flatMap(summariseResult),
      provenance: run.provenance,
      warnings,
    };
  },
});

/** JSON knows no NaN; six digits are more than any of these numbers is known to. */
function withPlainNumbers(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : null;
}

function plotsOf(run: FileRun, { title, startSeconds }: { title: string; startSeconds: number | undefined }): Plot[] {
  const drawn = [drawTraces(run.loaded, { theme: 'auto', title: `${title}, as recorded`, startSeconds }), ...run.results.flatMap((result) => drawResult(result, { theme: 'auto' }))];
  // A pipeline may take two spectra: each has a file of its own.
  const counts = new Map<string, number>();
  return drawn.map((plot) => {
    const count = (counts.get(plot.name) ?? 0) + 1;
    counts.set(plot.name, count);
    return count === 1 ? plot : { ...plot, name: `${plot.name}-${count}` };
  });
}

async function namedPipeline(name: string, iza: Iza): Promise<Pipeline> {
  if (Object.hasOwn(standardPipelines, name)) return parsePipeline(standardPipelines[name as StandardPipelineName], { origin: name });
  const source = await byteFilesOf(iza).open(name);
  if (!source) {
    const near = didYouMean(name, Object.keys(standardPipelines));
    throw new IzaError('file-missing', `Cannot open the pipeline ${name}: there is no such file.${near === undefined ? ` Give a file, or one of ${Object.keys(standardPipelines).join(', ')}.` : ` Did you mean ${near}?`}`);
  }
  try {
    if (source.sizeBytes > MAX_PIPELINE_BYTES) throw new IzaError('bad-input', `Cannot use ${name} as a pipeline: it has ${source.sizeBytes} bytes, and a pipeline has less than ${MAX_PIPELINE_BYTES}.`);
    return parsePipeline(new TextDecoder().decode(await source.read(0, source.sizeBytes)), { origin: name });
  } finally {
    await source.close();
  }
}

/** By what is there: events to average around, and enough electrodes with a place to take their average as reference. */
async function choosePipeline(file: string, channels: readonly string[] | undefined, iza: Iza, signal: AbortSignal | undefined): Promise<Pipeline> {
  const info = await withRecording(file, iza, { signal }, async (reader) => reader.info);
  return namedPipeline(standardNameFor(info, channels), iza);
}

function standardNameFor({ channels, annotations }: RecordingInfo, named: readonly string[] | undefined): StandardPipelineName {
  const electrodes = signalChannels(channels).filter((position) => findPosition(channels[position].name));
  if ((named ?? electrodes).length < 8 || electrodes.length < 8) return 'as-recorded';
  const moments = annotations.filter(({ text }) => !/^(bad|edge)/i.test(text));
  return moments.length >= LEAST_EVENTS ? 'event-related' : 'resting-state';
}
