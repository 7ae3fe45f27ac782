import type { ChartTheme } from './chart-theme.ts';
import { shortNumber as n, svgDocument, svgText } from './svg-document.ts';
import { measureText } from './ticks.ts';

export interface BlochVector {
  readonly label: string;
  /** ⟨X⟩, ⟨Y⟩, ⟨Z⟩ of one qubit; shorter than 1 where it is mixed or entangled with others. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface BlochSpheresOptions {
  readonly title: string;
  readonly vectors: readonly BlochVector[];
  readonly widthPx?: number;
  readonly theme?: ChartTheme;
}

const RADIUS_PX = 58;
const CELL_WIDTH_PX = 160;
const CELL_HEIGHT_PX = 206;
const TITLE_PX = 36;
/** Seen a little from above, the x axis towards the reader and to the left. */
const AZIMUTH_RAD = (28 * Math.PI) / 180;
const ELEVATION_RAD = (18 * Math.PI) / 180;

/** One sphere a qubit, in rows. */
export function blochSpheres({ title, vectors, widthPx = 720, theme = 'auto' }: BlochSpheresOptions): string {
  if (vectors.length === 0) throw new RangeError(`Cannot draw the Bloch spheres "${title}": there is no qubit`);
  const long = vectors.find(({ x, y, z }) => !(Math.hypot(x, y, z) <= 1 + 1e-6));
  if (long) throw new RangeError(`Cannot draw the Bloch vector of ${long.label}: (${long.x}, ${long.y}, ${long.z}) is longer than 1`);
  const perRow = Math.max(1, Math.min(vectors.length, Math.floor((widthPx - 16) / CELL_WIDTH_PX)));
  const spheres = vectors.map((vector, index) => sphere(vector, 8 + ((index % perRow) + 0.5) * CELL_WIDTH_PX, TITLE_PX + Math.floor(index / perRow) * CELL_HEIGHT_PX + 92));
  const description = vectors.map(({ label, x, y, z }) => `${label}: x ${measureText(clean(x))}, y ${measureText(clean(y))}, z ${measureText(clean(z))}, length ${measureText(clean(Math.hypot(x, y, z)))}`).join('; ');
  const heightPx = TITLE_PX + Math.ceil(vectors.length / perRow) * CELL_HEIGHT_PX;
  return svgDocument(svgText(title, { x: 16, y: 24, sizePx: 14, weight: 600 }) + spheres.join(''), { widthPx: Math.min(widthPx, Math.max(16 + perRow * CELL_WIDTH_PX, 40 + title.length * 8)), heightPx, title, description: `Bloch vectors. ${description}.`, theme });
}

function sphere({ label, x, y, z }: BlochVector, centreX: number, centreY: number): string {
  const at = (px: number, py: number, pz: number, scale = 1): readonly [number, number] => {
    const [right, up] = project(px, py, pz);
    return [centreX + right * RADIUS_PX * scale, centreY - up * RADIUS_PX * scale];
  };
  const line = (className: string, from: readonly [number, number], to: readonly [number, number], more = ''): string => `<path class="${className}" d="M${n(from[0])} ${n(from[1])}L${n(to[0])} ${n(to[1])}"${more}/>`;
  const name = (text: string, [px, py]: readonly [number, number]): string => svgText(text, { x: px, y: py + 4, sizePx: 11, anchor: 'middle', className: 'faint' });
  const squash = RADIUS_PX * Math.sin(ELEVATION_RAD);
  const tip = at(x, y, z);
  const length = Math.hypot(x, y, z);
  const arrow = length < 0.02 ? `<circle class="area-1" cx="${n(centreX)}" cy="${n(centreY)}" r="4"/>` : line('line-1', [centreX, centreY], tip, ' stroke-width="3" stroke-linecap="round"') + `<circle class="area-1" cx="${n(tip[0])}" cy="${n(tip[1])}" r="5"/>`;
  return [
    `<circle class="band" cx="${n(centreX)}" cy="${n(centreY)}" r="${RADIUS_PX}"/><circle class="axis" cx="${n(centreX)}" cy="${n(centreY)}" r="${RADIUS_PX}"/>`,
    `<path class="axis" stroke-dasharray="3 3" d="M${n(centreX - RADIUS_PX)} ${n(centreY)}a${RADIUS_PX} ${n(squash)} 0 0 1 ${2 * RADIUS_PX} 0"/>`,
    `<path class="axis" d="M${n(centreX - RADIUS_PX)} ${n(centreY)}a${RADIUS_PX} ${n(squash)} 0 0 0 ${2 * RADIUS_PX} 0"/>`,
    line('grid', at(-1, 0, 0), at(1, 0, 0)), line('grid', at(0, -1, 0), at(0, 1, 0)), line('grid', at(0, 0, -1), at(0, 0, 1)),
    name('|0⟩', at(0, 0, 1, 1.22)), name('|1⟩', at(0, 0, -1, 1.22)), name('x', at(1, 0, 0, 1.45)), name('y', at(0, 1, 0, 1.3)),
    arrow,
    svgText(label, { x: centreX, y: centreY - RADIUS_PX - 22, sizePx: 12, anchor: 'middle', weight: 600 }),
    svgText(`(${[x, y, z].map((value) => measureText(clean(value))).join(', ')})`, { x: centreX, y: centreY + RADIUS_PX + 34, sizePx: 10, anchor: 'middle', className: 'faint' }),
  ].join('');
}

/** Right and up on the page, of a point in the unit sphere. */
function project(x: number, y: number, z: number): readonly [number, number] {
  const forward = Math.cos(AZIMUTH_RAD) * x + Math.sin(AZIMUTH_RAD) * y;
  return [Math.cos(AZIMUTH_RAD) * y - Math.sin(AZIMUTH_RAD) * x, z * Math.cos(ELEVATION_RAD) - forward * Math.sin(ELEVATION_RAD)];
}

/** Rounding is not shown. */
function clean(value: number): number {
  return Math.round(value * 1000) / 1000 || 0;
}
