import { Component } from './component.ts';
import type { App } from './app.ts';
import { Editor } from './editor.ts';
import type { TFile } from './files.ts';
import type { WorkspaceLeaf } from './workspace.ts';

export abstract class View extends Component {
  app!: App;
  leaf: WorkspaceLeaf;
  icon = 'document';
  navigation = true;
  containerEl: HTMLElement;

  constructor(leaf: WorkspaceLeaf) {
    super();
    this.leaf = leaf;
    this.app = leaf.app;
    this.containerEl = createDiv({ cls: 'workspace-leaf-content' });
  }

  abstract getViewType(): string;
  abstract getDisplayText(): string;
  getIcon(): string {
    return this.icon;
  }
  async onOpen(): Promise<void> {}
  async onClose(): Promise<void> {}
  getState(): Record<string, unknown> {
    return {};
  }
  async setState(_state: unknown, _result: unknown): Promise<void> {}
  getEphemeralState(): Record<string, unknown> {
    return {};
  }
  setEphemeralState(_state: unknown): void {}
}

export abstract class ItemView extends View {
  contentEl: HTMLElement;

  constructor(leaf: WorkspaceLeaf) {
    super(leaf);
    const header = this.containerEl.createDiv({ cls: 'view-header' });
    header.createDiv({ cls: 'view-actions' });
    this.contentEl = this.containerEl.createDiv({ cls: 'view-content' });
  }

  addAction(icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
    const button = createEl('button', { cls: 'clickable-icon', attr: { 'aria-label': title, 'data-icon': icon }, text: title });
    button.addEventListener('click', callback);
    this.containerEl.querySelector('.view-actions')?.append(button);
    return button;
  }
}

export abstract class FileView extends ItemView {
  file: TFile | null = null;
}

/** A note as lines with numbers; what the editor selects is drawn, so that a person and a test see where they landed. */
export class MarkdownView extends FileView {
  readonly editor = new Editor(this.contentEl);

  getViewType(): string {
    return 'markdown';
  }

  getDisplayText(): string {
    return this.file?.basename ?? 'New tab';
  }

  getMode(): 'source' | 'preview' {
    return 'source';
  }

  async openFile(file: TFile): Promise<void> {
    this.file = file;
    this.containerEl.dataset['path'] = file.path;
    this.editor.setValue(await this.app.vault.read(file));
  }

  override setEphemeralState(state: unknown): void {
    const line = typeof state === 'object' && state !== null && 'line' in state ? state.line : undefined;
    if (typeof line !== 'number') return;
    this.editor.setCursor({ line, ch: 0 });
    this.editor.scrollIntoView({ from: { line, ch: 0 }, to: { line, ch: 0 } }, true);
  }
}

export class EmptyView extends ItemView {
  getViewType(): string {
    return 'empty';
  }
  getDisplayText(): string {
    return 'New tab';
  }
}
