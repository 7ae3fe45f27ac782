import { colourAt, type ColourScaleName } from './colour-scale.ts';
import { filledContour } from './filled-contour.ts';
import { smoothSurface, type HeadPoint } from './smooth-surface.ts';
import { shortNumber, svgText } from './svg-document.ts';

export interface HeadElectrode extends HeadPoint {
  readonly name: string;
}

export interface HeadMapOptions {
  readonly electrodes: readonly HeadElectrode[];
  /** One an electrode. An electrode with NaN is drawn hollow and left out of the surface. */
  readonly values: ArrayLike<number>;
  readonly centreX: number;
  readonly centreY: number;
  readonly radiusPx: number;
  readonly low: number;
  readonly high: number;
  readonly scale: ColourScaleName;
  /** Unique in the document: a clip path has a name. */
  readonly clipId: string;
  readonly withNames: boolean;
}


/** The inside of one head: filled contours over the scalp, the outline with nose and ears, electrodes. */
export function headMap({ electrodes, values, centreX, centreY, radiusPx, low, high, scale, clipId, withNames }: HeadMapOptions): string {
  const known = electrodes.map((electrode, index) => ({ electrode, value: values[index] })).filter(({ value }) => Number.isFinite(value));
  const surface = smoothSurface(known.map(({ electrode }) => electrode), known.map(({ value }) => value));
  // Electrodes below the equator (T9, Fp at some caps) lie outside the circle of the head: the circle grows to hold them.
  const extent = Math.max(1, ...electrodes.map(({ x, y }) => Math.hypot(x, y))) * 1.04;
  // A small head shows neither fine steps nor a fine grid.
  const [size, levelCount] = radiusPx > 70 ? [61, 16] : [33, 11];
  const heights = new Float64Array(size * size);
  const placeOf = (column: number, row: number): readonly [number, number] => [
    centreX + ((column / (size - 1)) * 2 - 1) * radiusPx,
    centreY + ((row / (size - 1)) * 2 - 1) * radiusPx,
  ];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) heights[row * size + column] = surface(((column / (size - 1)) * 2 - 1) * extent, (1 - (row / (size - 1)) * 2) * extent);
  }
  const pixels = radiusPx / extent;
  const dot = Math.max(1.2, Math.min(3, radiusPx / 45));
  const layers = Array.from({ length: levelCount - 1 }, (_, index) => {
    const part = (index + 1) / levelCount;
    const path = filledContour({ size, heights }, low + part * (high - low), placeOf);
    return path === '' ? '' : `<path fill="${colourAt((index + 1.5) / levelCount, scale)}" fill-rule="evenodd" d="${path}"/>`;
  });
  const [x, y, r] = [shortNumber(centreX), shortNumber(centreY), shortNumber(radiusPx)];
  const nose = radiusPx * 0.1;
  const outline =
    `<circle class="outline" stroke-width="1.5" cx="${x}" cy="${y}" r="${r}"/>` +
    `<path class="outline" stroke-width="1.5" stroke-linejoin="round" d="M${shortNumber(centreX - nose)} ${shortNumber(centreY - radiusPx * 0.995)}l${shortNumber(nose)} ${shortNumber(-nose * 1.1)}l${shortNumber(nose)} ${shortNumber(nose * 1.1)}` +
    [-1, 1].map((side) => `M${shortNumber(centreX + side * radiusPx * 0.995)} ${shortNumber(centreY - radiusPx * 0.13)}c${shortNumber(side * nose)} ${shortNumber(-nose * 0.6)} ${shortNumber(side * nose)} ${shortNumber(nose * 3.2)} 0 ${shortNumber(nose * 2.6)}`).join('') +
    '"/>';
  const dots = electrodes.map(({ name, x: left, y: front }, index) => {
    const dotX = centreX + left * pixels;
    const dotY = centreY - front * pixels;
    const isKnown = Number.isFinite(values[index]);
    const label = withNames ? svgText(name, { x: dotX, y: dotY - dot - 2, sizePx: electrodes.length > 40 ? 7 : 9, anchor: 'middle', className: 'on-map' }) : '';
    return `<circle ${isKnown ? 'fill="#111"' : 'fill="none" stroke="#111"'} cx="${shortNumber(dotX)}" cy="${shortNumber(dotY)}" r="${shortNumber(dot)}"/>${label}`;
  });
  return (
    `<clipPath id="${clipId}"><circle cx="${x}" cy="${y}" r="${r}"/></clipPath>` +
    `<g clip-path="url(#${clipId})"><circle fill="${colourAt(0.5 / levelCount, scale)}" cx="${x}" cy="${y}" r="${r}"/>${layers.join('')}</g>${outline}${dots.join('')}`
  );
}

/** A name for a clip path that differs between different maps, the same for the same one: FNV-1a of the values. */
export function clipIdOf(values: ArrayLike<number>, extra = ''): string {
  let hash = 0x811c9dc5;
  for (const character of `${extra}${Array.from(values).join()}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return `iza-head-${hash.toString(36)}`;
}
