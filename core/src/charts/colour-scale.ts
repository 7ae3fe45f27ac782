/** Matplotlib's viridis (CC0) at nine even steps: lightness grows with the value, also for the colour-blind and in print. */
const SEQUENTIAL = ['#440154', '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725'];
/** ColorBrewer's RdBu (Apache-2.0), blue below and red above zero. */
const DIVERGING = ['#053061', '#2166ac', '#4393c3', '#92c5de', '#f7f7f7', '#f4a582', '#d6604d', '#b2182b', '#67001f'];

export type ColourScaleName = 'sequential' | 'diverging';

/** The colour at `part` (0 to 1, clamped) of a scale, as `#rrggbb`. */
export function colourAt(part: number, name: ColourScaleName): string {
  const stops = name === 'sequential' ? SEQUENTIAL : DIVERGING;
  const place = Math.min(1, Math.max(0, Number.isNaN(part) ? 0 : part)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(place));
  const low = channelsOf(stops[below]);
  const high = channelsOf(stops[below + 1]);
  return `#${low.map((value, index) => Math.round(value + (high[index] - value) * (place - below)).toString(16).padStart(2, '0')).join('')}`;
}

/** Whether dark text reads better than white on a colour, `#rrggbb`. @see WCAG 2.2, relative luminance */
export function takesDarkText(colour: string): boolean {
  const [red, green, blue] = channelsOf(colour).map((value) => (value / 255) ** 2.2);
  // Where black and white contrast equally: (1.05 / 0.05) ** 0.5 * 0.05 - 0.05
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
