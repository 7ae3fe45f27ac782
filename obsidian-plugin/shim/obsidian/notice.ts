/** A message in the corner. `durationMs` 0 keeps it until hidden. */
export class Notice {
  readonly messageEl: HTMLElement;
  readonly containerEl: HTMLElement;

  constructor(message: string | DocumentFragment, durationMs = 5000) {
    const holder = document.querySelector<HTMLElement>('.notice-container') ?? document.body.createDiv({ cls: 'notice-container' });
    this.containerEl = holder.createDiv({ cls: 'notice' });
    this.messageEl = this.containerEl.createDiv({ cls: 'notice-message' });
    this.setMessage(message);
    if (durationMs > 0) window.setTimeout(() => this.hide(), durationMs);
  }

  setMessage(message: string | DocumentFragment): this {
    this.messageEl.setText(message);
    return this;
  }

  hide(): void {
    this.containerEl.remove();
  }
}
