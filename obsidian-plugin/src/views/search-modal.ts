import { Modal } from 'obsidian';
import type { OpenDetail, PassageView } from '@iza/ui';
import type { PluginContext } from '../plugin-context.ts';
import { addIzaElement } from './add-iza-element.ts';
import { openPlace } from './open-place.ts';

/** Results as one types, by words and by meaning; Enter opens the note at the line. */
export class SearchModal extends Modal {
  private readonly context: PluginContext;

  constructor(context: PluginContext) {
    super(context.app);
    this.context = context;
  }

  override onOpen(): void {
    const { app, session } = this.context;
    this.modalEl.addClass('iza-search-modal');
    this.titleEl.setText('Search notes');
    const search = addIzaElement(this.contentEl, 'iza-search');
    search.search = async (input, { signal }) => (await session.run('notes.search', { ...input, limit: 20 }, { signal })) as { passages: PassageView[] };
    this.contentEl.addEventListener('iza-open', (event) => {
      this.close();
      void openPlace(app, (event as CustomEvent<OpenDetail>).detail);
    });
    search.focus();
  }

  override onClose(): void {
    this.contentEl.empty();
  }
}
