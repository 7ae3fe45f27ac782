import { Modal, Setting, type App } from 'obsidian';
import type { EmbeddingPreview } from '../engine/index-session.ts';

/** Asks before passages leave the device and money is spent. Closing it is a no. */
export class SpendModal extends Modal {
  private readonly preview: EmbeddingPreview;
  private readonly answer: (approved: boolean) => void;

  private constructor(app: App, preview: EmbeddingPreview, answer: (approved: boolean) => void) {
    super(app);
    this.preview = preview;
    this.answer = answer;
  }

  static ask(app: App, preview: EmbeddingPreview, { signal }: { signal: AbortSignal }): Promise<boolean> {
    return new Promise((resolve) => {
      const modal = new SpendModal(app, preview, resolve);
      signal.addEventListener('abort', () => modal.close(), { once: true });
      modal.open();
    });
  }

  override onOpen(): void {
    const { chunkCount, tokenCount, usd, fingerprint } = this.preview;
    this.titleEl.setText('Send passages to an embedder?');
    this.contentEl.createEl('p', { text: `${chunkCount} passages of your notes, about ${tokenCount.toLocaleString()} tokens, would be sent to ${modelOf(fingerprint)}.` });
    this.contentEl.createEl('p', { text: usd === undefined ? 'What that costs is not known to IZA.' : `That costs about ${usd.toFixed(usd < 0.01 ? 4 : 2)} US dollars, once: what was embedded is kept.` });
    new Setting(this.contentEl)
      .addButton((button) => button.setButtonText('Not now').onClick(() => this.close()))
      .addButton((button) =>
        button
          .setButtonText('Send and index')
          .setCta()
          .onClick(() => {
            this.answer(true);
            this.close();
          }),
      );
  }

  override onClose(): void {
    this.answer(false);
    this.contentEl.empty();
  }
}

/** `provider/model` of a fingerprint, which goes on with dimensions and prefixes. */
function modelOf(fingerprint: string): string {
  return fingerprint.replace(/\/\d+\/.*$/s, '');
}
