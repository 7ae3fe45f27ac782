export type { BlockNode, InlineNode, ListItem } from './markdown-tree.ts';
export { parseInline } from './parse-inline.ts';
export { parseMarkdown } from './parse-markdown.ts';
export { renderMarkdownInto, type RenderMarkdownOptions } from './render-markdown.ts';
