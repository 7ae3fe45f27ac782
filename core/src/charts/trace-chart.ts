import type { ChartTheme } from './chart-theme.ts';
import { samplesPath } from './line-path.ts';
import { shortNumber, svgDocument, svgText, textWidthPx } from './svg-document.ts';
import { measureText, roundTicks, tickText } from './ticks.ts';

export interface TraceChannel {
  readonly name: string;
  /** NaN where lost. */
  readonly samples: Float64Array;
}

export interface TraceChartOptions {
  readonly title: string;
  readonly channels: readonly TraceChannel[];
  readonly samplingRateHz: number;
  /** Time of the first sample, for the axis. */
  readonly startSeconds?: number;
  /** Onsets on the same time axis. */
  readonly annotations?: readonly { readonly onsetSeconds: number; readonly durationSeconds: number; readonly text: string }[];
  readonly unit?: string;
  /** What the height of one row stands for; chosen from the data when absent. */
  readonly rowRange?: number;
  readonly widthPx?: number;
  readonly rowHeightPx?: number;
  readonly theme?: ChartTheme;
}

/** Channels below each other over time, each about its own median, one scale for all; lost samples shaded, annotations marked. */
export function traceChart(options: TraceChartOptions): string {
  const { title, channels, samplingRateHz, startSeconds = 0, annotations = [], unit = 'µV', widthPx = 960, theme = 'auto' } = options;
  const sampleCount = channels[0]?.samples.length ?? 0;
  if (sampleCount === 0) throw new RangeError(`Cannot draw the traces "${title}": there is no sample`);
  if (channels.some(({ samples }) => samples.length !== sampleCount)) throw new RangeError(`Cannot draw the traces "${title}": the channels differ in length`);
  const rowHeightPx = options.rowHeightPx ?? (channels.length <= 8 ? 48 : channels.length <= 24 ? 30 : 18);
  const medians = channels.map(({ samples }) => medianOf(samples));
  const rowRange = options.rowRange ?? roundUp(spreadOf(channels) * 5);
  const durationSeconds = sampleCount / samplingRateHz;
  const endSeconds = startSeconds + durationSeconds;

  const leftPx = 20 + Math.min(110, Math.max(28, ...channels.map(({ name }) => textWidthPx(name, 11))));
  const topPx = annotations.length > 0 ? 56 : 40;
  const plotPx = widthPx - leftPx - 74;
  const heightPx = topPx + channels.length * rowHeightPx + 44;
  const bottomPx = topPx + channels.length * rowHeightPx;
  const xOf = (seconds: number): number => leftPx + ((seconds - startSeconds) / durationSeconds) * plotPx;

  const columnPx = channels.length <= 4 ? 1 : channels.length <= 16 ? 1.5 : 2.5;
  const ticks = roundTicks(startSeconds, endSeconds, plotPx / 80);
  const scalePx = rowHeightPx * 0.9;
  const scaleX = leftPx + plotPx + 10;
  const body = [
    svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    ...lostSpans(channels, rowHeightPx, topPx, (index) => xOf(startSeconds + index / samplingRateHz)),
    `<path class="grid" d="${ticks.map((tick) => `M${shortNumber(xOf(tick))} ${topPx}V${bottomPx}`).join('')}"/>`,
    ...annotationMarks(annotations, { xOf, startSeconds, endSeconds, topPx, bottomPx }),
    ...channels.map(({ name, samples }, row) => {
      const middle = topPx + (row + 0.5) * rowHeightPx;
      // A railed electrode keeps within two rows, and all of them within the picture, instead of hiding its neighbours.
      const yOf = (value: number): number => Math.min(bottomPx, Math.max(topPx, middle - Math.max(-rowHeightPx, Math.min(rowHeightPx, ((value - medians[row]) / rowRange) * scalePx))));
      const { path, isEnvelope } = samplesPath(samples, { leftPx, widthPx: plotPx, columnPx, yOf });
      const series = row % 2 === 0 ? 0 : 5;
      const drawn = isEnvelope ? `<path class="area-${series}" d="${path}"/>` : `<path class="line-${series}" stroke-width="1" stroke-linejoin="round" d="${path}"/>`;
      return svgText(name, { x: leftPx - 8, y: middle + 4, anchor: 'end' }) + drawn;
    }),
    `<path class="axis" d="M${shortNumber(leftPx)} ${bottomPx}h${shortNumber(plotPx)}"/>`,
    ...ticks.map((tick) => svgText(tickText(tick), { x: xOf(tick), y: bottomPx + 15, anchor: 'middle', className: 'faint' })),
    svgText('Time (s)', { x: leftPx + plotPx / 2, y: bottomPx + 32, anchor: 'middle' }),
    // A bar instead of an axis a row: one scale holds for all of them.
    `<path class="outline" stroke-width="1.5" d="M${shortNumber(scaleX)} ${shortNumber(bottomPx - scalePx)}v${shortNumber(scalePx)}m-3 0h6m-6 ${shortNumber(-scalePx)}h6"/>`,
    svgText(`${measureText(rowRange)} ${unit}`, { x: scaleX + 8, y: bottomPx - scalePx / 2 + 4, sizePx: 10 }),
  ].join('');
  const description = `${channels.length} channel${channels.length === 1 ? '' : 's'} from ${measureText(startSeconds)} to ${measureText(endSeconds)} s, ${measureText(rowRange)} ${unit} a row, ${annotations.length} annotation${annotations.length === 1 ? '' : 's'}.`;
  return svgDocument(body, { widthPx, heightPx, title, description, theme });
}

function annotationMarks(
  annotations: NonNullable<TraceChartOptions['annotations']>,
  { xOf, startSeconds, endSeconds, topPx, bottomPx }: { xOf: (seconds: number) => number; startSeconds: number; endSeconds: number; topPx: number; bottomPx: number },
): string[] {
  const shown = annotations.filter(({ onsetSeconds, durationSeconds }) => onsetSeconds <= endSeconds && onsetSeconds + durationSeconds >= startSeconds);
  // Back to back, spans would shade everything and tell nothing.
  const coveredSeconds = shown.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const isCovered = coveredSeconds > (endSeconds - startSeconds) * 0.6;
  let freeFromPx = -Infinity;
  return shown.map(({ onsetSeconds, durationSeconds, text }) => {
    const from = xOf(Math.max(startSeconds, onsetSeconds));
    const to = xOf(Math.min(endSeconds, onsetSeconds + durationSeconds));
    const isLost = text.startsWith('BAD_');
    const span = to - from > 1 && (isLost || !isCovered) ? `<rect class="${isLost ? 'lost' : 'span'}" x="${shortNumber(from)}" y="${topPx}" width="${shortNumber(to - from)}" height="${bottomPx - topPx}"/>` : '';
    // A label that would run into the last one is left out; its line stays.
    const fits = from >= freeFromPx;
    if (fits) freeFromPx = from + textWidthPx(text, 10) + 6;
    return `${span}<path class="mark" d="M${shortNumber(from)} ${topPx - 4}V${bottomPx}"/>${fits ? svgText(text, { x: from, y: topPx - 8, sizePx: 10, className: 'mark-text' }) : ''}`;
  });
}

function lostSpans(channels: readonly TraceChannel[], rowHeightPx: number, topPx: number, xOf: (index: number) => number): string[] {
  const path = channels.map(({ samples }, row) => {
    let rowPath = '';
    for (let index = 0; index < samples.length; index += 1) {
      if (!Number.isNaN(samples[index])) continue;
      const start = index;
      while (index < samples.length && Number.isNaN(samples[index])) index += 1;
      // One lost sample is seen too.
      const width = Math.max(1, xOf(index) - xOf(start));
      rowPath += `M${shortNumber(xOf(start))} ${shortNumber(topPx + row * rowHeightPx)}h${shortNumber(width)}v${rowHeightPx}h${shortNumber(-width)}z`;
    }
    return rowPath;
  }).join('');
  return path === '' ? [] : [`<path class="lost" d="${path}"/>`];
}

/** The usual distance of a sample from its channel's median, the median over the channels: one loose electrode sets no scale. */
function spreadOf(channels: readonly TraceChannel[]): number {
  const spreads = channels
    .map(({ samples }) => {
      const median = medianOf(samples);
      return medianOf(samples.map((value) => Math.abs(value - median))) * 1.4826;
    })
    .filter((spread) => spread > 0)
    .sort((a, b) => a - b);
  return spreads[spreads.length >> 1] ?? 1;
}

/** Of the finite values; of every k-th where there are many, which is enough to draw by. */
function medianOf(samples: Float64Array): number {
  const stride = Math.max(1, Math.floor(samples.length / 20_000));
  const values: number[] = [];
  for (let index = 0; index < samples.length; index += stride) if (Number.isFinite(samples[index])) values.push(samples[index]);
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

/** The next round number that a scale bar can bear. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 5, 7, 10].find((factor) => factor * power >= value * 0.999) ?? 10) * power;
}
