import { MarkdownView, Platform, type App, type EditorPosition } from 'obsidian';
import type { OpenDetail } from '@iza/ui';
import { rangeOfQuote } from './range-of-quote.ts';
import { showNotice } from './show-notice.ts';

/** Opens a note at its cited lines and highlights them: the exact quote where it stands there, else the lines. */
export async function openPlace(app: App, { path, startLine, endLine, quote }: OpenDetail): Promise<void> {
  const file = app.vault.getFileByPath(path) ?? app.vault.getFileByPath(path.normalize('NFD'));
  if (!file) {
    showNotice(`Cannot open "${path}": it is no longer in this vault. Index the notes to take that in.`);
    return;
  }
  const leaf = app.workspace.getLeaf(false);
  await leaf.openFile(file, startLine === undefined ? {} : { eState: { line: startLine - 1 } });
  // On a phone the sidebar covers the note.
  if (Platform.isPhone) app.workspace.rightSplit.collapse();
  const { view } = leaf;
  if (startLine === undefined || !(view instanceof MarkdownView) || view.getMode() !== 'source') return;
  const last = view.editor.lastLine();
  const from: EditorPosition = { line: Math.min(startLine - 1, last), ch: 0 };
  const toLine = Math.min((endLine ?? startLine) - 1, last);
  const lines = { from, to: { line: toLine, ch: view.editor.getLine(toLine).length } };
  const range = rangeOfQuote(quote, from.line, Array.from({ length: toLine - from.line + 1 }, (_, index) => view.editor.getLine(from.line + index))) ?? lines;
  view.editor.setSelection(range.from, range.to);
  view.editor.scrollIntoView(range, true);
}
