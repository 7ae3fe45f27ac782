import type { KnowledgeStatus } from '@iza/core/knowledge';
import * as vscode from 'vscode';
import type { NotesSession } from '../adapters/notes-session.ts';

/** The state of the index at the foot of the window, and as the context keys `iza.indexingState` and `iza.isIndexed` for menus and hints. */
export function createStatusBar(session: NotesSession): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('iza.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'IZA';
  item.command = 'iza.showMenu';
  const contextKeys = new Map<string, unknown>();

  function setContextKey(name: string, value: unknown): void {
    if (contextKeys.get(name) === value) return;
    contextKeys.set(name, value);
    void vscode.commands.executeCommand('setContext', name, value);
  }

  function draw(status: KnowledgeStatus | undefined): void {
    const { text, tooltip } = describeStatus(status);
    item.text = text;
    item.tooltip = tooltip;
    setContextKey('iza.indexingState', status?.state ?? 'idle');
    setContextKey('iza.isIndexed', (status?.noteCount ?? 0) > 0);
  }

  draw(session.status);
  item.show();
  return vscode.Disposable.from(item, session.onDidChangeStatus(draw));
}

function describeStatus(status: KnowledgeStatus | undefined): { text: string; tooltip: string } {
  if (!status || (status.noteCount === 0 && status.state === 'idle')) return { text: '$(book) IZA', tooltip: 'IZA: no notes are indexed yet' };
  const notes = `${status.noteCount} ${status.noteCount === 1 ? 'note' : 'notes'}`;
  const progress = status.progress ? ` ${status.progress.doneCount}/${status.progress.totalCount}` : '';
  switch (status.state) {
    case 'indexing':
      return { text: `$(sync~spin) IZA${progress}`, tooltip: `IZA is indexing: ${status.progress?.path ?? notes}` };
    case 'paused':
      return { text: `$(debug-pause) IZA${progress}`, tooltip: 'IZA: indexing is paused' };
    case 'idle':
      return { text: `$(book) ${notes}`, tooltip: `IZA: ${notes} indexed, ${status.skipped.length} files skipped` };
  }
}
