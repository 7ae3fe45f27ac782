export { plainText } from './plain-text.ts';
export type { RenderContext } from './render-context.ts';
export { renderResult } from './render-result.ts';
export { createStyle, type Style } from './style.ts';
export { renderTextTable } from './text-table.ts';
export { textWidth, truncateToWidth, wrapText } from './text-width.ts';
