import type { App } from './app.ts';

/** A dialog that is really attached, closes on Escape and on the backdrop, and gives the focus back. */
export class Modal {
  app: App;
  containerEl: HTMLElement;
  modalEl: HTMLElement;
  titleEl: HTMLElement;
  contentEl: HTMLElement;
  private focusBefore: Element | null = null;
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.close();
  };

  constructor(app: App) {
    this.app = app;
    this.containerEl = createDiv({ cls: 'modal-container' });
    this.containerEl.createDiv({ cls: 'modal-bg' }).addEventListener('click', () => this.close());
    this.modalEl = this.containerEl.createDiv({ cls: 'modal', attr: { role: 'dialog', 'aria-modal': 'true' } });
    this.modalEl.createEl('button', { cls: 'modal-close-button', attr: { 'aria-label': 'Close' }, text: '×' }).addEventListener('click', () => this.close());
    this.titleEl = this.modalEl.createDiv({ cls: 'modal-title' });
    this.contentEl = this.modalEl.createDiv({ cls: 'modal-content' });
  }

  open(): void {
    this.focusBefore = document.activeElement;
    document.body.append(this.containerEl);
    document.addEventListener('keydown', this.onKey);
    void this.onOpen();
  }

  close(): void {
    if (!this.containerEl.isConnected) return;
    document.removeEventListener('keydown', this.onKey);
    this.containerEl.remove();
    this.onClose();
    if (this.focusBefore instanceof HTMLElement) this.focusBefore.focus();
  }

  setTitle(title: string): this {
    this.titleEl.setText(title);
    return this;
  }

  onOpen(): void | Promise<void> {}
  onClose(): void {}
}

/** A prompt with suggestions below it, driven by arrows, Enter and the pointer. */
export abstract class SuggestModal<T> extends Modal {
  inputEl: HTMLInputElement;
  resultContainerEl: HTMLElement;
  emptyStateText = 'No results found.';
  limit = 100;
  private values: T[] = [];
  private selectedIndex = 0;
  private round = 0;

  constructor(app: App) {
    super(app);
    this.modalEl.className = 'modal prompt';
    this.modalEl.replaceChildren();
    this.inputEl = createEl('input', { cls: 'prompt-input', type: 'text' });
    this.resultContainerEl = createDiv({ cls: 'prompt-results' });
    this.modalEl.append(this.inputEl, this.resultContainerEl);
    this.inputEl.addEventListener('input', () => void this.refresh());
    this.inputEl.addEventListener('keydown', (event) => this.onInputKey(event));
  }

  abstract getSuggestions(query: string): T[] | Promise<T[]>;
  abstract renderSuggestion(value: T, el: HTMLElement): void;
  abstract onChooseSuggestion(item: T, event: MouseEvent | KeyboardEvent): void;

  override open(): void {
    super.open();
    this.inputEl.focus();
    void this.refresh();
  }

  setPlaceholder(text: string): void {
    this.inputEl.placeholder = text;
  }

  setInstructions(instructions: { command: string; purpose: string }[]): void {
    const row = this.modalEl.createDiv({ cls: 'prompt-instructions' });
    for (const { command, purpose } of instructions) row.createSpan({ text: `${command} ${purpose}` });
  }

  private async refresh(): Promise<void> {
    this.round += 1;
    const mine = this.round;
    const values = await this.getSuggestions(this.inputEl.value);
    if (mine !== this.round) return;
    this.values = values.slice(0, this.limit);
    this.selectedIndex = 0;
    this.resultContainerEl.empty();
    if (this.values.length === 0 && this.inputEl.value) this.resultContainerEl.createDiv({ cls: 'suggestion-empty', text: this.emptyStateText });
    this.values.forEach((value) => {
      const element = this.resultContainerEl.createDiv({ cls: 'suggestion-item' });
      this.renderSuggestion(value, element);
      element.addEventListener('click', (event) => this.choose(value, event));
    });
    this.markSelected();
  }

  private onInputKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && this.values.length > 0) {
      event.preventDefault();
      this.selectedIndex = (this.selectedIndex + step + this.values.length) % this.values.length;
      this.markSelected();
    }
    const value = this.values[this.selectedIndex];
    if (event.key === 'Enter' && value !== undefined) {
      event.preventDefault();
      this.choose(value, event);
    }
  }

  private markSelected(): void {
    [...this.resultContainerEl.children].forEach((element, index) => {
      element.classList.toggle('is-selected', index === this.selectedIndex);
      if (index === this.selectedIndex) element.scrollIntoView({ block: 'nearest' });
    });
  }

  private choose(value: T, event: MouseEvent | KeyboardEvent): void {
    this.close();
    this.onChooseSuggestion(value, event);
  }
}
