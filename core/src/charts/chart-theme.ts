/** `auto` follows the reader's colour scheme where the SVG is shown; a rasteriser draws it light. */
export type ChartTheme = 'light' | 'dark' | 'auto';

interface Palette {
  readonly background: string;
  readonly text: string;
  readonly faintText: string;
  readonly grid: string;
  readonly axis: string;
  readonly lost: string;
  readonly mark: string;
  readonly band: string;
  /** Lines that must be told apart, by people with any colour vision (after Okabe and Ito 2008). */
  readonly series: readonly string[];
}

const LIGHT: Palette = {
  background: '#ffffff',
  text: '#1d2530',
  faintText: '#5a6675',
  grid: '#e3e8ee',
  axis: '#8693a3',
  lost: '#d7263d',
  mark: '#7a3e9d',
  band: '#0b6fb8',
  series: ['#0b6fb8', '#c24e00', '#00815e', '#a83c86', '#8a6d00', '#2b9ac0', '#d7263d', '#4b5563'],
};

const DARK: Palette = {
  background: '#15191f',
  text: '#e6ebf2',
  faintText: '#9aa7b7',
  grid: '#2a323c',
  axis: '#6b7888',
  lost: '#ff6b7a',
  mark: '#c79bff',
  band: '#5ab4f5',
  series: ['#5ab4f5', '#ff9a4d', '#3fd0a4', '#f08fd0', '#e3c54a', '#8be0ff', '#ff6b7a', '#b7c2d0'],
};

/** How many lines have a colour of their own. */
export const SERIES_COUNT = LIGHT.series.length;

/** The rules of one chart. Every selector begins with the chart's class: a style in an inline SVG reaches the whole page. */
export function themeStyle(theme: ChartTheme): string {
  const light = rules(LIGHT);
  const dark = rules(DARK);
  const shared = '.iza-chart text{font-family:system-ui,"Segoe UI","DejaVu Sans",sans-serif}';
  if (theme === 'light') return shared + light;
  if (theme === 'dark') return shared + dark;
  return `${shared}${light}@media (prefers-color-scheme:dark){${dark}}`;
}

function rules({ background, text, faintText, grid, axis, lost, mark, band, series }: Palette): string {
  const rule = (name: string, declarations: string): string => `.iza-chart .${name}{${declarations}}`;
  return [
    rule('background', `fill:${background}`),
    rule('text', `fill:${text}`),
    rule('faint', `fill:${faintText}`),
    rule('grid', `stroke:${grid};fill:none`),
    rule('axis', `stroke:${axis};fill:none`),
    rule('outline', `stroke:${text};fill:none`),
    rule('dot', `fill:${text}`),
    rule('box', `fill:${background};stroke:${text}`),
    rule('lost', `fill:${lost};fill-opacity:0.22`),
    rule('mark', `stroke:${mark};fill:none`),
    rule('mark-text', `fill:${mark}`),
    rule('span', `fill:${mark};fill-opacity:0.1`),
    rule('band', `fill:${band};fill-opacity:0.07`),
    // On the colours of a map, which are the same in every scheme.
    rule('on-map', 'fill:#111;stroke:#fff;stroke-opacity:0.7;stroke-width:2px;stroke-linejoin:round;paint-order:stroke'),
    rule('on-light', 'fill:#111'),
    rule('on-dark', 'fill:#fff'),
    rule('on-bar', `fill:${background}`),
    rule('many', `stroke:${faintText};stroke-opacity:0.45;fill:none`),
    ...series.flatMap((colour, index) => [rule(`line-${index}`, `stroke:${colour};fill:none`), rule(`area-${index}`, `fill:${colour}`)]),
  ].join('');
}
