import type { ChartTheme } from './chart-theme.ts';
import { colourBar } from './colour-bar.ts';
import type { ColourScaleName } from './colour-scale.ts';
import { clipIdOf, headMap, type HeadElectrode } from './head-map.ts';
import { svgDocument, svgText } from './svg-document.ts';
import { measureText } from './ticks.ts';

export interface TopographyMap {
  readonly title: string;
  /** One an electrode; NaN where it is not known. */
  readonly values: ArrayLike<number>;
}

export interface TopographyChartOptions {
  readonly title: string;
  readonly electrodes: readonly HeadElectrode[];
  readonly maps: readonly TopographyMap[];
  readonly unit: string;
  /** `own` draws every map on its own scale, as components are compared by shape; `shared` by size. */
  readonly range?: 'shared' | 'own';
  /** `diverging` is centred on zero. */
  readonly scale?: ColourScaleName;
  readonly columnCount?: number;
  readonly theme?: ChartTheme;
}

/** Values over the scalp, seen from above: one head, or several in a grid. */
export function topographyChart(options: TopographyChartOptions): string {
  const { title, electrodes, maps, unit, range = 'shared', theme = 'auto' } = options;
  if (electrodes.length === 0 || maps.length === 0) throw new RangeError(`Cannot draw the topography "${title}": it has no ${electrodes.length === 0 ? 'electrode' : 'map'}`);
  for (const map of maps) if (map.values.length !== electrodes.length) throw new RangeError(`Cannot draw the topography "${map.title}": ${map.values.length} values for ${electrodes.length} electrodes`);
  const all = maps.flatMap(({ values }) => Array.from(values).filter(Number.isFinite));
  const scale = options.scale ?? (all.some((value) => value < 0) ? 'diverging' : 'sequential');
  const isSingle = maps.length === 1;
  const columns = Math.min(maps.length, options.columnCount ?? 5);
  const cellPx = isSingle ? 340 : 170;
  const radiusPx = isSingle ? 140 : 66;
  const rows = Math.ceil(maps.length / columns);
  const barPx = range === 'shared' ? 90 : 0;
  const widthPx = Math.max(300, columns * cellPx + barPx + 20);
  const cellHeightPx = cellPx + (isSingle ? 0 : 14);
  const heightPx = 44 + rows * cellHeightPx;
  const shared = rangeOf(all, scale);

  const heads = maps.map((map, index) => {
    const [low, high] = range === 'shared' ? shared : rangeOf(Array.from(map.values).filter(Number.isFinite), scale);
    const centreX = 10 + (index % columns) * cellPx + cellPx / 2;
    const top = 40 + Math.floor(index / columns) * cellHeightPx;
    const head = headMap({ electrodes, values: map.values, centreX, centreY: top + cellPx / 2 + (isSingle ? 4 : 8), radiusPx, low, high, scale, clipId: clipIdOf(map.values, `${index} ${title}`), withNames: isSingle });
    return `<g>${isSingle ? '' : svgText(map.title, { x: centreX, y: top + 8, anchor: 'middle' })}${head}</g>`;
  });
  const bar = range === 'shared' ? colourBar({ leftPx: columns * cellPx + 26, topPx: 80, heightPx: Math.min(240, heightPx - 110), low: shared[0], high: shared[1], label: unit, scale }) : '';
  const description = `${maps.length === 1 ? 'Values' : `${maps.length} maps`} over ${electrodes.length} electrodes, ${measureText(shared[0])} to ${measureText(shared[1])} ${unit}${isSingle ? `, highest at ${electrodes[highestOf(maps[0].values)].name}` : ''}.`;
  return svgDocument(`${svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 })}${heads.join('')}${bar}`, { widthPx, heightPx, title, description, theme });
}

function rangeOf(values: readonly number[], scale: ColourScaleName): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (scale === 'diverging') {
    const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
    return [-size, size];
  }
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}

function highestOf(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (!(values[index] <= values[best])) best = index;
  return best;
}
