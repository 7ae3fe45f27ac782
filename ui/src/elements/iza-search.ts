import { buildElement } from '../dom/index.ts';
import type { PassageView, SearchInput } from '../view-data.ts';
import { IzaElement } from './iza-element.ts';
import { moveFocus } from './move-focus.ts';
import { buildPassage } from './place-item.ts';

export type SearchFunction = (input: SearchInput, context: { signal: AbortSignal }) => Promise<{ readonly passages: readonly PassageView[] }>;

/**
 * `<iza-search>`: results as you type, each with its reasons.
 *
 * Properties: `search` (required, runs `notes.search`), `query`, `debounceMs` (120), `placeholder`.
 * Methods: `refresh()` searches again now (after indexing), `focus()`.
 * Events: `iza-open` (detail `OpenDetail`) when a person chooses a result.
 * Keys: Down and Up move between box and results, Enter opens (the first one from the box), Escape returns to the box, then empties it.
 */
export class IzaSearchElement extends IzaElement {
  /** Runs a query. An earlier one is aborted when the next starts. */
  search: SearchFunction | undefined;
  debounceMs = 120;

  readonly #box: HTMLInputElement;
  readonly #status: HTMLElement;
  readonly #problem: HTMLElement;
  readonly #results: HTMLOListElement;
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shownQuery = '';

  constructor() {
    super();
    const doc = this.ownerDocument;
    this.#box = buildElement(doc, 'input', {
      attributes: { type: 'search', placeholder: 'Search your notes', 'aria-label': 'Search', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search' },
    });
    this.#status = buildElement(doc, 'p', { class: 'status', attributes: { role: 'status' } });
    this.#problem = buildElement(doc, 'p', { class: 'problem', attributes: { role: 'alert', hidden: true } });
    this.#results = buildElement(doc, 'ol', { class: 'places', attributes: { 'aria-label': 'Results' } });
    const form = buildElement(doc, 'form', { attributes: { role: 'search' } }, buildElement(doc, 'div', { class: 'box' }, this.#box));
    this.root.append(form, this.#status, this.#problem, this.#results);

    this.#box.addEventListener('input', () => this.#schedule());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#openFirst();
    });
    this.root.addEventListener('keydown', (event) => this.#onKey(event as KeyboardEvent));
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
  }

  get query(): string {
    return this.#box.value;
  }
  /** Setting it searches. */
  set query(text: string) {
    this.#box.value = text;
    void this.refresh();
  }

  get placeholder(): string {
    return this.#box.placeholder;
  }
  set placeholder(text: string) {
    this.#box.placeholder = text;
  }

  override focus(options?: FocusOptions): void {
    this.#box.focus(options);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), this.debounceMs);
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
    const query = this.query.trim();
    this.#problem.hidden = true;
    if (query === '' || !this.search) {
      this.#show('', []);
      this.#status.textContent = '';
      return;
    }
    const controller = new AbortController();
    this.#running = controller;
    try {
      const { passages } = await this.search({ query, explain: true }, { signal: controller.signal });
      if (this.#running !== controller) return;
      this.#show(query, passages);
      this.#status.textContent = passages.length === 0 ? `Nothing found for “${query}”.` : passages.length === 1 ? '1 result' : `${passages.length} results`;
    } catch (error) {
      if (this.#running !== controller || controller.signal.aborted) return;
      this.#show('', []);
      this.#status.textContent = '';
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
      this.#problem.hidden = false;
    } finally {
      if (this.#running === controller) this.#running = undefined;
    }
  }

  #show(query: string, passages: readonly PassageView[]): void {
    this.#shownQuery = query;
    this.#results.replaceChildren(...passages.map((passage) => buildPassage(this.ownerDocument, passage, { query, target: this })));
  }

  async #openFirst(): Promise<void> {
    // What is shown may be of an earlier query: never open that.
    if (this.#shownQuery !== this.query.trim()) await this.refresh();
    this.#results.querySelector<HTMLButtonElement>('.place-open')?.click();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const stops = [this.#box, ...this.#results.querySelectorAll<HTMLElement>('.place-open')];
      if (moveFocus(this.root, stops, event.key === 'ArrowDown' ? 1 : -1)) event.preventDefault();
    } else if (event.key === 'Escape' && this.root.activeElement !== this.#box) {
      event.preventDefault();
      event.stopPropagation();
      this.#box.focus();
    } else if (event.key === 'Escape' && this.query !== '') {
      event.preventDefault();
      event.stopPropagation();
      this.query = '';
    }
  }
}
