import { themeStyle, type ChartTheme } from './chart-theme.ts';
import { escapeSvgText } from './svg-text.ts';

export interface SvgDocumentOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  /** What a screen reader says first. */
  readonly title: string;
  /** What the picture shows, in a sentence with its numbers. */
  readonly description: string;
  readonly theme: ChartTheme;
}

/** A whole SVG file on a solid background, so that it reads the same in a light and in a dark page. */
export function svgDocument(body: string, { widthPx, heightPx, title, description, theme }: SvgDocumentOptions): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="iza-chart" role="img" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}">` +
    `<title>${escapeSvgText(title)}</title><desc>${escapeSvgText(description)}</desc><style>${themeStyle(theme)}</style>` +
    `<rect class="background" width="${widthPx}" height="${heightPx}"/>${body}</svg>\n`
  );
}

export interface SvgTextOptions {
  readonly x: number;
  readonly y: number;
  readonly sizePx?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly className?: string;
  readonly weight?: number;
  /** Degrees, clockwise about (x, y). */
  readonly rotate?: number;
}

export function svgText(text: string, { x, y, sizePx = 11, anchor = 'start', className = 'text', weight, rotate }: SvgTextOptions): string {
  const turned = rotate === undefined ? '' : ` transform="rotate(${rotate} ${shortNumber(x)} ${shortNumber(y)})"`;
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  const weighted = weight === undefined ? '' : ` font-weight="${weight}"`;
  return `<text class="${className}" x="${shortNumber(x)}" y="${shortNumber(y)}" font-size="${sizePx}"${anchored}${weighted}${turned}>${escapeSvgText(text)}</text>`;
}

/** About how wide a text is drawn, pixels: no font is at hand where the picture is made. */
export function textWidthPx(text: string, sizePx: number): number {
  return text.length * sizePx * 0.58;
}

/** As short as a coordinate can be written to a tenth of a pixel. */
export function shortNumber(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}
