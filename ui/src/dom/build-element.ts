export type Child = Node | string | undefined;

export interface BuildOptions {
  readonly class?: string;
  /** Attributes; `undefined` leaves one out, `true` writes it empty. */
  readonly attributes?: Readonly<Record<string, string | true | undefined>>;
  readonly onClick?: (event: MouseEvent) => void;
}

/** Builds an element with text that is always text: nothing here parses HTML. */
export function buildElement<Tag extends keyof HTMLElementTagNameMap>(
  ownerDocument: Document,
  tag: Tag,
  options: BuildOptions = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = ownerDocument.createElement(tag);
  if (options.class !== undefined) element.className = options.class;
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    if (value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  if (options.onClick) element.addEventListener('click', options.onClick as EventListener);
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** A button that never submits a form. */
export function buildButton(ownerDocument: Document, options: BuildOptions, ...children: Child[]): HTMLButtonElement {
  return buildElement(ownerDocument, 'button', { ...options, attributes: { type: 'button', ...options.attributes } }, ...children);
}
