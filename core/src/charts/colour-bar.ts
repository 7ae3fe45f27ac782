import { colourAt, type ColourScaleName } from './colour-scale.ts';
import { shortNumber, svgText } from './svg-document.ts';
import { roundTicks, tickText } from './ticks.ts';

/** A standing bar of a colour scale with its values. */
export function colourBar({ leftPx, topPx, heightPx, low, high, label, scale }: { leftPx: number; topPx: number; heightPx: number; low: number; high: number; label: string; scale: ColourScaleName }): string {
  const steps = 32;
  const yOf = (value: number): number => topPx + heightPx * (1 - (value - low) / (high - low || 1));
  const cells = Array.from({ length: steps }, (_, index) => {
    const top = topPx + (heightPx * (steps - 1 - index)) / steps;
    return `<rect fill="${colourAt((index + 0.5) / steps, scale)}" x="${shortNumber(leftPx)}" y="${shortNumber(top)}" width="12" height="${shortNumber(heightPx / steps + 0.6)}"/>`;
  });
  const ticks = roundTicks(low, high, Math.max(2, heightPx / 40)).map((tick) => svgText(tickText(tick), { x: leftPx + 18, y: yOf(tick) + 4, sizePx: 10, className: 'faint' }));
  return `${cells.join('')}${ticks.join('')}${svgText(label, { x: leftPx - 2, y: topPx - 10, sizePx: 11 })}`;
}
