export { plainText } from './plain-text.ts';
export { renderStreamLine } from './render-headset.ts';
export { renderResult } from './render-result.ts';
export { createStyle } from './style.ts';
export { renderTextTable } from './text-table.ts';
export { textWidth, truncateToWidth, wrapText } from './text-width.ts';
