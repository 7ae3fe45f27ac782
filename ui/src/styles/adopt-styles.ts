import { izaElementsCss } from './iza-styles.ts';

// reason: a constructed sheet belongs to one document (Obsidian's pop-out windows are others); it dies with its document
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** The elements' style sheet for a document. Constructed, so that a page without inline styles in its policy may use it. */
function izaStyleSheetOf(ownerDocument: Document): CSSStyleSheet {
  const known = sheets.get(ownerDocument);
  if (known) return known;
  const view = ownerDocument.defaultView ?? globalThis.window;
  // reason: TypeScript's Window lacks the constructors that its global scope has
  const sheet = new (view).CSSStyleSheet();
  sheet.replaceSync(izaElementsCss);
  sheets.set(ownerDocument, sheet);
  return sheet;
}

/** A document's `ownerDocument` is null, also for a document of another window, where `instanceof` would lie. */
export function adoptIzaStyles(root: ShadowRoot | Document): void {
  const sheet = izaStyleSheetOf(root.ownerDocument ?? root);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
