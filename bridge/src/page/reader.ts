import type { OpenDetail, RelatedNoteView } from '@iza/ui';
import type { BridgeCall } from './bridge-client.ts';
import { locateQuote, type ReaderLine } from './locate-quote.ts';

interface NoteView {
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly warnings: readonly string[];
}

/** Lines drawn around the cited ones; a note of a million lines must not freeze the page. */
const LINES_AROUND = 1500;

/** Shows a note beside the answer, at the cited lines, with the quote marked. */
export function createReader(container: HTMLElement, { call, onToggle }: { call: BridgeCall; onToggle: (open: boolean) => void }): { open(detail: OpenDetail): Promise<void>; close(): void } {
  const doc = container.ownerDocument;
  let opened: AbortController | undefined;
  let returnFocusTo: HTMLElement | undefined;

  function close(): void {
    opened?.abort();
    container.hidden = true;
    onToggle(false);
    returnFocusTo?.focus();
  }

  container.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  async function open(detail: OpenDetail): Promise<void> {
    opened?.abort();
    const controller = new AbortController();
    opened = controller;
    if (container.hidden) returnFocusTo = deepActiveElement(doc);
    const input = { path: detail.path, source: detail.sourceId };
    const note = (await call('notes.read', input, { signal: controller.signal })) as NoteView;
    if (controller.signal.aborted) return;
    const lines = locateQuote(note.text, detail);
    const list = lineList(doc, lines, /\.(?:md|markdown|txt)$/i.test(note.path));
    const related = doc.createElement('iza-related');
    container.replaceChildren(head(doc, note, lines, close), list, section(doc, 'Related notes', related));
    container.hidden = false;
    onToggle(true);
    container.scrollTop = 0;
    container.querySelector('.cited')?.scrollIntoView({ block: 'center' });
    container.querySelector<HTMLElement>('h2')!.focus({ preventScroll: true });
    try {
      const { notes } = (await call('notes.related', { ...input, limit: 6 }, { signal: controller.signal })) as { notes: readonly RelatedNoteView[] };
      related.notes = notes;
    } catch (error) {
      related.problem = error instanceof Error ? error.message : String(error);
    }
  }

  return { open, close };
}

function head(doc: Document, note: NoteView, lines: readonly ReaderLine[], onClose: () => void): HTMLElement {
  const cited = lines.filter((line) => line.cited);
  const where = cited.length === 0 ? note.path : `${note.path}:${cited[0].number}${cited.length > 1 ? `–${cited.at(-1)!.number}` : ''}`;
  const title = textElement(doc, 'h2', note.title);
  title.tabIndex = -1;
  const words = doc.createElement('div');
  words.append(title, textElement(doc, 'p', [where, ...note.tags.map((tag) => `#${tag}`)].join('  ')));
  for (const warning of note.warnings) words.append(textElement(doc, 'p', `⚠ ${warning}`));
  const button = textElement(doc, 'button', 'Close');
  button.className = 'reader-close';
  button.type = 'button';
  button.addEventListener('click', onClose);
  const element = doc.createElement('header');
  element.className = 'reader-head';
  element.append(words, button);
  return element;
}

function lineList(doc: Document, lines: readonly ReaderLine[], numbered: boolean): HTMLElement {
  const firstCited = Math.max(0, lines.findIndex(({ cited }) => cited));
  const from = Math.max(0, firstCited - LINES_AROUND);
  const shown = lines.slice(from, firstCited + LINES_AROUND);
  const list = doc.createElement('ol');
  list.className = numbered ? 'lines' : 'lines unnumbered';
  if (from > 0) list.append(hiddenLines(doc, from, 'above'));
  for (const line of shown) list.append(lineItem(doc, line, numbered));
  const below = lines.length - from - shown.length;
  if (below > 0) list.append(hiddenLines(doc, below, 'below'));
  return list;
}

function lineItem(doc: Document, { number, text, cited, quoted }: ReaderLine, numbered: boolean): HTMLElement {
  const item = doc.createElement('li');
  item.classList.toggle('cited', cited);
  if (numbered) {
    const gutter = textElement(doc, 'span', String(number));
    gutter.className = 'number';
    gutter.setAttribute('aria-hidden', 'true');
    item.append(gutter);
  }
  const words = doc.createElement('span');
  words.className = 'words';
  words.dir = 'auto';
  if (quoted) words.append(text.slice(0, quoted[0]), textElement(doc, 'mark', text.slice(...quoted)), text.slice(quoted[1]));
  else words.append(text);
  item.append(words);
  return item;
}

function hiddenLines(doc: Document, count: number, where: string): HTMLElement {
  const item = textElement(doc, 'li', `${count} more lines ${where}: open the note in your editor to see all of it.`);
  item.className = 'more';
  return item;
}

function section(doc: Document, title: string, content: HTMLElement): HTMLElement {
  const element = doc.createElement('section');
  element.className = 'reader-related';
  element.append(textElement(doc, 'h3', title), content);
  return element;
}

function textElement<Tag extends keyof HTMLElementTagNameMap>(doc: Document, tag: Tag, text: string): HTMLElementTagNameMap[Tag] {
  const element = doc.createElement(tag);
  element.textContent = text;
  return element;
}

function deepActiveElement(doc: Document): HTMLElement | undefined {
  let active = doc.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : undefined;
}
