import { MarkdownView, Notice, Platform, type App, type EditorPosition } from 'obsidian';
import type { OpenDetail } from '@iza/ui';

/** Opens a note at its cited lines and highlights them: the exact quote where it stands there, else the lines. */
export async function openPlace(app: App, { path, startLine, endLine, quote }: OpenDetail): Promise<void> {
  const file = app.vault.getFileByPath(path) ?? app.vault.getFileByPath(path.normalize('NFD'));
  if (!file) {
    new Notice(`Cannot open "${path}": it is no longer in this vault. Index the notes to take that in.`);
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

/** Where the quote stands in `lines`, whose first is line `firstLine` of the note. */
export function rangeOfQuote(quote: string | undefined, firstLine: number, lines: readonly string[]): { from: EditorPosition; to: EditorPosition } | undefined {
  if (!quote) return undefined;
  const wanted = quote.replace(/\r\n?/g, '\n');
  const text = lines.join('\n');
  const start = text.indexOf(wanted);
  if (start < 0) return undefined;
  const positionOf = (offset: number): EditorPosition => {
    const before = text.slice(0, offset);
    return { line: firstLine + before.split('\n').length - 1, ch: offset - (before.lastIndexOf('\n') + 1) };
  };
  return { from: positionOf(start), to: positionOf(start + wanted.length) };
}
