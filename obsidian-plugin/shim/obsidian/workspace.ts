import type { App } from './app.ts';
import { Events } from './events.ts';
import type { TFile } from './files.ts';
import { EmptyView, MarkdownView, type View } from './views.ts';

type Side = 'main' | 'right';
type ViewCreator = (leaf: WorkspaceLeaf) => View;

/** A pane. Views are really built, loaded, opened and closed. */
export class WorkspaceLeaf extends Events {
  readonly app: App;
  readonly side: Side;
  readonly tabEl: HTMLElement;
  readonly containerEl: HTMLElement;
  view: View;

  constructor(app: App, side: Side) {
    super();
    this.app = app;
    this.side = side;
    const split = app.workspace.splitEl(side);
    this.tabEl = split.tabsEl.createDiv({ cls: 'workspace-tab-header' });
    this.tabEl.addEventListener('click', () => app.workspace.setActiveLeaf(this));
    this.containerEl = split.panesEl.createDiv({ cls: 'workspace-leaf' });
    this.view = new EmptyView(this);
    this.containerEl.append(this.view.containerEl);
  }

  get isDeferred(): boolean {
    return false;
  }

  async loadIfDeferred(): Promise<void> {}

  async open(view: View): Promise<View> {
    await this.close();
    this.view = view;
    this.containerEl.append(view.containerEl);
    view.load();
    await view.onOpen();
    this.tabEl.setText(view.getDisplayText());
    this.app.workspace.trigger('layout-change');
    return view;
  }

  async openFile(file: TFile, openState: { eState?: unknown; active?: boolean } = {}): Promise<void> {
    if (!(this.view instanceof MarkdownView)) await this.open(new MarkdownView(this));
    if (this.view instanceof MarkdownView) await this.view.openFile(file);
    this.tabEl.setText(this.view.getDisplayText());
    if (openState.eState) this.view.setEphemeralState(openState.eState);
    this.app.workspace.trigger('file-open', file);
    if (openState.active !== false) this.app.workspace.setActiveLeaf(this);
  }

  getViewState(): { type: string; state: Record<string, unknown> } {
    return { type: this.view.getViewType(), state: this.view.getState() };
  }

  async setViewState(state: { type: string; active?: boolean; state?: unknown }): Promise<void> {
    const create = this.app.workspace.viewCreators.get(state.type);
    await this.open(create ? create(this) : new EmptyView(this));
    await this.view.setState(state.state ?? {}, {});
    if (state.active) this.app.workspace.setActiveLeaf(this);
  }

  setEphemeralState(state: unknown): void {
    this.view.setEphemeralState(state);
  }

  detach(): void {
    void this.close();
    this.tabEl.remove();
    this.containerEl.remove();
    this.app.workspace.forgetLeaf(this);
  }

  private async close(): Promise<void> {
    const { view } = this;
    view.containerEl.remove();
    view.unload();
    await view.onClose();
  }
}

export class Workspace extends Events {
  readonly app: App;
  readonly viewCreators = new Map<string, ViewCreator>();
  readonly containerEl: HTMLElement;
  readonly rightSplit: { collapsed: boolean; collapse(): void; expand(): void };
  layoutReady = false;
  activeLeaf: WorkspaceLeaf | null = null;
  private leaves: WorkspaceLeaf[] = [];
  private readonly splits: Record<Side, { tabsEl: HTMLElement; panesEl: HTMLElement; el: HTMLElement }>;

  constructor(app: App, container: HTMLElement) {
    super();
    this.app = app;
    this.containerEl = container.createDiv({ cls: 'workspace' });
    const split = (side: Side): { tabsEl: HTMLElement; panesEl: HTMLElement; el: HTMLElement } => {
      const el = this.containerEl.createDiv({ cls: `workspace-split mod-${side}` });
      return { el, tabsEl: el.createDiv({ cls: 'workspace-tab-header-container' }), panesEl: el.createDiv({ cls: 'workspace-panes' }) };
    };
    this.splits = { main: split('main'), right: split('right') };
    const rightEl = this.splits.right.el;
    rightEl.addClass('is-collapsed');
    this.rightSplit = {
      get collapsed() {
        return rightEl.hasClass('is-collapsed');
      },
      collapse: () => rightEl.addClass('is-collapsed'),
      expand: () => rightEl.removeClass('is-collapsed'),
    };
  }

  splitEl(side: Side): { tabsEl: HTMLElement; panesEl: HTMLElement } {
    return this.splits[side];
  }

  onLayoutReady(callback: () => unknown): void {
    if (this.layoutReady) callback();
    else this.on('shim-layout-ready', callback);
  }

  getLeaf(newLeaf: boolean | 'tab' | 'split' | 'window' = false): WorkspaceLeaf {
    const main = this.leaves.filter((leaf) => leaf.side === 'main');
    const current = this.activeLeaf?.side === 'main' ? this.activeLeaf : main.at(-1);
    return !newLeaf && current ? current : this.createLeaf('main');
  }

  getRightLeaf(_split: boolean): WorkspaceLeaf | null {
    return this.createLeaf('right');
  }

  getMostRecentLeaf(): WorkspaceLeaf | null {
    return this.getLeaf(false);
  }

  getLeavesOfType(type: string): WorkspaceLeaf[] {
    return this.leaves.filter((leaf) => leaf.view.getViewType() === type);
  }

  detachLeavesOfType(type: string): void {
    for (const leaf of this.getLeavesOfType(type)) leaf.detach();
  }

  iterateAllLeaves(callback: (leaf: WorkspaceLeaf) => unknown): void {
    for (const leaf of this.leaves) callback(leaf);
  }

  async revealLeaf(leaf: WorkspaceLeaf): Promise<void> {
    if (leaf.side === 'right') this.rightSplit.expand();
    this.show(leaf);
  }

  setActiveLeaf(leaf: WorkspaceLeaf): void {
    this.show(leaf);
    if (this.activeLeaf === leaf) return;
    this.activeLeaf = leaf;
    this.trigger('active-leaf-change', leaf);
  }

  getActiveViewOfType<T extends View>(type: abstract new (...given: never[]) => T): T | null {
    const view = this.activeLeaf?.view;
    return view instanceof type ? view : null;
  }

  getActiveFile(): TFile | null {
    const ofActive = this.activeLeaf?.view;
    if (ofActive instanceof MarkdownView) return ofActive.file;
    const recent = this.leaves.filter((leaf) => leaf.view instanceof MarkdownView).at(-1)?.view;
    return recent instanceof MarkdownView ? recent.file : null;
  }

  async openLinkText(linkText: string, sourcePath: string, newLeaf: boolean | 'tab' = false, openState?: { eState?: unknown }): Promise<void> {
    const file = this.app.metadataCache.getFirstLinkpathDest(linkText.split('#')[0] ?? '', sourcePath);
    if (file) await this.getLeaf(newLeaf).openFile(file, openState);
  }

  forgetLeaf(leaf: WorkspaceLeaf): void {
    this.leaves = this.leaves.filter((held) => held !== leaf);
    if (this.activeLeaf === leaf) this.activeLeaf = null;
    if (!this.leaves.some(({ side }) => side === 'right')) this.rightSplit.collapse();
    this.trigger('layout-change');
  }

  private createLeaf(side: Side): WorkspaceLeaf {
    const leaf = new WorkspaceLeaf(this.app, side);
    this.leaves.push(leaf);
    this.show(leaf);
    return leaf;
  }

  private show(leaf: WorkspaceLeaf): void {
    for (const other of this.leaves.filter(({ side }) => side === leaf.side)) {
      other.containerEl.toggleClass('is-shown', other === leaf);
      other.tabEl.toggleClass('is-active', other === leaf);
    }
  }
}
