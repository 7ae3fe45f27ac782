import type { RenderContext } from './render-context.ts';
import { bar, sparkline } from './sparkline.ts';
import { renderTextTable } from './text-table.ts';
import { wrapText } from './text-width.ts';

const ANNOTATIONS_SHOWN = 12;
const WARNINGS_SHOWN = 8;
/** Rhythms lie below; above, a spectrum is mostly noise. */
const SPARK_HIGH_HZ = 45;

interface RecordingFacts {
  readonly name: string;
  readonly format: string;
  readonly channels: readonly { readonly name: string; readonly type: string; readonly unit: string; readonly samplingRateHz: number }[];
  readonly samplingRateHz: number;
  readonly sampleCount: number;
  readonly durationSeconds: number;
  readonly startTime: string | null;
  readonly annotations: readonly { readonly onsetSeconds: number; readonly durationSeconds: number; readonly text: string }[];
  readonly lost: number;
  readonly lostStretches: readonly { readonly startSeconds: number; readonly durationSeconds: number }[];
  readonly warnings: readonly string[];
  readonly details: Readonly<Record<string, string>>;
}

export function renderRecordingInfo(info: RecordingFacts, context: RenderContext): string {
  const { style } = context;
  const types = [...new Set(info.channels.map(({ type }) => type))];
  const rows = [
    ['Format', info.format],
    ['Length', `${duration(info.durationSeconds)} (${info.sampleCount} samples at ${info.samplingRateHz} Hz)`],
    ['Start', info.startTime ?? 'not told'],
    ['Lost', info.lost === 0 ? 'nothing' : `${info.lost} samples in ${info.lostStretches.length} stretch${info.lostStretches.length === 1 ? '' : 'es'}, the first at ${info.lostStretches[0].startSeconds.toFixed(2)} s`],
    ...Object.entries(info.details).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  ];
  const head = `${style.bold(info.name)}\n${renderTextTable(rows.map(([name, value]) => [style.dim(name), value]), context)}`;
  const channels = types.map((type) => {
    const names = info.channels.filter((channel) => channel.type === type).map((channel) => (channel.samplingRateHz === info.samplingRateHz ? channel.name : `${channel.name} (${channel.samplingRateHz} Hz)`));
    return `\n${style.dim(`${names.length} ${type} channel${names.length === 1 ? '' : 's'}`)}\n${wrapText(names.join('  '), context.columnCount, '  ')}\n`;
  });
  return `${head}${channels.join('')}${renderAnnotations(info, context)}${warningLines(info.warnings, context)}`;
}

/** Few annotations one by one, many by their text. */
function renderAnnotations({ annotations }: RecordingFacts, context: RenderContext): string {
  if (annotations.length === 0) return '';
  const title = `\n${context.style.dim(`${annotations.length} annotation${annotations.length === 1 ? '' : 's'}`)}\n`;
  if (annotations.length <= ANNOTATIONS_SHOWN) {
    return title + renderTextTable(annotations.map(({ onsetSeconds, durationSeconds, text }) => [`${onsetSeconds.toFixed(3)} s`, durationSeconds > 0 ? `${durationSeconds.toFixed(2)} s` : '', text]), { ...context, right: [0, 1] });
  }
  const texts = [...new Set(annotations.map(({ text }) => text))];
  const rows = texts.slice(0, ANNOTATIONS_SHOWN).map((text) => {
    const all = annotations.filter((annotation) => annotation.text === text);
    return [`${all.length} ×`, text, context.style.dim(`first at ${all[0].onsetSeconds.toFixed(2)} s`)];
  });
  const more = texts.length > ANNOTATIONS_SHOWN ? `${context.style.dim(`… and ${texts.length - ANNOTATIONS_SHOWN} other texts; --json has them all`)}\n` : '';
  return title + renderTextTable(rows, { ...context, right: [0] }) + more;
}

interface WrittenFile {
  readonly out: string;
  readonly channelNames: readonly string[];
  readonly sampleCount: number;
  readonly samplingRateHz: number;
  readonly warnings: readonly string[];
  readonly provenance?: { readonly steps: readonly { readonly step: string; readonly parameters: Readonly<Record<string, unknown>>; readonly resolved: Readonly<Record<string, unknown>> }[] };
}

export function renderWrittenRecording({ out, channelNames, sampleCount, samplingRateHz, warnings, provenance }: WrittenFile, context: RenderContext): string {
  const steps = (provenance?.steps ?? []).map(({ step, parameters, resolved }) => `  ${context.style.dim(`${step}: ${facts({ ...parameters, ...resolved })}`)}\n`);
  return `${context.style.good('✓')} ${out}\n  ${channelNames.length} channel${channelNames.length === 1 ? '' : 's'}, ${duration(sampleCount / samplingRateHz)} at ${samplingRateHz} Hz\n${steps.join('')}${warningLines(warnings, context)}`;
}

interface SpectrumOutput {
  readonly channelNames: readonly string[];
  readonly frequenciesHz: readonly number[];
  readonly densityUv2PerHz: readonly (readonly number[])[];
  readonly bands: readonly { readonly name: string; readonly lowHz: number; readonly highHz: number }[];
  readonly channels: readonly { readonly name: string; readonly powerUv2: readonly number[]; readonly relativePower: readonly number[]; readonly peakAlphaHz: number | null; readonly aperiodicExponent: number | null }[];
  readonly warnings: readonly string[];
}

/** One line a channel: its spectrum as a row of bars (decibels, 1 to 45 Hz), its bands, its alpha peak. */
export function renderSpectrum(output: SpectrumOutput, context: RenderContext): string {
  const { style } = context;
  const shown = output.frequenciesHz.flatMap((frequencyHz, index) => (frequencyHz >= 1 && frequencyHz <= SPARK_HIGH_HZ ? [index] : []));
  const width = Math.max(10, Math.min(44, context.columnCount - 62));
  const head = ['', `1-${Math.min(SPARK_HIGH_HZ, Math.floor(output.frequenciesHz.at(-1) ?? 0))} Hz`, ...output.bands.map(({ name }) => name), 'peak', '1/f'].map((text) => style.dim(text));
  const rows = output.channels.map(({ name, powerUv2, relativePower, peakAlphaHz, aperiodicExponent }, index) => [
    style.bold(name),
    style.accent(sparkline(shown.map((bin) => 10 * Math.log10(output.densityUv2PerHz[index][bin])), width)),
    ...powerUv2.map((power, band) => `${power.toPrecision(3)} ${style.dim(`${Math.round(relativePower[band] * 100)}%`)}`),
    peakAlphaHz === null ? style.dim('–') : `${peakAlphaHz.toFixed(1)} Hz`,
    aperiodicExponent === null ? style.dim('–') : aperiodicExponent.toFixed(2),
  ]);
  const legend = style.dim(`Power in µV², and its part of all bands: ${output.bands.map(({ name, lowHz, highHz }) => `${name} ${lowHz}-${highHz}`).join(', ')} Hz.\n`);
  return `${renderTextTable([head, ...rows], { ...context, right: output.bands.map((_, index) => index + 2) })}${legend}${warningLines(output.warnings, context)}`;
}

interface EpochsOutput {
  readonly labels: readonly { readonly label: string; readonly keptCount: number; readonly droppedCount: number }[];
  readonly dropped: readonly { readonly reason: string }[];
  readonly channelNames: readonly string[];
  readonly timesSeconds: readonly number[];
  readonly averages: readonly { readonly label: string; readonly meanUv: readonly (readonly number[])[] }[];
  readonly out?: string;
  readonly warnings: readonly string[];
}

export function renderEpochs({ labels, dropped, channelNames, timesSeconds, averages, out, warnings }: EpochsOutput, context: RenderContext): string {
  const { style } = context;
  const counts = renderTextTable([['label', 'kept', 'dropped'].map((text) => style.dim(text)), ...labels.map(({ label, keptCount, droppedCount }) => [label, String(keptCount), String(droppedCount)])], { ...context, right: [1, 2] });
  const reasons = [...new Set(dropped.map(({ reason }) => reason))].slice(0, 5).map((reason) => `  ${dropped.filter((epoch) => epoch.reason === reason).length} × ${reason}`);
  const peaks = averages.map(({ label, meanUv }) => {
    const best = meanUv.reduce((chosen, values, channel) => (spanOf(values) > spanOf(meanUv[chosen]) ? channel : chosen), 0);
    return [label, channelNames[best] ?? '', style.accent(sparkline(meanUv[best] ?? [], Math.max(20, Math.min(60, context.columnCount - 40)))), `${spanOf(meanUv[best] ?? []).toFixed(1)} µV`];
  });
  const lines = peaks.length === 0 ? '' : `\n${style.dim(`Averages from ${timesSeconds[0].toFixed(2)} to ${timesSeconds.at(-1)!.toFixed(2)} s, the channel with the widest swing`)}\n${renderTextTable(peaks, context)}`;
  const written = out === undefined ? '' : `${style.good('✓')} ${out}\n`;
  return `${counts}${reasons.length > 0 ? `${style.dim('dropped')}\n${reasons.map((reason) => wrapText(reason, context.columnCount, '    ').trimEnd()).join('\n')}\n` : ''}${lines}${written}${warningLines(warnings, context)}`;
}

interface ComponentsOutput {
  readonly channelNames: readonly string[];
  readonly components: readonly { readonly number: number; readonly map: readonly number[]; readonly explainedVariance: number; readonly eyeCorrelation: number | null; readonly removed: boolean }[];
  readonly removed: readonly number[];
  readonly out?: string;
  readonly warnings: readonly string[];
}

export function renderComponents({ channelNames, components, removed, out, warnings }: ComponentsOutput, context: RenderContext): string {
  const { style } = context;
  const greatest = Math.max(...components.map(({ explainedVariance }) => explainedVariance));
  const rows = components.map(({ number, map, explainedVariance, eyeCorrelation, removed: isRemoved }) => [
    String(number),
    style.accent(bar(explainedVariance / greatest, 16)),
    `${(explainedVariance * 100).toFixed(1)} %`,
    eyeCorrelation === null ? style.dim('–') : eyeCorrelation.toFixed(2),
    strongest(map, channelNames),
    isRemoved ? style.warn('removed') : '',
  ]);
  const written = out === undefined ? (removed.length > 0 ? style.dim(`Nothing was written: name --out to keep the recording without ${removed.length === 1 ? 'it' : 'them'}.\n`) : '') : `${style.good('✓')} ${out}\n`;
  return `${renderTextTable([['', '', 'variance', 'eyes r', 'strongest at', ''].map((text) => style.dim(text)), ...rows], { ...context, right: [0, 2, 3] })}${written}${warningLines(warnings, context)}`;
}

interface ClassificationOutput {
  readonly method: string;
  readonly labels: readonly string[];
  readonly epochCounts: readonly number[];
  readonly foldAccuracies: readonly number[];
  readonly accuracy: number;
  readonly chance: number;
  readonly confidence: readonly [number, number];
  readonly confusion: readonly (readonly number[])[];
  readonly warnings: readonly string[];
}

export function renderClassification({ method, labels, epochCounts, foldAccuracies, accuracy, chance, confidence, confusion, warnings }: ClassificationOutput, context: RenderContext): string {
  const { style } = context;
  const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
  const isBeyondChance = confidence[0] > chance;
  const head = `${(isBeyondChance ? style.good : style.warn)(percent(accuracy))} right, 95 % interval ${percent(confidence[0])} to ${percent(confidence[1])}, chance ${percent(chance)}\n${style.dim(`${method}; ${labels.map((label, index) => `${epochCounts[index]} × ${label}`).join(', ')}`)}\n`;
  const folds = renderTextTable(foldAccuracies.map((value, index) => [style.dim(`fold ${index + 1}`), style.accent(bar(value, 20)), percent(value)]), { ...context, right: [2] });
  const table = renderTextTable([['', ...labels.map((label) => style.dim(`told ${label}`))], ...labels.map((label, row) => [style.dim(`is ${label}`), ...confusion[row].map(String)])], { ...context, right: labels.map((_, index) => index + 1) });
  return `${head}\n${folds}\n${table}${warningLines(warnings, context)}`;
}

export function renderPlot({ out, title, sizeBytes, warnings }: { readonly out: string; readonly title: string; readonly sizeBytes: number; readonly warnings: readonly string[] }, context: RenderContext): string {
  return `${context.style.good('✓')} ${out}\n  ${context.style.dim(`${title}, ${Math.ceil(sizeBytes / 1024)} kB`)}\n${warningLines(warnings, context)}`;
}

export function renderAnalysis({ report, plots, pipeline, summary, warnings }: { readonly report: string; readonly plots: readonly string[]; readonly pipeline: string; readonly summary: readonly string[]; readonly warnings: readonly string[] }, context: RenderContext): string {
  const found = summary.map((line) => `${wrapText(`• ${line}`, context.columnCount, '  ').trim()}\n`).join('');
  return `${found}${warningLines(warnings, context)}\n${context.style.good('✓')} ${report}\n  ${context.style.dim(`pipeline ${pipeline}, ${plots.length} plot${plots.length === 1 ? '' : 's'}, every number in results.json`)}\n`;
}

function warningLines(warnings: readonly string[], { style, columnCount }: RenderContext): string {
  const shown = warnings.slice(0, WARNINGS_SHOWN).map((warning) => `${style.warn('⚠')} ${wrapText(warning, columnCount - 2, '  ').trim()}\n`);
  const more = warnings.length > WARNINGS_SHOWN ? `${style.dim(`… and ${warnings.length - WARNINGS_SHOWN} more; --json has them all`)}\n` : '';
  return shown.length > 0 ? `\n${shown.join('')}${more}` : '';
}

function facts(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([name]) => name !== 'channels')
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}

function strongest(map: readonly number[], channelNames: readonly string[]): string {
  return map
    .map((value, index) => ({ value, name: channelNames[index] ?? '' }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, 3)
    .map(({ name, value }) => `${name} ${value > 0 ? '+' : '−'}`)
    .join('  ');
}

function spanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

/** `1 h 2 min`, `2 min 5 s`, `12.3 s`. */
function duration(seconds: number): string {
  // Annotations alone: no sample, no rate.
  if (Number.isNaN(seconds)) return '0 s';
  if (seconds < 60) return `${Number(seconds.toFixed(3))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Number((seconds % 60).toFixed(1))} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
