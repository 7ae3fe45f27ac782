import type { SyncReport } from '@iza/core/knowledge';
import * as vscode from 'vscode';
import type { NotesSession } from '../adapters/notes-session.ts';
import { signalOfToken } from '../adapters/signal-of-token.ts';
import type { ResultPages } from './result-pages.ts';

/** Indexes with a notification that shows how far it is and can be stopped; what was read stays read. */
export async function indexNotes(session: NotesSession, pages: ResultPages): Promise<void> {
  const report = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Indexing notes', cancellable: true },
    async (progress, token) => {
      let shownRatio = 0;
      return (await session.call('notes.index', {}, {
        signal: signalOfToken(token),
        onProgress({ doneCount, totalCount }) {
          const ratio = totalCount ? doneCount / totalCount : 0;
          progress.report({ message: totalCount === undefined ? `${doneCount}` : `${doneCount} of ${totalCount}`, increment: (ratio - shownRatio) * 100 });
          shownRatio = ratio;
        },
      })) as SyncReport; // reason: the capability's own output
    },
  );
  const changedCount = report.addedCount + report.changedCount + report.movedCount + report.removedCount;
  const parts = [
    `${report.noteCount} ${report.noteCount === 1 ? 'note' : 'notes'} indexed`,
    changedCount === 0 ? 'nothing had changed' : `${changedCount} changed`,
    ...(report.skipped.length > 0 ? [`${report.skipped.length} skipped`] : []),
  ];
  const whySkipped = 'Why skipped';
  void vscode.window.showInformationMessage(`${parts.join(', ')}.`, ...(report.skipped.length > 0 ? [whySkipped] : [])).then((choice) => {
    if (choice === whySkipped) void pages.show('Skipped files', { skipped: report.skipped });
  });
}
