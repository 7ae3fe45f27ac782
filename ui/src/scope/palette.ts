import type { ScopeQualityState } from './scope-data.ts';

/** Colours for the canvas, resolved from the element's style. */
export interface ScopePalette {
  readonly background: string;
  readonly grid: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly lost: string;
  readonly traces: readonly string[];
  readonly quality: Readonly<Record<ScopeQualityState, string>>;
  readonly fontFamily: string;
  /** Changes whenever a colour does. */
  readonly key: string;
}

/** Reads the custom properties of `scope-styles.ts`, so that a host themes the drawing as it themes everything else. */
export function readPalette(element: Element): ScopePalette {
  const style = element.ownerDocument.defaultView!.getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--_${name}`).trim() || 'gray';
  const [good, warning, danger] = [colour('success'), colour('warning'), colour('danger')];
  const palette = {
    background: colour('background'),
    grid: colour('border'),
    text: colour('text'),
    muted: colour('muted'),
    accent: colour('accent'),
    lost: colour('lost'),
    traces: [1, 2, 3, 4].map((number) => colour(`trace-${number}`)),
    quality: { good, noisy: warning, 'near-railed': warning, railed: danger, flat: danger },
    fontFamily: style.fontFamily,
  };
  return { ...palette, key: JSON.stringify(palette) };
}
