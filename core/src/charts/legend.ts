import { shortNumber, svgText, textWidthPx } from './svg-document.ts';

export interface LegendEntry {
  readonly name: string;
  /** Which of the series' colours. */
  readonly series: number;
}

const ROW_PX = 16;
const SIZE_PX = 11;

/** How high a legend of these names is. */
export function legendHeightPx(entries: readonly LegendEntry[], widthPx: number): number {
  return layLegend(entries, widthPx).length * ROW_PX;
}

/** A line of colour and a name for each series, in as many rows as they need. */
export function legend(entries: readonly LegendEntry[], { leftPx, topPx, widthPx }: { leftPx: number; topPx: number; widthPx: number }): string {
  return layLegend(entries, widthPx)
    .flatMap((row, index) =>
      row.map(({ name, series, offsetPx }) => {
        const middle = topPx + index * ROW_PX;
        return `<rect class="area-${series}" x="${shortNumber(leftPx + offsetPx)}" y="${middle - 2}" width="12" height="3"/>${svgText(name, { x: leftPx + offsetPx + 16, y: middle + 3, sizePx: SIZE_PX })}`;
      }),
    )
    .join('');
}

function layLegend(entries: readonly LegendEntry[], widthPx: number): (LegendEntry & { readonly offsetPx: number })[][] {
  const rows: (LegendEntry & { readonly offsetPx: number })[][] = [];
  let offsetPx = Infinity;
  for (const entry of entries) {
    const entryPx = 32 + textWidthPx(entry.name, SIZE_PX);
    if (offsetPx > 0 && offsetPx + entryPx > widthPx) {
      rows.push([]);
      offsetPx = 0;
    }
    rows[rows.length - 1].push({ ...entry, offsetPx });
    offsetPx += entryPx;
  }
  return rows;
}
