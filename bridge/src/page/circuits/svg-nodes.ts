const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** What our own charts are made of. Nothing among it runs or loads anything. */
const ELEMENTS: ReadonlySet<string> = new Set(['svg', 'title', 'desc', 'g', 'rect', 'circle', 'path', 'text']);
const ATTRIBUTES: ReadonlySet<string> = new Set(['class', 'role', 'width', 'height', 'viewBox', 'x', 'y', 'rx', 'cx', 'cy', 'r', 'd', 'fill', 'transform', 'font-size', 'font-weight', 'text-anchor', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * Elements of a chart that core has written. The page's policy lets nothing parse markup; this reads what `svgDocument` writes and
 * leaves its style out, for the page has it in a style sheet of its own.
 * @throws RangeError for what no chart of ours holds
 */
export function svgNodes(svg: string, document: Document): SVGElement {
  const open: SVGElement[] = [];
  let root: SVGElement | undefined;
  let isStyle = false;
  for (const [, closing, name, attributes, selfClosing, text] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:"[^"]*"|[^">])*?)(\/?)>|([^<]+)/g)) {
    if (text !== undefined) {
      if (!isStyle && open.length > 0) open[open.length - 1].append(decoded(text));
      continue;
    }
    if (name === 'style') {
      isStyle = closing === '';
      continue;
    }
    if (closing !== '') {
      open.pop();
      continue;
    }
    if (!ELEMENTS.has(name)) throw new RangeError(`Cannot show a chart with <${name}>`);
    const element = document.createElementNS(SVG_NAMESPACE, name);
    for (const [, key, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
      if (key === 'xmlns') continue;
      if (!ATTRIBUTES.has(key)) throw new RangeError(`Cannot show a chart with the attribute ${key}`);
      element.setAttribute(key, decoded(value));
    }
    open.at(-1)?.append(element);
    root ??= element;
    if (selfClosing === '') open.push(element);
  }
  if (!root) throw new RangeError('Cannot show a chart that is no SVG');
  return root;
}

function decoded(text: string): string {
  return text.replace(/&(#39|\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
