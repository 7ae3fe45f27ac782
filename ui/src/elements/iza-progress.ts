import { buildButton, buildElement } from '../dom/index.ts';
import type { ProgressView } from '../view-data.ts';
import { IzaElement } from './iza-element.ts';

/**
 * `<iza-progress>`: how far indexing is.
 *
 * Properties: `progress` (`ProgressView`; hidden while idle without a message), `pausable` (false hides the button).
 * Events: `iza-pause`, `iza-resume`, without detail; the host answers by setting `progress`.
 */
export class IzaProgressElement extends IzaElement {
  readonly #row: HTMLElement;
  readonly #bar: HTMLProgressElement;
  readonly #button: HTMLButtonElement;
  readonly #count: HTMLElement;
  readonly #path: HTMLElement;
  readonly #announcement: HTMLElement;
  #progress: ProgressView = { state: 'idle' };
  #pausable = true;

  constructor() {
    super();
    const doc = this.ownerDocument;
    this.#bar = buildElement(doc, 'progress', { attributes: { 'aria-label': 'Indexing' } });
    this.#button = buildButton(doc, { class: 'action quiet', onClick: () => this.#toggle() }, 'Pause');
    this.#row = buildElement(doc, 'div', { class: 'progress-row' }, this.#bar, this.#button);
    this.#count = buildElement(doc, 'span');
    this.#path = buildElement(doc, 'span', { class: 'progress-path' });
    // Only changes of state are announced: a screen reader must not read every path.
    this.#announcement = buildElement(doc, 'span', { class: 'visually-hidden', attributes: { role: 'status' } });
    this.root.append(this.#row, buildElement(doc, 'p', { class: 'progress-text' }, this.#count, this.#path), this.#announcement);
  }

  /** Not in the constructor: an element being created may not have attributes yet. */
  connectedCallback(): void {
    this.#draw();
  }

  get progress(): ProgressView {
    return this.#progress;
  }
  set progress(progress: ProgressView) {
    this.#progress = progress;
    this.#draw();
  }

  get pausable(): boolean {
    return this.#pausable;
  }
  set pausable(pausable: boolean) {
    this.#pausable = pausable;
    this.#draw();
  }

  #toggle(): void {
    this.dispatchEvent(new CustomEvent(this.#progress.state === 'paused' ? 'iza-resume' : 'iza-pause', { bubbles: true, composed: true }));
  }

  #draw(): void {
    const { state, doneCount, totalCount, message } = this.#progress;
    this.hidden = state === 'idle' && !message;
    this.#row.hidden = state === 'idle';
    this.#button.hidden = !this.#pausable;
    this.#button.textContent = state === 'paused' ? 'Resume' : 'Pause';
    if (totalCount !== undefined && totalCount > 0) {
      this.#bar.max = totalCount;
      this.#bar.value = doneCount ?? 0;
    } else this.#bar.removeAttribute('value');
    const label = state === 'paused' ? 'Paused' : state === 'indexing' ? 'Indexing' : '';
    const count = doneCount === undefined || state === 'idle' ? '' : totalCount === undefined ? ` ${doneCount}` : ` ${doneCount} of ${totalCount}`;
    this.#count.textContent = `${label}${count}`;
    this.#path.textContent = message ?? '';
    this.#path.title = message ?? '';
    if (this.#announcement.textContent !== label) this.#announcement.textContent = label;
  }
}
