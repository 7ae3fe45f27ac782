import { ItemView, type WorkspaceLeaf } from 'obsidian';
import type { AnswerView, OpenDetail } from '@iza/ui';
import type { PluginContext } from '../plugin-context.ts';
import { addIzaElement } from './add-iza-element.ts';
import { openPlace } from './open-place.ts';
import { mountProgress } from './mount-progress.ts';
import { ASK_VIEW } from './side-panes.ts';

/** A question, its streamed answer, and citations that open the note at the quote. */
export class AskView extends ItemView {
  override icon = 'message-circle-question';
  private readonly context: PluginContext;

  constructor(leaf: WorkspaceLeaf, context: PluginContext) {
    super(leaf);
    this.context = context;
  }

  getViewType(): string {
    return ASK_VIEW;
  }

  getDisplayText(): string {
    return 'Ask your notes';
  }

  override async onOpen(): Promise<void> {
    const { app, session, hasChatModel } = this.context;
    this.contentEl.addClass('iza-pane');
    mountProgress(this, this.contentEl, session);
    const ask = addIzaElement(this.contentEl, 'iza-ask');
    ask.ask = async (input, { signal, onDelta }) => (await session.run('notes.ask', input, { signal, onDelta })) as AnswerView;
    this.registerDomEvent(this.contentEl, 'iza-open' as keyof HTMLElementEventMap, (event) => void openPlace(app, (event as unknown as CustomEvent<OpenDetail>).detail));
    const offerGeneralKnowledge = (): void => {
      ask.hasModel = hasChatModel();
    };
    offerGeneralKnowledge();
    // Changed settings restart the session.
    this.register(session.subscribe(offerGeneralKnowledge));
    ask.focus();
  }

  override async onClose(): Promise<void> {
    this.contentEl.empty();
  }
}
