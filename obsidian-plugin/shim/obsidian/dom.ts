/** The helpers that Obsidian adds to the DOM's own prototypes, as far as plugins here use them. */

interface ElementOptions {
  cls?: string | string[];
  text?: string | DocumentFragment;
  attr?: Record<string, string | number | boolean | null>;
  title?: string;
  parent?: Node;
  value?: string;
  type?: string;
  prepend?: boolean;
  placeholder?: string;
  href?: string;
}

function makeElement(parent: Node | undefined, tag: string, options: ElementOptions | string = {}, callback?: (element: HTMLElement) => void): HTMLElement {
  const given: ElementOptions = typeof options === 'string' ? { cls: options } : options;
  const element = document.createElement(tag);
  for (const name of [given.cls ?? []].flat().flatMap((names) => names.split(' ')).filter(Boolean)) element.classList.add(name);
  if (given.text !== undefined) element.append(given.text);
  for (const name of ['title', 'type', 'placeholder', 'href', 'value'] as const) {
    if (given[name] !== undefined) element.setAttribute(name, given[name]);
  }
  if (given.value !== undefined) Reflect.set(element, 'value', given.value);
  for (const [name, value] of Object.entries(given.attr ?? {})) if (value !== null) element.setAttribute(name, String(value));
  const holder = given.parent ?? parent;
  if (holder) holder.insertBefore(element, given.prepend ? holder.firstChild : null);
  callback?.(element);
  return element;
}

type Creator = (options?: ElementOptions | string, callback?: (element: HTMLElement) => void) => HTMLElement;

/** Installs the helpers. Once a page, before the plugin's code runs. */
export function installDomHelpers(): void {
  const define = (prototype: object, members: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(members)) Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
  };
  define(Node.prototype, {
    createEl(this: Node, tag: string, options?: ElementOptions | string, callback?: (element: HTMLElement) => void) {
      return makeElement(this, tag, options, callback);
    },
    createDiv(this: Node, ...rest: Parameters<Creator>) {
      return makeElement(this, 'div', ...rest);
    },
    createSpan(this: Node, ...rest: Parameters<Creator>) {
      return makeElement(this, 'span', ...rest);
    },
    empty(this: Node) {
      while (this.firstChild) this.removeChild(this.firstChild);
    },
    detach(this: Node) {
      this.parentNode?.removeChild(this);
    },
    appendText(this: Node, text: string) {
      this.appendChild(document.createTextNode(text));
    },
    instanceOf(this: Node, type: new () => unknown) {
      return this instanceof type;
    },
  });
  define(Element.prototype, {
    setText(this: Element, text: string | DocumentFragment) {
      this.replaceChildren(text);
    },
    getText(this: Element) {
      return this.textContent;
    },
    addClass(this: Element, ...names: string[]) {
      this.classList.add(...names);
    },
    removeClass(this: Element, ...names: string[]) {
      this.classList.remove(...names);
    },
    toggleClass(this: Element, names: string | string[], on: boolean) {
      for (const name of [names].flat()) this.classList.toggle(name, on);
    },
    hasClass(this: Element, name: string) {
      return this.classList.contains(name);
    },
    setAttr(this: Element, name: string, value: string | number | boolean | null) {
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    },
    getAttr(this: Element, name: string) {
      return this.getAttribute(name);
    },
  });
  define(HTMLElement.prototype, {
    show(this: HTMLElement) {
      this.style.display = '';
    },
    hide(this: HTMLElement) {
      this.style.display = 'none';
    },
    toggle(this: HTMLElement, on: boolean) {
      this.style.display = on ? '' : 'none';
    },
    isShown(this: HTMLElement) {
      return this.offsetParent !== null;
    },
    setCssProps(this: HTMLElement, properties: Record<string, string>) {
      for (const [name, value] of Object.entries(properties)) this.style.setProperty(name, value);
    },
    onClickEvent(this: HTMLElement, listener: (event: MouseEvent) => unknown) {
      this.addEventListener('click', listener);
    },
  });
  define(Event.prototype, {
    instanceOf(this: Event, type: new () => unknown) {
      return this instanceof type;
    },
  });
  define(window, {
    createEl: (tag: string, options?: ElementOptions | string, callback?: (element: HTMLElement) => void) => makeElement(undefined, tag, options, callback),
    createDiv: (...rest: Parameters<Creator>) => makeElement(undefined, 'div', ...rest),
    createSpan: (...rest: Parameters<Creator>) => makeElement(undefined, 'span', ...rest),
    createFragment: (callback?: (fragment: DocumentFragment) => void) => {
      const fragment = document.createDocumentFragment();
      callback?.(fragment);
      return fragment;
    },
    activeDocument: document,
    activeWindow: window,
    sleep: (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs)),
  });
}
