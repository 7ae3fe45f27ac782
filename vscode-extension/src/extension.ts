import { errorCodeOf } from '@iza/core/foundation';
import * as vscode from 'vscode';
import { createNotesSession } from './adapters/notes-session.ts';
import { createProviderKeyStore } from './adapters/provider-keys.ts';
import { signalOfToken } from './adapters/signal-of-token.ts';
import { indexNotes } from './commands/index-notes.ts';
import { registerCapabilityCommands, registerLanguageModelTools } from './commands/register-capability-commands.ts';
import { registerHostCommands } from './commands/register-host-commands.ts';
import { reportError } from './commands/report-error.ts';
import { createResultPages } from './commands/result-pages.ts';
import { searchNotes } from './commands/search-notes.ts';
import { createNotesView } from './views/notes-view.ts';
import { createRelatedNotesView } from './views/related-notes.ts';
import { createStatusBar } from './views/status-bar.ts';

/** Settings that are typed into change with every letter; the worker starts again once they rest. */
const SETTINGS_REST_MS = 500;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('IZA', { log: true });
  const keys = createProviderKeyStore(context.secrets);
  const session = createNotesSession({
    keys,
    storageFolder: context.storageUri ?? context.globalStorageUri,
    workerFile: vscode.Uri.joinPath(context.extensionUri, 'dist', 'iza-worker.cjs').fsPath,
    log,
  });
  const pages = createResultPages();
  const askView = createNotesView('ask', { session, extensionUri: context.extensionUri });
  const searchView = createNotesView('search', { session, extensionUri: context.extensionUri });

  const presenters = {
    'notes.ask': () => askView.submit(selectedText()),
    'notes.search': () => searchNotes(session, pages),
    'notes.index': () => indexNotes(session, pages),
    'notes.related': async () => void (await vscode.commands.executeCommand('iza.related.focus')),
  };

  context.subscriptions.push(
    log,
    session,
    pages,
    askView,
    searchView,
    createRelatedNotesView(session),
    createStatusBar(session),
    ...registerCapabilityCommands(session, presenters, pages),
    ...registerLanguageModelTools(session, signalOfToken),
    ...registerHostCommands(session, keys),
    restartOnChanges(() => session.restart().catch(reportError)),
  );
  session.start().catch((error: unknown) => {
    // A window without notes is quiet until the person asks for something; a chosen vault that is gone is told at once.
    if (errorCodeOf(error) === 'source-missing') reportError(error);
    else log.warn(String(error));
  });
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor ? editor.document.getText(editor.selection).trim() : '';
}

function restartOnChanges(restart: () => Promise<void>): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const restartSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void restart(), SETTINGS_REST_MS);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('iza')) restartSoon();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(restartSoon),
    vscode.workspace.onDidGrantWorkspaceTrust(restartSoon),
    { dispose: () => clearTimeout(timer) },
  );
}
