import type { RelatedNote } from '@iza/core/knowledge';
import * as vscode from 'vscode';
import type { NotesSession } from '../adapters/notes-session.ts';
import { noteOfUri, openPlace } from '../adapters/open-place.ts';

/** A person who walks through tabs asks for the last one only. */
const SETTLE_MS = 150;

/** The notes close to the one in the active editor, with the reasons. */
export function createRelatedNotesView(session: NotesSession): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  let shownNoteCount: number | undefined;

  const view = vscode.window.createTreeView<RelatedNote>('iza.related', {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (note) => {
        const item = new vscode.TreeItem(note.title);
        item.id = `${note.sourceId}/${note.path}`;
        item.description = note.reasons.join(' · ');
        item.tooltip = `${note.path}\n${note.reasons.join('\n')}`;
        item.iconPath = new vscode.ThemeIcon('file');
        item.command = { command: 'iza.openRelated', title: 'Open', arguments: [note] };
        return item;
      },
      getChildren: (note) => (note ? [] : findRelated()),
    },
  });
  const open = vscode.commands.registerCommand('iza.openRelated', (note: RelatedNote) => openPlace(note, session.sources()));

  async function findRelated(): Promise<RelatedNote[]> {
    const uri = vscode.window.activeTextEditor?.document.uri ?? vscode.window.activeNotebookEditor?.notebook.uri;
    const note = uri && noteOfUri(uri, session.sources());
    const canAsk = note !== undefined && (session.status?.noteCount ?? 0) > 0;
    view.description = canAsk ? note.path.slice(note.path.lastIndexOf('/') + 1) : '';
    if (!canAsk) return [];
    const { notes } = (await session.call('notes.related', { path: note.path, source: note.sourceId })) as { notes: RelatedNote[] }; // reason: the capability's own output
    return notes;
  }

  function refreshSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => changed.fire(), SETTLE_MS);
  }

  return vscode.Disposable.from(
    view,
    open,
    changed,
    { dispose: () => clearTimeout(timer) },
    vscode.window.onDidChangeActiveTextEditor(refreshSoon),
    vscode.window.onDidChangeActiveNotebookEditor(refreshSoon),
    session.onDidChangeStatus((status) => {
      // Progress is told many times a second; the list changes when an index is there or gone, or is whole again.
      const noteCount = status?.state === 'idle' ? status.noteCount : undefined;
      if (noteCount !== undefined && noteCount !== shownNoteCount) refreshSoon();
      shownNoteCount = noteCount ?? shownNoteCount;
    }),
  );
}
