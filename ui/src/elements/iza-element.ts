import { adoptIzaStyles } from '../styles/index.ts';

/** What the elements share: a shadow tree with the shared style sheet, also after a move to another window. */
export abstract class IzaElement extends HTMLElement {
  protected readonly root: ShadowRoot;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: 'open' });
    adoptIzaStyles(this.root);
  }

  adoptedCallback(): void {
    // A sheet of the old document is refused by the new one.
    this.root.adoptedStyleSheets = [];
    adoptIzaStyles(this.root);
  }
}
