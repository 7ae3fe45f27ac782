import { SERIES_COUNT, type ChartTheme } from './chart-theme.ts';
import { legend, legendHeightPx } from './legend.ts';
import { shortNumber, svgDocument, svgText, textWidthPx } from './svg-document.ts';

export interface BandPowerChartOptions {
  readonly title: string;
  readonly bandNames: readonly string[];
  readonly channels: readonly {
    readonly name: string;
    /** One a band, adding up to at most 1. */
    readonly parts: readonly number[];
  }[];
  readonly widthPx?: number;
  readonly theme?: ChartTheme;
}

/** How the power of each channel divides among bands: one bar a channel. */
export function bandPowerChart({ title, bandNames, channels, widthPx = 720, theme = 'auto' }: BandPowerChartOptions): string {
  if (channels.length === 0 || bandNames.length === 0) throw new RangeError(`Cannot draw the band powers "${title}": there is no ${channels.length === 0 ? 'channel' : 'band'}`);
  if (bandNames.length > SERIES_COUNT) throw new RangeError(`Cannot draw the band powers "${title}": ${bandNames.length} bands are more than the ${SERIES_COUNT} that can be told apart`);
  const rowPx = channels.length > 24 ? 12 : 20;
  const leftPx = 20 + Math.min(110, Math.max(28, ...channels.map(({ name }) => textWidthPx(name, 11))));
  const plotPx = widthPx - leftPx - 24;
  const entries = bandNames.map((name, series) => ({ name, series }));
  const topPx = 40 + legendHeightPx(entries, plotPx);
  const bars = channels.map(({ name, parts }, row) => {
    const y = topPx + row * rowPx;
    let x = leftPx;
    const pieces = parts.map((part, series) => {
      const width = Number.isFinite(part) ? Math.max(0, part) * plotPx : 0;
      const percent = `${Math.round(part * 100)} %`;
      const label = rowPx > 14 && width > textWidthPx(percent, 9) + 4 ? svgText(percent, { x: x + width / 2, y: y + rowPx / 2 + 2, sizePx: 9, anchor: 'middle', className: 'on-bar' }) : '';
      const piece = `<rect class="area-${series}" x="${shortNumber(x)}" y="${shortNumber(y)}" width="${shortNumber(width)}" height="${rowPx - 3}"/>${label}`;
      x += width;
      return piece;
    });
    return svgText(name, { x: leftPx - 8, y: y + rowPx / 2 + 2, anchor: 'end', sizePx: rowPx > 14 ? 11 : 9 }) + pieces.join('');
  });
  const body = [svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }), legend(entries, { leftPx, topPx: 40, widthPx: plotPx }), ...bars].join('');
  const description = `Share of ${bandNames.join(', ')} in the power of ${channels.length} channel${channels.length === 1 ? '' : 's'}.`;
  return svgDocument(body, { widthPx, heightPx: topPx + channels.length * rowPx + 12, title, description, theme });
}
