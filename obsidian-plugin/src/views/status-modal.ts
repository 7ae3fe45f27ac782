import { Modal, Setting } from 'obsidian';
import type { PluginContext } from '../plugin-context.ts';

interface Status {
  readonly state: string;
  readonly noteCount: number;
  readonly chunkCount: number;
  readonly indexBytes: number;
  readonly skipped: readonly { path: string; reason: string }[];
  readonly embedder?: { fingerprint: string; embeddedCount: number; pendingCount: number };
  readonly lastSyncMs?: number;
  /** What a person should know: damage that was found, and what becomes of it. */
  readonly problems: readonly string[];
  readonly chatModel: string;
}

const STATES: Readonly<Record<string, string>> = { idle: 'Up to date', indexing: 'Reading notes', paused: 'Paused' };

/** What the index holds, who answers, and which files were left out and why. */
export class StatusModal extends Modal {
  private readonly context: PluginContext;

  constructor(context: PluginContext) {
    super(context.app);
    this.context = context;
  }

  override onOpen(): void {
    this.titleEl.setText('Index status');
    this.contentEl.createEl('p', { text: 'Asking the index…' });
    this.show().catch((error: unknown) => this.contentEl.setText(error instanceof Error ? error.message : String(error)));
  }

  override onClose(): void {
    this.contentEl.empty();
  }

  private async show(): Promise<void> {
    const { session } = this.context;
    const status = (await session.run('notes.status', {})) as Status;
    const thread = session.state.type === 'ready' ? session.state.thread : undefined;
    this.contentEl.empty();
    const row = (name: string, value: string): void => void new Setting(this.contentEl).setName(name).setDesc(value);
    row('State', STATES[status.state] ?? status.state);
    row('Notes', `${status.noteCount} notes in ${status.chunkCount} passages, ${(status.indexBytes / 1e6).toFixed(1)} MB`);
    row('Last indexed', status.lastSyncMs === undefined ? 'Not yet' : new Date(status.lastSyncMs).toLocaleString());
    row('Answers', status.chatModel === 'extractive' ? 'Quotes from your notes, without a model' : status.chatModel);
    if (status.embedder) row('Embedder', `${status.embedder.fingerprint}: ${status.embedder.embeddedCount} passages, ${status.embedder.pendingCount} to do`);
    if (thread === 'main-thread') row('Runs in the app itself', 'This device starts no background worker for plugins, so indexing may make the app less fluent.');
    for (const problem of status.problems) row('To know', problem);
    new Setting(this.contentEl).setName(status.skipped.length === 0 ? 'No file was skipped' : `${status.skipped.length} files were skipped`).setHeading();
    const list = this.contentEl.createEl('ul', { cls: 'iza-skipped' });
    for (const { path, reason } of status.skipped) {
      const item = list.createEl('li');
      item.createSpan({ cls: 'iza-path', text: path });
      item.createDiv({ cls: 'iza-muted', text: reason });
    }
  }
}
