export { plainTextOf } from './plain-text-of.ts';
export { renderMarkdownInto, type RenderMarkdownOptions } from './render-markdown.ts';
