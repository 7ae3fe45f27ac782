import type { ChartTheme } from './chart-theme.ts';
import { phaseColour } from './phase-colour.ts';
import { shortNumber, svgDocument, svgText, textWidthPx } from './svg-document.ts';
import { measureText, roundTicks, tickText } from './ticks.ts';

export interface AmplitudeChartOptions {
  readonly title: string;
  /** Of 2ⁿ basis states, qubit 0 the least significant bit. */
  readonly re: ArrayLike<number>;
  readonly im: ArrayLike<number>;
  /** The largest are shown. */
  readonly maxBarCount?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly theme?: ChartTheme;
}

interface Bar {
  readonly key: string;
  readonly size: number;
  readonly phaseRad: number;
}

const LEFT_PX = 62;
const LEGEND_PX = 66;
/** Smaller amplitudes, and smaller differences between them, are rounding. */
const NEGLIGIBLE = 1e-9;

/** A bar for each basis state as high as its amplitude is large, coloured by its phase. */
export function amplitudeChart({ title, re, im, maxBarCount = 32, widthPx = 720, heightPx = 320, theme = 'auto' }: AmplitudeChartOptions): string {
  const qubitCount = Math.log2(re.length);
  if (!Number.isInteger(qubitCount) || im.length !== re.length) throw new RangeError(`Cannot draw the amplitudes "${title}": ${re.length} real and ${im.length} imaginary parts are no state of qubits`);
  const all = Array.from({ length: re.length }, (_, index): Bar => ({ key: qubitCount === 0 ? '' : index.toString(2).padStart(qubitCount, '0'), size: Math.hypot(re[index], im[index]), phaseRad: Math.atan2(im[index], re[index]) }));
  if (!all.every(({ size }) => Number.isFinite(size))) throw new RangeError(`Cannot draw the amplitudes "${title}": there is one that is no number`);
  const bars = all.length <= maxBarCount ? all : all.toSorted((left, right) => right.size - left.size).slice(0, maxBarCount).sort((left, right) => (left.key < right.key ? -1 : 1));
  const plotWidthPx = widthPx - LEFT_PX - LEGEND_PX - 20;
  const slotPx = plotWidthPx / bars.length;
  const longestPx = textWidthPx(`|${bars[0].key}⟩`, 11);
  const isTurned = longestPx + 4 > slotPx;
  const topPx = 52;
  const plotPx = heightPx - topPx - 20 - (isTurned ? longestPx : 12);
  const high = Math.max(...bars.map(({ size }) => size)) || 1;
  const yOf = (value: number): number => topPx + plotPx * (1 - value / (high * 1.05));
  const bottomPx = topPx + plotPx;
  const barPx = Math.min(56, slotPx * 0.72);
  const drawn = bars.map(({ key, size, phaseRad }, index) => {
    const x = LEFT_PX + (index + 0.5) * slotPx;
    const phase = phaseText(phaseRad);
    const bar = size < NEGLIGIBLE ? '' : `<rect fill="${phaseColour(phaseRad)}" x="${shortNumber(x - barPx / 2)}" y="${shortNumber(yOf(size))}" width="${shortNumber(barPx)}" height="${shortNumber(bottomPx - yOf(size))}"/>` + (textWidthPx(phase, 10) < slotPx ? svgText(phase, { x, y: yOf(size) - 5, sizePx: 10, anchor: 'middle' }) : '');
    const ket = `|${key}⟩`;
    return bar + (isTurned ? svgText(ket, { x: x + 4, y: bottomPx + 8, anchor: 'end', rotate: -90 }) : svgText(ket, { x, y: bottomPx + 16, anchor: 'middle' }));
  });
  const ticks = roundTicks(0, high, plotPx / 40).map((tick) => `<path class="grid" d="M${LEFT_PX} ${shortNumber(yOf(tick))}h${shortNumber(plotWidthPx)}"/>${svgText(tickText(tick), { x: LEFT_PX - 6, y: yOf(tick) + 4, anchor: 'end', className: 'faint' })}`);
  const shownText = bars.length < all.length ? ` (the largest ${bars.length} of ${all.length})` : '';
  const body = [
    svgText(title + shownText, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    ...ticks,
    ...drawn,
    `<path class="axis" d="M${LEFT_PX} ${shortNumber(bottomPx)}h${shortNumber(plotWidthPx)}"/>`,
    svgText('Size of the amplitude', { x: 16, y: topPx + plotPx / 2, anchor: 'middle', rotate: -90 }),
    phaseWheel(widthPx - LEGEND_PX / 2 - 10, topPx + 38),
  ].join('');
  const named = all.filter(({ size }) => size >= NEGLIGIBLE).toSorted((left, right) => Math.round((right.size - left.size) / NEGLIGIBLE));
  const told = named.slice(0, 16).map(({ key, size, phaseRad }) => `${key} ${measureText(size)} at phase ${phaseText(phaseRad)}`).join(', ');
  return svgDocument(body, { widthPx, heightPx, title, description: `Amplitudes: ${told}${named.length > 16 ? `, and ${named.length - 16} more` : ''}.`, theme });
}

const WHEEL_PARTS = 24;

/** Which colour is which phase. */
function phaseWheel(x: number, y: number): string {
  const point = (radius: number, angleRad: number): string => `${shortNumber(x + radius * Math.cos(angleRad))} ${shortNumber(y - radius * Math.sin(angleRad))}`;
  const parts = Array.from({ length: WHEEL_PARTS }, (_, index) => {
    const from = ((index - 0.53) * 2 * Math.PI) / WHEEL_PARTS;
    const to = ((index + 0.53) * 2 * Math.PI) / WHEEL_PARTS;
    return `<path fill="${phaseColour((index * 2 * Math.PI) / WHEEL_PARTS)}" d="M${point(20, from)}A20 20 0 0 0 ${point(20, to)}L${point(11, to)}A11 11 0 0 1 ${point(11, from)}z"/>`;
  });
  const names = (['0', 'π/2', 'π', '−π/2'] as const).map((name, quarter) => {
    const angleRad = (quarter * Math.PI) / 2;
    return svgText(name, { x: x + 28 * Math.cos(angleRad), y: y - 28 * Math.sin(angleRad) + 4, sizePx: 10, anchor: 'middle', className: 'faint' });
  });
  return `${parts.join('')}${names.join('')}${svgText('Phase', { x, y: y - 42, anchor: 'middle' })}`;
}

/** As a fraction of π where it is one. */
function phaseText(phaseRad: number): string {
  const sixteenths = (phaseRad / Math.PI) * 16;
  const whole = Math.round(sixteenths);
  if (Math.abs(sixteenths - whole) > 1e-6) return measureText(phaseRad);
  if (whole === 0) return '0';
  const sign = whole < 0 && whole !== -16 ? '−' : '';
  let [top, bottom] = [Math.abs(whole), 16];
  while (top % 2 === 0 && bottom > 1) [top, bottom] = [top / 2, bottom / 2];
  return `${sign}${top === 1 ? '' : top}π${bottom === 1 ? '' : `/${bottom}`}`;
}
