import { SERIES_COUNT, type ChartTheme } from './chart-theme.ts';
import { legend, legendHeightPx } from './legend.ts';
import { linePath } from './line-path.ts';
import { plotFrame } from './plot-frame.ts';
import { shortNumber, svgDocument, svgText, textWidthPx } from './svg-document.ts';
import { measureText } from './ticks.ts';

export interface SpectrumLine {
  readonly name: string;
  readonly frequenciesHz: ArrayLike<number>;
  /** Power a hertz, of the same length. */
  readonly density: ArrayLike<number>;
}

export interface FrequencyBand {
  readonly name: string;
  readonly lowHz: number;
  readonly highHz: number;
}

export interface SpectrumChartOptions {
  readonly title: string;
  readonly lines: readonly SpectrumLine[];
  readonly lowHz?: number;
  readonly highHz?: number;
  /** Of the density. */
  readonly unit?: string;
  readonly bands?: readonly FrequencyBand[];
  /** Frequencies that are pointed out: a peak, the mains. */
  readonly marks?: readonly { readonly frequencyHz: number; readonly label: string }[];
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly theme?: ChartTheme;
}

/** Power over frequency on a logarithmic scale, bands shaded. More lines than can be told apart become a bundle with its median. */
export function spectrumChart(options: SpectrumChartOptions): string {
  const { title, unit = 'µV²/Hz', bands = [], marks = [], widthPx = 720, heightPx = 360, theme = 'auto' } = options;
  const lines = options.lines.filter(({ frequenciesHz }) => frequenciesHz.length > 0);
  if (lines.length === 0) throw new RangeError(`Cannot draw the spectrum "${title}": it has no line with a value`);
  const highHz = options.highHz ?? Math.max(...lines.map(({ frequenciesHz }) => frequenciesHz[frequenciesHz.length - 1]));
  const lowHz = options.lowHz ?? 0;
  const [low, high] = densityRange(lines, lowHz, highHz);
  const isBundle = lines.length > SERIES_COUNT;
  const entries = isBundle ? [{ name: `median of ${lines.length} channels`, series: 0 }] : lines.map(({ name }, series) => ({ name, series }));
  const legendPx = lines.length > 1 ? legendHeightPx(entries, widthPx - 90) : 0;

  const area = { leftPx: 66, topPx: 40 + legendPx, widthPx: widthPx - 86, heightPx: heightPx - 86 - legendPx };
  const frame = plotFrame(area, { low: lowHz, high: highHz, label: 'Frequency (Hz)' }, { low, high, label: `Power (${unit})`, logarithmic: true });
  const draw = (line: SpectrumLine): string => {
    const indexes = Array.from({ length: line.frequenciesHz.length }, (_, index) => index).filter((index) => line.frequenciesHz[index] >= lowHz && line.frequenciesHz[index] <= highHz);
    return linePath(indexes.length, (index) => frame.xOf(line.frequenciesHz[indexes[index]]), (index) => (line.density[indexes[index]] > 0 ? frame.yOf(line.density[indexes[index]]) : Number.NaN));
  };
  const drawn = isBundle
    ? `<path class="many" stroke-width="0.8" d="${lines.map(draw).join('')}"/><path class="line-0" stroke-width="2" stroke-linejoin="round" d="${draw(medianLine(lines))}"/>`
    : lines.map((line, series) => `<path class="line-${series}" stroke-width="1.5" stroke-linejoin="round" d="${draw(line)}"/>`).join('');

  const body = [
    svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    lines.length > 1 ? legend(entries, { leftPx: 66, topPx: 37, widthPx: widthPx - 90 }) : '',
    ...bands.filter((band) => band.highHz > lowHz && band.lowHz < highHz).map((band, index) => shadeBand(band, index, { frame, area, lowHz, highHz })),
    frame.svg,
    ...marks.filter(({ frequencyHz }) => frequencyHz >= lowHz && frequencyHz <= highHz).map(({ frequencyHz, label }) => {
      const x = frame.xOf(frequencyHz);
      const isRight = x + textWidthPx(label, 11) + 8 > area.leftPx + area.widthPx;
      return `<path class="mark" stroke-dasharray="4 3" d="M${shortNumber(x)} ${area.topPx}v${shortNumber(area.heightPx)}"/>${svgText(label, { x: isRight ? x - 5 : x + 5, y: area.topPx + 28, className: 'mark-text', anchor: isRight ? 'end' : 'start' })}`;
    }),
    drawn,
  ].join('');
  const names = lines.slice(0, 8).map(({ name }) => name).join(', ');
  const description = `Power spectrum of ${lines.length === 1 ? names : `${lines.length} channels (${names}${lines.length > 8 ? ', …' : ''})`} from ${measureText(lowHz)} to ${measureText(highHz)} Hz, ${measureText(low)} to ${measureText(high)} ${unit}.`;
  return svgDocument(body, { widthPx, heightPx, title, description, theme });
}

function shadeBand(band: FrequencyBand, index: number, { frame, area, lowHz, highHz }: { frame: { xOf(value: number): number }; area: { topPx: number; heightPx: number }; lowHz: number; highHz: number }): string {
  const from = frame.xOf(Math.max(lowHz, band.lowHz));
  const width = frame.xOf(Math.min(highHz, band.highHz)) - from;
  const label = textWidthPx(band.name, 10) < width ? svgText(band.name, { x: from + width / 2, y: area.topPx + 12, sizePx: 10, anchor: 'middle', className: 'faint' }) : '';
  // Every other band: a border between neighbours without a line.
  const shade = index % 2 === 0 ? `<rect class="band" x="${shortNumber(from)}" y="${shortNumber(area.topPx)}" width="${shortNumber(width)}" height="${shortNumber(area.heightPx)}"/>` : '';
  return shade + label;
}

/** From a little under the lowest to a little over the highest density that is shown; at least a decade, at most eight. */
function densityRange(lines: readonly SpectrumLine[], lowHz: number, highHz: number): [number, number] {
  let low = Infinity;
  let high = 0;
  for (const { frequenciesHz, density } of lines) {
    for (let index = 0; index < frequenciesHz.length; index += 1) {
      const value = density[index];
      // The bin at 0 Hz holds what is left of the offset: it would set the scale of everything else.
      if (frequenciesHz[index] < Math.max(lowHz, 1e-9) || frequenciesHz[index] > highHz || !(value > 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(low <= high)) return [0.1, 10];
  high *= 1.5;
  return [Math.max(high / 1e8, Math.min(low / 1.5, high / 10)), high];
}

function medianLine(lines: readonly SpectrumLine[]): SpectrumLine {
  const { frequenciesHz } = lines[0];
  const density = Float64Array.from({ length: frequenciesHz.length }, (_, index) => {
    const values = lines.map((line) => line.density[index]).filter(Number.isFinite).sort((a, b) => a - b);
    return values[values.length >> 1] ?? Number.NaN;
  });
  return { name: 'median', frequenciesHz, density };
}
