import { shortNumber, svgText } from './svg-document.ts';
import { decadeTicks, roundTicks, tickText } from './ticks.ts';

export interface PlotArea {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly label: string;
  readonly logarithmic?: boolean;
}

export interface PlotFrame {
  /** Grid and axes, to be drawn before the data. */
  readonly svg: string;
  readonly xOf: (value: number) => number;
  readonly yOf: (value: number) => number;
}

/** The axes of a plot with their grid, ticks and labels, and where values lie in it. */
export function plotFrame(area: PlotArea, x: Axis, y: Axis): PlotFrame {
  const { leftPx, topPx, widthPx, heightPx } = area;
  const xPart = partOf(x);
  const yPart = partOf(y);
  const xOf = (value: number): number => leftPx + xPart(value) * widthPx;
  const yOf = (value: number): number => topPx + (1 - yPart(value)) * heightPx;
  const bottomPx = topPx + heightPx;
  const xTicks = ticksOf(x, widthPx / 70);
  const yTicks = ticksOf(y, heightPx / 36);
  const grid = [
    ...xTicks.map((tick) => `M${shortNumber(xOf(tick))} ${shortNumber(topPx)}V${shortNumber(bottomPx)}`),
    ...yTicks.map((tick) => `M${shortNumber(leftPx)} ${shortNumber(yOf(tick))}h${shortNumber(widthPx)}`),
  ].join('');
  const svg = [
    `<path class="grid" d="${grid}"/>`,
    `<path class="axis" d="M${shortNumber(leftPx)} ${shortNumber(topPx)}v${shortNumber(heightPx)}h${shortNumber(widthPx)}"/>`,
    ...xTicks.map((tick) => svgText(tickText(tick), { x: xOf(tick), y: bottomPx + 15, anchor: 'middle', className: 'faint' })),
    ...yTicks.map((tick) => svgText(tickText(tick), { x: leftPx - 6, y: yOf(tick) + 4, anchor: 'end', className: 'faint' })),
    svgText(x.label, { x: leftPx + widthPx / 2, y: bottomPx + 32, anchor: 'middle' }),
    y.label === '' ? '' : svgText(y.label, { x: leftPx - 46, y: topPx + heightPx / 2, anchor: 'middle', rotate: -90 }),
  ].join('');
  return { svg, xOf, yOf };
}

function partOf({ low, high, logarithmic }: Axis): (value: number) => number {
  if (!logarithmic) return (value) => (value - low) / (high - low || 1);
  const span = Math.log(high / low) || 1;
  return (value) => Math.log(Math.max(value, low) / low) / span;
}

function ticksOf({ low, high, logarithmic }: Axis, count: number): number[] {
  if (!logarithmic) return roundTicks(low, high, count);
  const decades = decadeTicks(low, high, count);
  return decades.length > 1 ? decades : roundTicks(low, high, count).filter((tick) => tick > 0);
}
