import type { BlockNode, InlineNode } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';

/** A passage's words without its markup, one block a line: what a result shows before a person opens it. */
export function plainTextOf(markdown: string): string {
  // Frontmatter is not what a reader looks for.
  const body = markdown.replace(/^---\r?\n[\s\S]*?\r?\n---(?:\r?\n|$)/, '');
  return textOfBlocks(parseMarkdown(body));
}

function textOfBlocks(blocks: readonly BlockNode[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
        case 'heading':
          return textOfInline(block.children);
        case 'code-block':
          return block.text;
        case 'list':
          return block.items.map((item) => `• ${textOfBlocks(item.children).replaceAll('\n', ' ')}`).join('\n');
        case 'quote':
          return textOfBlocks(block.children);
        case 'table':
          return [block.header, ...block.rows].map((row) => row.map((cell) => textOfInline(cell)).join(' · ')).join('\n');
        case 'rule':
          return '';
      }
    })
    .filter((text) => text.trim() !== '')
    .join('\n');
}

function textOfInline(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'line-break') return '\n';
      if (node.type === 'citation') return `[${node.markers.join(', ')}]`;
      return 'text' in node ? node.text : textOfInline(node.children);
    })
    .join('');
}
