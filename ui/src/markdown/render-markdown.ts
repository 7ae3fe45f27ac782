import { buildButton, buildElement, type BuildOptions, type Child } from '../dom/index.ts';
import type { BlockNode, InlineNode } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';

export interface RenderMarkdownOptions {
  /** Called when a person presses `[n]`. Without it citations are plain text. */
  readonly onCitation?: (marker: number) => void;
  /** Which markers exist; others stay text. All of them unless told (an answer still arriving). */
  readonly citationMarkers?: ReadonlySet<number>;
}

/**
 * Writes Markdown into `container` as DOM nodes. What the text says is never parsed as HTML, images become links and links
 * open only when pressed. Blocks equal to those already there are left alone, so a growing answer keeps selection and focus.
 */
export function renderMarkdownInto(container: HTMLElement, text: string, options: RenderMarkdownOptions = {}): void {
  const ownerDocument = container.ownerDocument;
  const blocks = parseMarkdown(text);
  const markers = options.citationMarkers ? [...options.citationMarkers].join() : 'all';
  const keyOf = (block: BlockNode): string => {
    const key = JSON.stringify(block);
    // Only blocks that cite look different once it is known which citations exist.
    return key.includes('"type":"citation"') ? `${markers} ${key}` : key;
  };
  const keys = blocks.map(keyOf);
  const present = [...container.children] as HTMLElement[];
  let same = 0;
  while (same < present.length && same < keys.length && renderedKeys.get(present[same]) === keys[same]) same += 1;
  for (const stale of present.slice(same)) stale.remove();
  for (const [offset, block] of blocks.slice(same).entries()) {
    const rendered = renderBlock(ownerDocument, block, options);
    renderedKeys.set(rendered, keys[same + offset]);
    container.append(rendered);
  }
}

// reason: remembers per element, not per program, what it shows; entries die with their elements
const renderedKeys = new WeakMap<Element, string>();

function renderBlock(ownerDocument: Document, block: BlockNode, options: RenderMarkdownOptions): HTMLElement {
  const build = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, buildOptions?: BuildOptions, ...children: Child[]): HTMLElementTagNameMap[Tag] =>
    buildElement(ownerDocument, tag, buildOptions, ...children);
  const inline = (nodes: readonly InlineNode[]): Node[] => nodes.map((node) => renderInline(ownerDocument, node, options));
  switch (block.type) {
    case 'paragraph':
      return build('p', {}, ...inline(block.children));
    case 'heading':
      // One step down at least: the page's own headings stay above an answer's.
      return build(`h${Math.min(6, block.level + 2)}` as 'h3', {}, ...inline(block.children));
    case 'code-block':
      return build('pre', { attributes: { tabindex: '0' } }, build('code', { attributes: { 'data-language': block.language || undefined } }, block.text));
    case 'list': {
      const start = block.ordered && block.start !== 1 ? String(block.start) : undefined;
      const items = block.items.map((item) => build('li', {}, ...renderItem(ownerDocument, item.children, options)));
      return build(block.ordered ? 'ol' : 'ul', { attributes: { start } }, ...items);
    }
    case 'quote':
      return build('blockquote', {}, ...block.children.map((child) => renderBlock(ownerDocument, child, options)));
    case 'table': {
      const cell = (tag: 'th' | 'td', nodes: readonly InlineNode[], column: number): HTMLElement =>
        build(tag, { class: block.alignments[column] ? `align-${block.alignments[column]}` : '', attributes: { scope: tag === 'th' ? 'col' : undefined } }, ...inline(nodes));
      const head = build('thead', {}, build('tr', {}, ...block.header.map((nodes, column) => cell('th', nodes, column))));
      const body = build('tbody', {}, ...block.rows.map((row) => build('tr', {}, ...row.map((nodes, column) => cell('td', nodes, column)))));
      return build('div', { class: 'table-scroll', attributes: { tabindex: '0' } }, build('table', {}, head, body));
    }
    case 'rule':
      return build('hr');
  }
}

/** A list item of one paragraph is shown without its paragraph, as a tight list. */
function renderItem(ownerDocument: Document, children: readonly BlockNode[], options: RenderMarkdownOptions): Node[] {
  return children.flatMap((child, position): Node[] =>
    child.type === 'paragraph' && position === 0
      ? child.children.map((node) => renderInline(ownerDocument, node, options))
      : [renderBlock(ownerDocument, child, options)],
  );
}

function renderInline(ownerDocument: Document, node: InlineNode, options: RenderMarkdownOptions): Node {
  const children = (nodes: readonly InlineNode[]): Node[] => nodes.map((child) => renderInline(ownerDocument, child, options));
  switch (node.type) {
    case 'text':
      return ownerDocument.createTextNode(node.text);
    case 'code':
      return buildElement(ownerDocument, 'code', {}, node.text);
    case 'line-break':
      return buildElement(ownerDocument, 'br');
    case 'strong':
      return buildElement(ownerDocument, 'strong', {}, ...children(node.children));
    case 'emphasis':
      return buildElement(ownerDocument, 'em', {}, ...children(node.children));
    case 'strikethrough':
      return buildElement(ownerDocument, 's', {}, ...children(node.children));
    case 'wikilink':
      return buildElement(ownerDocument, 'span', { class: 'wikilink' }, node.text);
    case 'link':
      return renderLink(ownerDocument, node.address, children(node.children));
    case 'citation':
      return renderCitation(ownerDocument, node.markers, options);
  }
}

/** Only web and mail addresses become links; the rest (javascript:, data:, file:) is shown as the words it had. */
function renderLink(ownerDocument: Document, address: string, children: readonly Node[]): Node {
  if (!/^(?:https?:\/\/|mailto:)/i.test(address)) return buildElement(ownerDocument, 'span', {}, ...children);
  return buildElement(ownerDocument, 'a', { attributes: { href: address, target: '_blank', rel: 'noopener noreferrer nofollow', title: address } }, ...children);
}

function renderCitation(ownerDocument: Document, markers: readonly number[], { onCitation, citationMarkers }: RenderMarkdownOptions): Node {
  const fragment = ownerDocument.createDocumentFragment();
  for (const marker of markers) {
    if (!onCitation || (citationMarkers && !citationMarkers.has(marker))) fragment.append(`[${marker}]`);
    else {
      fragment.append(
        buildButton(
          ownerDocument,
          { class: 'citation-mark', attributes: { 'data-marker': String(marker), 'aria-label': `Open source ${marker}` }, onClick: () => onCitation(marker) },
          String(marker),
        ),
      );
    }
  }
  return fragment;
}
