import { buildElement } from '../dom/index.ts';
import type { RelatedNoteView } from '../view-data.ts';
import { IzaElement } from './iza-element.ts';
import { moveFocus } from './move-focus.ts';
import { buildRelatedNote } from './place-item.ts';

/**
 * `<iza-related>`: the notes close to one note, with the reasons.
 *
 * Properties: `notes` (the output of `notes.related`; `undefined` while there is no active note), `problem` (why there is no list).
 * Events: `iza-open` (detail `OpenDetail`). Keys: Up and Down move, Enter opens.
 */
export class IzaRelatedElement extends IzaElement {
  readonly #list: HTMLUListElement;
  readonly #empty: HTMLElement;
  #notes: readonly RelatedNoteView[] | undefined;

  constructor() {
    super();
    const doc = this.ownerDocument;
    this.#list = buildElement(doc, 'ul', { class: 'places', attributes: { 'aria-label': 'Related notes' } });
    this.#empty = buildElement(doc, 'p', { class: 'empty', attributes: { role: 'status' } }, 'Open a note to see what is related to it.');
    this.root.append(this.#empty, this.#list);
    this.root.addEventListener('keydown', (event) => {
      const { key } = event as KeyboardEvent;
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
      if (moveFocus(this.root, [...this.#list.querySelectorAll<HTMLElement>('.place-open')], key === 'ArrowDown' ? 1 : -1)) event.preventDefault();
    });
  }

  get notes(): readonly RelatedNoteView[] | undefined {
    return this.#notes;
  }
  set notes(notes: readonly RelatedNoteView[] | undefined) {
    this.#notes = notes;
    this.#list.replaceChildren(...(notes ?? []).map((note) => buildRelatedNote(this.ownerDocument, note, this)));
    this.#empty.textContent = notes === undefined ? 'Open a note to see what is related to it.' : 'No note is close to this one yet.';
    this.#empty.hidden = notes !== undefined && notes.length > 0;
  }

  /** Shows why there is no list; the next `notes` clears it. */
  set problem(message: string) {
    this.notes = [];
    this.#empty.textContent = message;
  }
}
