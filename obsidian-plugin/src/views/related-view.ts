import { ItemView, type WorkspaceLeaf } from 'obsidian';
import { isAbort } from '@iza/core/foundation';
import type { IzaRelatedElement, OpenDetail, RelatedNoteView } from '@iza/ui';
import type { PluginContext } from '../plugin-context.ts';
import { addIzaElement } from './add-iza-element.ts';
import { mountProgress } from './mount-progress.ts';
import { openPlace } from './open-place.ts';
import { RELATED_VIEW } from './side-panes.ts';

/** The notes close to the one in front, with the reasons. */
export class RelatedView extends ItemView {
  override icon = 'waypoints';
  private readonly context: PluginContext;
  private running: AbortController | undefined;

  constructor(leaf: WorkspaceLeaf, context: PluginContext) {
    super(leaf);
    this.context = context;
  }

  getViewType(): string {
    return RELATED_VIEW;
  }

  getDisplayText(): string {
    return 'Related notes';
  }

  override async onOpen(): Promise<void> {
    const { app, session } = this.context;
    this.contentEl.addClass('iza-pane');
    mountProgress(this, this.contentEl, session);
    const title = this.contentEl.createDiv({ cls: 'iza-related-title' });
    const related = addIzaElement(this.contentEl, 'iza-related');
    const refresh = (): void => void this.refresh(title, related);
    this.registerDomEvent(this.contentEl, 'iza-open' as keyof HTMLElementEventMap, (event) => void openPlace(app, (event as unknown as CustomEvent<OpenDetail>).detail));
    this.registerEvent(app.workspace.on('file-open', refresh));
    this.register(session.subscribe(() => session.state.type === 'ready' && refresh()));
    refresh();
  }

  override async onClose(): Promise<void> {
    this.running?.abort();
    this.contentEl.empty();
  }

  private async refresh(title: HTMLElement, related: IzaRelatedElement): Promise<void> {
    this.running?.abort();
    const file = this.context.app.workspace.getActiveFile();
    title.setText(file?.basename ?? '');
    if (!file) {
      related.notes = undefined;
      return;
    }
    const controller = new AbortController();
    this.running = controller;
    try {
      const { notes } = (await this.context.session.run('notes.related', { path: file.path.normalize('NFC') }, { signal: controller.signal })) as { notes: RelatedNoteView[] };
      if (this.running === controller) related.notes = notes;
    } catch (error) {
      if (this.running === controller && !isAbort(error)) related.problem = error instanceof Error ? error.message : String(error);
    }
  }
}
