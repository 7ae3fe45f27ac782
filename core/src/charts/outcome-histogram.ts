import type { ChartTheme } from './chart-theme.ts';
import { legend } from './legend.ts';
import { shortNumber, svgDocument, svgText, textWidthPx } from './svg-document.ts';
import { measureText, roundTicks, tickText } from './ticks.ts';

export interface DrawnOutcome {
  /** As Qiskit writes it, without spaces. */
  readonly key: string;
  readonly value: number;
  /** Where the bar would end without chance or noise: a line across it. */
  readonly expected?: number | undefined;
}

export interface OutcomeHistogramOptions {
  readonly title: string;
  readonly outcomes: readonly DrawnOutcome[];
  /** What the bars measure. */
  readonly valueLabel?: string;
  readonly expectedLabel?: string;
  /** The most frequent are shown, the rest as one bar. */
  readonly maxBarCount?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly theme?: ChartTheme;
}

const KEY_SIZE_PX = 11;
const LEFT_PX = 62;

/** A bar for each outcome in the order of their keys. */
export function outcomeHistogram({ title, outcomes, valueLabel = 'Probability', expectedLabel = 'exact', maxBarCount = 32, widthPx = 720, heightPx = 320, theme = 'auto' }: OutcomeHistogramOptions): string {
  if (outcomes.length === 0) throw new RangeError(`Cannot draw the histogram "${title}": it has no outcome`);
  if (outcomes.some(({ value, expected = 0 }) => !(value >= 0 && Number.isFinite(value) && expected >= 0))) throw new RangeError(`Cannot draw the histogram "${title}": every value is a number from 0 on`);
  const bars = mostFrequent(outcomes, maxBarCount);
  const hasExpected = outcomes.some(({ expected }) => expected !== undefined);
  const slotPx = (widthPx - LEFT_PX - 20) / bars.length;
  const longestPx = Math.max(...bars.map(({ key }) => textWidthPx(key, KEY_SIZE_PX)));
  const isTurned = longestPx + 6 > slotPx;
  const topPx = hasExpected ? 62 : 46;
  const plotPx = heightPx - topPx - 20 - (isTurned ? longestPx : 12);
  if (plotPx < 40) throw new RangeError(`Cannot draw the histogram "${title}": keys of ${Math.max(...bars.map(({ key }) => key.length))} characters need more than ${heightPx} px`);
  const high = Math.max(...bars.map(({ value, expected = 0 }) => Math.max(value, expected))) || 1;
  const yOf = (value: number): number => topPx + plotPx * (1 - value / (high * 1.05));
  const barPx = Math.min(56, slotPx * 0.72);
  const bottomPx = topPx + plotPx;

  const grid = roundTicks(0, high, plotPx / 40)
    .map((tick) => `<path class="grid" d="M${LEFT_PX} ${shortNumber(yOf(tick))}H${widthPx - 20}"/>${svgText(tickText(tick), { x: LEFT_PX - 6, y: yOf(tick) + 4, anchor: 'end', className: 'faint' })}`)
    .join('');
  const drawn = bars.map(({ key, value, expected }, index) => {
    const x = LEFT_PX + (index + 0.5) * slotPx;
    const bar = `<rect class="area-${key === OTHERS ? 7 : 0}" x="${shortNumber(x - barPx / 2)}" y="${shortNumber(yOf(value))}" width="${shortNumber(barPx)}" height="${shortNumber(bottomPx - yOf(value))}"/>`;
    const line = expected === undefined ? '' : `<path class="line-1" stroke-width="2" d="M${shortNumber(x - barPx / 2 - 3)} ${shortNumber(yOf(expected))}h${shortNumber(barPx + 6)}"/>`;
    const shown = measureText(value);
    const number = textWidthPx(shown, 10) < slotPx ? svgText(shown, { x, y: yOf(Math.max(value, expected ?? 0)) - 5, sizePx: 10, anchor: 'middle' }) : '';
    const name = isTurned ? svgText(key, { x: x + 4, y: bottomPx + 8, sizePx: KEY_SIZE_PX, anchor: 'end', rotate: -90 }) : svgText(key, { x, y: bottomPx + 16, sizePx: KEY_SIZE_PX, anchor: 'middle' });
    return bar + line + number + name;
  });
  const entries = [{ name: valueLabel.toLowerCase(), series: 0 }, { name: expectedLabel, series: 1 }];
  const body = [
    svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }),
    hasExpected ? legend(entries, { leftPx: LEFT_PX, topPx: 42, widthPx: widthPx - LEFT_PX - 20 }) : '',
    grid,
    ...drawn,
    `<path class="axis" d="M${LEFT_PX} ${shortNumber(bottomPx)}H${widthPx - 20}"/>`,
    svgText(valueLabel, { x: 16, y: topPx + plotPx / 2, anchor: 'middle', rotate: -90 }),
  ].join('');
  return svgDocument(body, { widthPx, heightPx, title, description: describe(outcomes, valueLabel), theme });
}

const OTHERS = 'others';

function mostFrequent(outcomes: readonly DrawnOutcome[], maxBarCount: number): readonly DrawnOutcome[] {
  const byKey = (left: DrawnOutcome, right: DrawnOutcome): number => (left.key < right.key ? -1 : 1);
  if (outcomes.length <= maxBarCount) return outcomes.toSorted(byKey);
  const byValue = outcomes.toSorted((left, right) => right.value - left.value);
  const rest = byValue.slice(maxBarCount - 1);
  const sumOf = (valueOf: (outcome: DrawnOutcome) => number): number => rest.reduce((sum, outcome) => sum + valueOf(outcome), 0);
  const expected = rest.some((outcome) => outcome.expected !== undefined) ? sumOf((outcome) => outcome.expected ?? 0) : undefined;
  return [...byValue.slice(0, maxBarCount - 1).sort(byKey), { key: OTHERS, value: sumOf(({ value }) => value), expected }];
}

function describe(outcomes: readonly DrawnOutcome[], valueLabel: string): string {
  const named = outcomes.toSorted((left, right) => right.value - left.value).slice(0, 16);
  const rest = outcomes.length > named.length ? `, and ${outcomes.length - named.length} more` : '';
  return `${valueLabel} of ${outcomes.length} outcome${outcomes.length === 1 ? '' : 's'}: ${named.map(({ key, value }) => `${key} ${measureText(value)}`).join(', ')}${rest}.`;
}
