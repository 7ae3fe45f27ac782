import { z } from 'zod';
import { assertNever, IzaError } from '../../../foundation/index.ts';
import { goodEegChannels } from '../../../neuro/index.ts';
import { defineCapability, type CapabilityContext } from '../../capability.ts';
import type { Iza } from '../../create-iza.ts';
import { writeOutput } from './create-output.ts';
import { drawAverages, drawBandTopographies, drawSpectrogram, drawSpectrum, drawTraces, type Plot } from './draw-results.ts';
import { epochInputs, epochsStepOf, filterStepOf } from './epoch-inputs.ts';
import { fileNameOf } from './file-name.ts';
import { leftOutOfEditors } from './left-out.ts';
import { byteFilesOf } from './open-named-recording.ts';
import { bandInput, channelsInput, endSecondsInput, fileInput, replaceInput, startSecondsInput } from './recording-inputs.ts';
import { pipelineOfSteps, resultOf, runOnFile } from './run-steps.ts';

/** What a screen shows of traces at a readable scale. */
const TRACE_SECONDS = 10;
const DEFAULT_HIGH_HZ = 60;
/** Longer than the slopes of a filter from 0.5 Hz up. */
const FILTER_MARGIN_SECONDS = 8;

const input = z.strictObject({
  file: fileInput,
  out: z.string().min(1).describe('Where to write: .svg or .png'),
  kind: z.enum(['traces', 'overview', 'spectrum', 'spectrogram', 'topography', 'erp']).default('traces').describe('traces: 10 s unless told. overview: the whole recording'),
  channels: channelsInput,
  startSeconds: startSecondsInput,
  endSeconds: endSecondsInput,
  bandpass: bandInput.describe('Filters first, Hz: low,high'),
  band: z.enum(['delta', 'theta', 'alpha', 'beta', 'gamma']).default('alpha').describe('Of a topography'),
  ...epochInputs,
  theme: z.enum(['auto', 'light', 'dark']).optional().describe('auto follows the reader\'s colours (SVG only); auto for .svg and light for .png when absent'),
  widthPx: z.int().min(100).max(8000).default(1600).describe('Of a .png'),
  replace: replaceInput,
});

export const recordingsPlot = defineCapability({
  id: 'recordings.plot',
  title: 'Draw a recording',
  description: 'Draws traces, an overview, the spectrum, a spectrogram, a topography of band power or an event-related average of a recording as SVG or PNG.',
  input,
  output: z.strictObject({ out: z.string(), kind: z.string(), title: z.string(), sizeBytes: z.int(), warnings: z.array(z.string()).readonly() }),
  positional: ['file', 'out'],
  permission: 'recordings:write',
  effect: 'write',
  leftOut: leftOutOfEditors,
  async run(chosen, iza, context) {
    const isPng = chosen.out.toLowerCase().endsWith('.png');
    if (!isPng && !chosen.out.toLowerCase().endsWith('.svg')) throw new IzaError('bad-input', `Cannot draw into ${chosen.out}: use .svg or .png.`);
    if (isPng && !iza.rasterizeSvg) throw new IzaError('unsupported', 'Cannot draw a .png here: this host has no rasteriser. Use .svg.');
    const { plot, warnings } = await draw(chosen, isPng ? (chosen.theme === 'dark' ? 'dark' : 'light') : (chosen.theme ?? 'auto'), iza, context);
    const content = isPng ? await iza.rasterizeSvg!(plot.svg, { widthPx: chosen.widthPx }) : plot.svg;
    await writeOutput(byteFilesOf(iza), chosen.out, content, chosen);
    return { out: byteFilesOf(iza).resolve(chosen.out), kind: chosen.kind, title: plot.title, sizeBytes: content.length, warnings };
  },
});

async function draw(chosen: z.output<typeof input>, theme: 'auto' | 'light' | 'dark', iza: Iza, context: CapabilityContext): Promise<{ plot: Plot; warnings: readonly string[] }> {
  const { file, kind, channels, startSeconds, endSeconds, bandpass, band } = chosen;
  const isShort = kind === 'traces' && endSeconds === undefined;
  const shown = { from: startSeconds ?? 0, to: isShort ? (startSeconds ?? 0) + TRACE_SECONDS : endSeconds };
  // A filter needs what comes before and after: it is read too, and cut off when it was filtered.
  const marginSeconds = bandpass ? FILTER_MARGIN_SECONDS : 0;
  const readFrom = Math.max(0, shown.from - marginSeconds);
  const part = { channels, startSeconds: readFrom, endSeconds: shown.to === undefined ? undefined : shown.to + marginSeconds };
  const crop = { step: 'crop', startSeconds: shown.from - readFrom, endSeconds: shown.to === undefined ? undefined : shown.to - readFrom };
  const highHz = bandpass?.[1] ?? DEFAULT_HIGH_HZ;
  const run = await runOnFile(file, pipelineOfSteps('recordings.plot', [filterStepOf(bandpass), crop, ...stepsOf(chosen, highHz)]), iza, { part, context });
  const { state } = run;
  const warnings = [...run.readWarnings, ...run.provenance.warnings];
  const name = fileNameOf(file);
  switch (kind) {
    case 'traces':
    case 'overview':
      return { plot: drawTraces(state.recording, { theme, title: name, startSeconds }), warnings };
    case 'spectrum':
      return { plot: drawSpectrum(resultOf(run, 'spectrum'), { theme }), warnings };
    case 'spectrogram':
      return { plot: drawSpectrogram(resultOf(run, 'spectrogram'), { theme }), warnings };
    case 'topography': {
      const [plot] = drawBandTopographies(resultOf(run, 'band-power'), { theme, bandName: band });
      if (!plot) throw new IzaError('bad-input', `Cannot draw a topography of ${file}: fewer than four of its channels are named after sites of the 10-10 system (${goodEegChannels(state.recording.channels, []).map((position) => state.recording.channels[position].name).join(', ')}).`);
      return { plot, warnings };
    }
    case 'erp': {
      const [plot] = drawAverages(resultOf(run, 'average'), { theme, channelName: channels?.length === 1 ? state.recording.channels[0].name : undefined });
      if (!plot) throw new IzaError('bad-input', `Cannot draw an average of ${file}: ${warnings.at(-1) ?? 'no epoch was kept'}`);
      return { plot, warnings };
    }
    default:
      return assertNever(kind);
  }
}

function stepsOf(chosen: z.output<typeof input>, highHz: number): Readonly<Record<string, unknown>>[] {
  switch (chosen.kind) {
    case 'traces':
    case 'overview':
      return [];
    case 'spectrum':
      return [{ step: 'spectrum', highHz }];
    case 'spectrogram':
      return [{ step: 'spectrogram', highHz }];
    case 'topography':
      return [{ step: 'band-power' }];
    case 'erp':
      return [epochsStepOf(chosen), { step: 'average' }];
    default:
      return assertNever(chosen.kind);
  }
}
