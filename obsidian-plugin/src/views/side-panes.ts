import type { App } from 'obsidian';

export const ASK_VIEW = 'iza-ask';
export const RELATED_VIEW = 'iza-related';

/** Shows a pane of ours in the right sidebar, opening it there the first time. */
export async function showSidePane(app: App, type: typeof ASK_VIEW | typeof RELATED_VIEW): Promise<void> {
  const [open] = app.workspace.getLeavesOfType(type);
  const leaf = open ?? app.workspace.getRightLeaf(false);
  if (!leaf) return;
  if (!open) await leaf.setViewState({ type, active: true });
  await app.workspace.revealLeaf(leaf);
}
