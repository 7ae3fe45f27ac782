import { SERIES_COUNT, type ChartTheme } from './chart-theme.ts';
import { legend, legendHeightPx } from './legend.ts';
import { linePath } from './line-path.ts';
import { plotFrame } from './plot-frame.ts';
import { shortNumber, svgDocument, svgText } from './svg-document.ts';
import { measureText } from './ticks.ts';

export interface AverageLine {
  readonly name: string;
  /** µV, of the times' length. */
  readonly mean: ArrayLike<number>;
  /** Drawn as a band about the mean, one on each side. */
  readonly standardError?: ArrayLike<number>;
}

export interface AverageChartOptions {
  readonly title: string;
  /** From the event. */
  readonly timesSeconds: ArrayLike<number>;
  readonly lines: readonly AverageLine[];
  readonly unit?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly theme?: ChartTheme;
}

/** Averages about an event over time, positive upwards, with bands of one standard error. */
export function averageChart({ title, timesSeconds, lines, unit = 'µV', widthPx = 720, heightPx = 320, theme = 'auto' }: AverageChartOptions): string {
  if (lines.length === 0 || timesSeconds.length === 0) throw new RangeError(`Cannot draw the average "${title}": it has no ${lines.length === 0 ? 'line' : 'sample'}`);
  const shown = lines.slice(0, SERIES_COUNT);
  let low = 0;
  let high = 0;
  for (const { mean, standardError } of shown) {
    for (let index = 0; index < timesSeconds.length; index += 1) {
      if (!Number.isFinite(mean[index])) continue;
      const error = standardError?.[index] ?? 0;
      low = Math.min(low, mean[index] - error);
      high = Math.max(high, mean[index] + error);
    }
  }
  const margin = (high - low || 1) * 0.06;
  const entries = shown.map(({ name }, series) => ({ name, series }));
  const topPx = 38 + legendHeightPx(entries, widthPx - 90);
  const area = { leftPx: 66, topPx, widthPx: widthPx - 86, heightPx: heightPx - topPx - 46 };
  const frame = plotFrame(area, { low: timesSeconds[0], high: timesSeconds[timesSeconds.length - 1], label: 'Time from the event (s)' }, { low: low - margin, high: high + margin, label: unit });
  const count = timesSeconds.length;
  const xOf = (index: number): number => frame.xOf(timesSeconds[index]);
  const body = [
    svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    legend(entries, { leftPx: 66, topPx: 37, widthPx: widthPx - 90 }),
    frame.svg,
    `<path class="axis" d="M${shortNumber(area.leftPx)} ${shortNumber(frame.yOf(0))}h${shortNumber(area.widthPx)}"/>`,
    timesSeconds[0] <= 0 && timesSeconds[count - 1] >= 0 ? `<path class="mark" stroke-dasharray="4 3" d="M${shortNumber(frame.xOf(0))} ${area.topPx}v${shortNumber(area.heightPx)}"/>` : '',
    ...shown.map(({ mean, standardError }, series) => {
      if (!standardError) return '';
      const upper = linePath(count, xOf, (index) => frame.yOf(mean[index] + standardError[index]));
      const lower = linePath(count, (index) => xOf(count - 1 - index), (index) => frame.yOf(mean[count - 1 - index] - standardError[count - 1 - index]));
      return upper === '' ? '' : `<path class="area-${series}" fill-opacity="0.18" d="${upper}${lower.replace('M', 'L')}z"/>`;
    }),
    ...shown.map(({ mean }, series) => `<path class="line-${series}" stroke-width="1.7" stroke-linejoin="round" d="${linePath(count, xOf, (index) => frame.yOf(mean[index]))}"/>`),
  ].join('');
  const description = `Averages of ${shown.map(({ name }) => name).join(', ')} from ${measureText(timesSeconds[0])} to ${measureText(timesSeconds[count - 1])} s, ${measureText(low)} to ${measureText(high)} ${unit}, bands of one standard error.`;
  return svgDocument(body, { widthPx, heightPx, title, description, theme });
}
