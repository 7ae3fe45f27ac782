import { buildButton, buildElement, dispatchOpen, openDetailOf } from '../dom/index.ts';
import { renderMarkdownInto } from '../markdown/index.ts';
import type { AnswerView, AskInput, AskScope } from '../view-data.ts';
import { IzaElement } from './iza-element.ts';
import { buildCitation } from './place-item.ts';

export type AskFunction = (input: AskInput, context: { signal: AbortSignal; onDelta: (text: string) => void }) => Promise<AnswerView>;

/**
 * `<iza-ask>`: a question, an answer that streams, and its citations with their proof.
 *
 * Properties: `ask` (required, runs `notes.ask`), `question`, `scope`, `placeholder`, `hasModel` (false where no chat model is configured:
 * then there is no general knowledge to add, and the switch says so).
 * Methods: `submit(question?)`, `stop()`, `focus()`, `clear()`.
 * Events: `iza-open` (detail `OpenDetail`) when a person opens a citation.
 * Keys: Enter asks, Shift+Enter breaks the line, Escape stops.
 */
export class IzaAskElement extends IzaElement {
  /** Runs the question. Rejects with an error whose `message` a person can read; on abort anything. */
  ask: AskFunction | undefined;

  readonly #box: HTMLTextAreaElement;
  readonly #submitButton: HTMLButtonElement;
  readonly #stopButton: HTMLButtonElement;
  readonly #scopes: readonly [onlyNotes: HTMLInputElement, general: HTMLInputElement];
  readonly #answer: HTMLElement;
  readonly #notice: HTMLElement;
  readonly #problem: HTMLElement;
  readonly #status: HTMLElement;
  readonly #sources: HTMLElement;
  #running: AbortController | undefined;

  constructor() {
    super();
    const doc = this.ownerDocument;
    this.#box = buildElement(doc, 'textarea', { attributes: { rows: '1', placeholder: 'Ask your notes', 'aria-label': 'Question', enterkeyhint: 'send', autocomplete: 'off' } });
    this.#submitButton = buildElement(doc, 'button', { class: 'action', attributes: { type: 'submit' } }, 'Ask');
    this.#stopButton = buildButton(doc, { class: 'action quiet', attributes: { hidden: true }, onClick: () => this.stop() }, 'Stop');
    const scope = (value: AskScope, label: string): [HTMLInputElement, HTMLLabelElement] => {
      const input = buildElement(doc, 'input', { attributes: { type: 'radio', name: 'scope', value } });
      return [input, buildElement(doc, 'label', {}, input, label)];
    };
    const [onlyNotes, onlyNotesLabel] = scope('notes', 'Only my notes');
    const [general, generalLabel] = scope('notes-and-general-knowledge', 'Notes and general knowledge');
    onlyNotes.checked = true;
    this.#scopes = [onlyNotes, general];
    const legend = buildElement(doc, 'legend', { class: 'visually-hidden' }, 'Where the answer may come from');
    const form = buildElement(
      doc,
      'form',
      { attributes: { role: 'search' } },
      buildElement(doc, 'div', { class: 'box' }, this.#box, this.#submitButton, this.#stopButton),
      buildElement(doc, 'fieldset', { class: 'scope' }, legend, onlyNotesLabel, generalLabel),
    );
    this.#status = buildElement(doc, 'p', { class: 'status', attributes: { role: 'status' } });
    this.#problem = buildElement(doc, 'p', { class: 'problem', attributes: { role: 'alert', hidden: true } });
    this.#notice = buildElement(doc, 'p', { class: 'notice', attributes: { hidden: true } });
    this.#answer = buildElement(doc, 'div', { class: 'answer', attributes: { 'aria-live': 'polite', 'aria-label': 'Answer', role: 'region', hidden: true } });
    this.#sources = buildElement(doc, 'section', { attributes: { 'aria-label': 'Sources', hidden: true } });
    this.root.append(form, this.#status, this.#problem, this.#notice, this.#answer, this.#sources);

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.submit();
    });
    this.#box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        void this.submit();
      }
    });
    this.root.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Escape' && this.#running) {
        event.stopPropagation();
        this.stop();
      }
    });
  }

  disconnectedCallback(): void {
    this.stop();
  }

  get question(): string {
    return this.#box.value;
  }
  set question(text: string) {
    this.#box.value = text;
  }

  get scope(): AskScope {
    return this.#scopes[1].checked ? 'notes-and-general-knowledge' : 'notes';
  }
  set scope(scope: AskScope) {
    for (const input of this.#scopes) input.checked = input.value === scope;
  }

  get hasModel(): boolean {
    return !this.#scopes[1].disabled;
  }
  set hasModel(hasModel: boolean) {
    const [onlyNotes, general] = this.#scopes;
    general.disabled = !hasModel;
    general.parentElement!.title = hasModel ? '' : 'General knowledge needs a chat model';
    if (!hasModel) onlyNotes.checked = true;
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

  /** Stops the answer that is arriving; what has arrived stays. */
  stop(): void {
    this.#running?.abort();
  }

  clear(): void {
    this.stop();
    this.question = '';
    this.#reset();
  }

  /** Asks, stopping an earlier question. Resolves when the answer is shown, with `undefined` when there is none. */
  async submit(question = this.question): Promise<AnswerView | undefined> {
    const asked = question.trim();
    if (!this.ask || asked === '') {
      this.focus();
      return undefined;
    }
    this.stop();
    const controller = new AbortController();
    this.#running = controller;
    this.question = asked;
    this.#reset();
    this.#showRunning(true);
    this.#status.textContent = 'Looking through your notes…';

    let arrived = '';
    let drawScheduled = false;
    const draw = (): void => {
      drawScheduled = false;
      if (this.#running === controller) this.#drawAnswer(arrived, undefined);
    };
    const onDelta = (text: string): void => {
      arrived += text;
      if (drawScheduled) return;
      drawScheduled = true;
      requestAnimationFrame(draw);
    };

    try {
      const answer = await this.ask({ question: asked, scope: this.scope }, { signal: controller.signal, onDelta });
      if (this.#running !== controller) return undefined;
      this.#running = undefined;
      this.#drawAnswer(answer.text, answer);
      this.#status.textContent = controller.signal.aborted ? 'Stopped.' : statusOf(answer);
      return answer;
    } catch (error) {
      if (this.#running !== controller) return undefined;
      this.#running = undefined;
      if (arrived) this.#drawAnswer(arrived, undefined);
      if (controller.signal.aborted) this.#status.textContent = 'Stopped.';
      else {
        this.#status.textContent = '';
        this.#problem.textContent = error instanceof Error ? error.message : String(error);
        this.#problem.hidden = false;
      }
      return undefined;
    } finally {
      if (this.#running === undefined) this.#showRunning(false);
    }
  }

  #showRunning(running: boolean): void {
    const hadFocus = this.root.activeElement === this.#stopButton;
    this.#submitButton.hidden = running;
    this.#stopButton.hidden = !running;
    if (!running && hadFocus) this.#box.focus();
    this.#answer.toggleAttribute('data-streaming', running);
    // A screen reader waits for the whole answer instead of reading every piece.
    this.#answer.setAttribute('aria-busy', String(running));
  }

  #reset(): void {
    this.#status.textContent = '';
    this.#problem.hidden = true;
    this.#notice.hidden = true;
    this.#answer.hidden = true;
    this.#answer.replaceChildren();
    this.#sources.hidden = true;
    this.#sources.replaceChildren();
  }

  #drawAnswer(text: string, answer: AnswerView | undefined): void {
    this.#answer.hidden = text === '';
    const openMarker = (marker: number): void => {
      const citation = answer?.citations.find((candidate) => candidate.marker === marker);
      if (citation) dispatchOpen(this, openDetailOf(citation, citation.quote));
    };
    renderMarkdownInto(this.#answer, text, {
      onCitation: openMarker,
      ...(answer && { citationMarkers: new Set(answer.citations.map(({ marker }) => marker)) }),
    });
    if (!answer) return;
    const unverifiedCount = answer.citations.filter(({ verified }) => !verified).length;
    this.#notice.hidden = answer.basis === 'notes' && unverifiedCount === 0;
    this.#notice.textContent = noticeOf(answer, unverifiedCount);
    if (answer.citations.length === 0) return;
    const doc = this.ownerDocument;
    const list = buildElement(doc, 'ol', { class: 'places' }, ...answer.citations.map((citation) => buildCitation(doc, citation, this)));
    this.#sources.replaceChildren(buildElement(doc, 'h3', { class: 'sources-title' }, 'Sources'), list);
    this.#sources.hidden = false;
  }
}

function statusOf(answer: AnswerView): string {
  const count = answer.citations.length;
  const sources = count === 0 ? 'no source' : count === 1 ? '1 source' : `${count} sources`;
  return answer.model === 'extractive' ? `Quoted from your notes, without a model · ${sources}` : `${answer.model} · ${sources}`;
}

function noticeOf(answer: AnswerView, unverifiedCount: number): string {
  if (answer.basis === 'nothing') return 'Your notes do not hold the answer.';
  const parts: string[] = [];
  if (unverifiedCount > 0) parts.push(unverifiedCount === 1 ? 'One quote could not be verified.' : `${unverifiedCount} quotes could not be verified.`);
  if (answer.basis === 'notes-and-general-knowledge') parts.push('Parts of this answer may come from the model’s general knowledge: only marked sentences are from your notes.');
  return parts.join(' ');
}
