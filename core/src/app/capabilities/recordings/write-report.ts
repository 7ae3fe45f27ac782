import { assertNever } from '../../../foundation/index.ts';
import type { BandPowerResult, ErdResult, Pipeline, PipelineResult } from '../../../neuro/index.ts';
import type { Plot } from './draw-results.ts';
import { fileNameOf } from './file-name.ts';
import type { FileRun } from './run-steps.ts';

export interface ReportOptions {
  readonly file: string;
  readonly pipeline: Pipeline;
  readonly run: FileRun;
  readonly plots: readonly { readonly plot: Plot; readonly path: string }[];
  readonly warnings: readonly string[];
}

/** The report as a Markdown note: what was found, what to be careful about, the plots, the numbers, how it was made. */
export function writeReport({ file, pipeline, run, plots, warnings }: ReportOptions): string {
  const { provenance, loaded, format } = run;
  const name = fileNameOf(file);
  const sampleCount = loaded.samples[0]?.length ?? 0;
  const frontmatter = {
    recording: name,
    sha256: provenance.input.sha256 ?? '',
    pipeline: pipeline.name,
    iza: provenance.izaVersion,
    samplingRateHz: loaded.samplingRateHz,
    channels: loaded.channels.length,
    durationSeconds: round(sampleCount / loaded.samplingRateHz, 3),
    ...(loaded.startMs !== undefined && { started: new Date(loaded.startMs).toISOString() }),
  };
  return [
    '---',
    ...Object.entries(frontmatter).map(([key, value]) => `${key}: ${typeof value === 'string' ? JSON.stringify(value) : value}`),
    '---',
    '',
    `# Analysis of ${inline(name)}`,
    '',
    `${format}, ${loaded.channels.length} channels, ${round(sampleCount / loaded.samplingRateHz, 1)} s at ${loaded.samplingRateHz} Hz.${pipeline.description === undefined ? '' : ` ${pipeline.description}`}`,
    '',
    ...section('Findings', run.results.flatMap(summariseResult).map((line) => `- ${line}`)),
    ...section('Be careful', warnings.map((warning) => `- ${inline(warning)}`)),
    ...plots.flatMap(({ plot, path }) => [`## ${inline(plot.title)}`, '', `![${inline(plot.title)}](${path})`, '']),
    ...run.results.flatMap(tableOf),
    ...section('How it was made', [
      `Pipeline \`${pipeline.name}\` (${pipeline.version}) of IZA ${provenance.izaVersion} over ${inline(file)}${provenance.input.sha256 === undefined ? '' : ` (SHA-256 \`${provenance.input.sha256}\`)`}. The same file and pipeline give the same numbers again; all of them are in \`results.json\`.`,
      '',
      ...provenance.steps.map(({ step, parameters, resolved }, index) => `${index + 1}. **${step}** ${factsOf(parameters)}${Object.keys(resolved).length > 0 ? ` → ${factsOf(resolved)}` : ''}`),
    ]),
  ].join('\n');
}

/** What a result says, a sentence each. */
export function summariseResult(result: PipelineResult): string[] {
  switch (result.type) {
    case 'quality': {
      const poor = result.channels.filter(({ state }) => state !== 'good');
      return [poor.length === 0 ? `All ${result.channels.length} electrodes sit well.` : `${poor.length} of ${result.channels.length} electrodes are not good: ${fewOf(poor.map(({ channelName, state }) => `${channelName} (${state})`))}.`];
    }
    case 'spectrum':
      return [];
    case 'band-power':
      return summariseBands(result);
    case 'spectrogram':
      return [];
    case 'connectivity': {
      const best = strongestPair(result.values);
      return best === undefined ? [] : [`Strongest ${result.measure} from ${result.band.lowHz} to ${result.band.highHz} Hz: ${result.channelNames[best.row]} and ${result.channelNames[best.column]}, ${best.value.toFixed(2)}.`];
    }
    case 'epochs': {
      const kept = result.labels.reduce((sum, { keptCount }) => sum + keptCount, 0);
      return [`${kept} of ${kept + result.dropped.length} epochs were kept: ${result.labels.map(({ label, keptCount, droppedCount }) => `${label} ${keptCount} of ${keptCount + droppedCount}`).join(', ')}.`];
    }
    case 'average':
      return [];
    case 'erd':
      return result.labels.flatMap(({ label, changePercent }) => strongestChange(label, changePercent, result));
    case 'blinks':
      return [`${result.onsetsSeconds.length} blinks on ${result.channelNames.join(', ')}, ${result.perMinute.toFixed(1)} a minute.`];
    case 'components': {
      const removed = result.components.filter((component) => component.removed);
      return [`${result.components.length} independent components; ${removed.length === 0 ? 'none was taken out' : `taken out: ${removed.map(({ number, eyeCorrelation }) => `${number}${eyeCorrelation === null ? '' : ` (r ${eyeCorrelation.toFixed(2)} with the eyes)`}`).join(', ')}`}.`];
    }
    case 'classification':
      return [`${result.labels.join(' and ')} are told apart in ${(result.accuracy * 100).toFixed(1)} % of the epochs (95 % interval ${result.confidence.map((bound) => (bound * 100).toFixed(0)).join('–')} %, chance ${(result.chance * 100).toFixed(1)} %).`];
    default:
      return assertNever(result);
  }
}

/** Where and when a band falls most after the event. */
function strongestChange(label: string, changePercent: readonly (readonly (readonly number[])[])[], { channelNames, bands, timesSeconds }: ErdResult): string[] {
  let best: { channel: number; band: number; time: number; change: number } | undefined;
  for (const [channel, ofChannel] of changePercent.entries()) {
    for (const [band, changes] of ofChannel.entries()) {
      for (const [time, change] of changes.entries()) if (timesSeconds[time] >= 0 && change < (best?.change ?? 0)) best = { channel, band, time, change };
    }
  }
  return best ? [`At ${label}, ${bands[best.band].name} falls most at ${channelNames[best.channel]}: ${Math.round(best.change)} % at ${timesSeconds[best.time].toFixed(2)} s.`] : [];
}

/** The first of many names. */
function fewOf(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 7).join(', ')} and ${names.length - 7} more`;
}

function summariseBands({ bands, channels }: BandPowerResult): string[] {
  const alpha = bands.findIndex(({ name }) => name === 'alpha');
  const peaks = channels.flatMap(({ peakAlphaHz }) => (peakAlphaHz === null ? [] : [peakAlphaHz])).sort((a, b) => a - b);
  const strongest = alpha < 0 ? undefined : channels.reduce((best, channel) => (channel.powerUv2[alpha] > best.powerUv2[alpha] ? channel : best));
  return [
    ...(strongest ? [`Alpha is strongest at ${strongest.name}: ${round(strongest.powerUv2[alpha], 1)} µV², ${Math.round(strongest.relativePower[alpha] * 100)} % of its power.`] : []),
    ...(peaks.length > 0 ? [`The alpha peak is at ${peaks[peaks.length >> 1]} Hz (median of ${peaks.length} of ${channels.length} channels that have one).`] : channels.length > 0 && alpha >= 0 ? ['No channel has an alpha peak.'] : []),
  ];
}

function tableOf(result: PipelineResult): string[] {
  switch (result.type) {
    case 'quality':
      return table('Quality', ['Channel', 'State', 'Peak to peak (µV)', 'Mains (µV)'], result.channels.map(({ channelName, state, peakToPeakUv, lineNoiseUv }) => [channelName, state, round(peakToPeakUv, 1), round(lineNoiseUv, 2)]));
    case 'band-power':
      return table('Band powers (µV²)', ['Channel', ...result.bands.map(({ name, lowHz, highHz }) => `${name} ${lowHz}–${highHz} Hz`), 'Alpha peak (Hz)', '1/f slope'], result.channels.map(({ name, powerUv2, peakAlphaHz, aperiodicExponent }) => [name, ...powerUv2.map((power) => round(power, 2)), peakAlphaHz ?? '–', aperiodicExponent === null ? '–' : round(aperiodicExponent, 2)]));
    case 'epochs':
      return result.dropped.length === 0 ? [] : table('Dropped epochs', ['Label', 'At (s)', 'Why'], result.dropped.slice(0, 100).map(({ label, onsetSeconds, reason }) => [label, round(onsetSeconds, 2), reason]));
    case 'classification':
      return table('Told apart', ['', ...result.labels.map((label) => `told ${label}`)], result.labels.map((label, row) => [`is ${label}`, ...result.confusion[row]]));
    default:
      return [];
  }
}

function strongestPair(values: readonly (readonly number[])[]): { row: number; column: number; value: number } | undefined {
  let best: { row: number; column: number; value: number } | undefined;
  for (const [row, line] of values.entries()) for (const [column, value] of line.entries()) if (column < row && !(value <= (best?.value ?? -1))) best = { row, column, value };
  return best;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

function table(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => inline(String(cell)).replaceAll('|', '\\|')).join(' | ')} |`;
  return section(title, [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)]);
}

function factsOf(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .map(([key, value]) => `${key} ${inline(typeof value === 'string' ? value : JSON.stringify(value) ?? 'none')}`)
    .join(', ');
}

/** Text of a file within a line of Markdown: nothing in it becomes a link, a tag or a second line. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>]/g, String.raw`\$&`);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
