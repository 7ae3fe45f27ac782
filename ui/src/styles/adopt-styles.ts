import { izaElementsCss } from './iza-styles.ts';

// reason: a constructed sheet belongs to one document (Obsidian's pop-out windows are others); it dies with its document
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** A style sheet for a document. Constructed, so that a page without inline styles in its policy may use it. */
function styleSheetOf(ownerDocument: Document, css: string): CSSStyleSheet {
  const ofDocument = sheets.get(ownerDocument) ?? new Map<string, CSSStyleSheet>();
  sheets.set(ownerDocument, ofDocument);
  const known = ofDocument.get(css);
  if (known) return known;
  const view = ownerDocument.defaultView ?? globalThis.window;
  // reason: TypeScript's Window lacks the constructors that its global scope has
  const sheet = new (view).CSSStyleSheet();
  sheet.replaceSync(css);
  ofDocument.set(css, sheet);
  return sheet;
}

/** A document's `ownerDocument` is null, also for a document of another window, where `instanceof` would lie. */
export function adoptStyles(root: ShadowRoot | Document, css: string): void {
  const sheet = styleSheetOf(root.ownerDocument ?? root, css);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** The style sheet that all elements share. */
export function adoptIzaStyles(root: ShadowRoot | Document): void {
  adoptStyles(root, izaElementsCss);
}
