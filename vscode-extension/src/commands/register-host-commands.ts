import * as vscode from 'vscode';
import type { NotesSession } from '../adapters/notes-session.ts';
import type { ProviderKeyStore } from '../adapters/provider-keys.ts';
import { reporting } from './report-error.ts';

/** What only this host can do: its own switches, keys and the menu of the status bar. */
export function registerHostCommands(session: NotesSession, keys: ProviderKeyStore): vscode.Disposable[] {
  async function afterKeyChange(changed: Promise<boolean>, message: string): Promise<void> {
    if (!(await changed)) return;
    void vscode.window.showInformationMessage(message);
    await session.restart();
  }

  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    'iza.pauseIndexing': () => session.pause(),
    'iza.resumeIndexing': () => session.resume(),
    'iza.chooseVault': chooseVault,
    'iza.setKey': () => afterKeyChange(keys.askAndSet(), 'The key is set.'),
    'iza.clearKey': () => afterKeyChange(keys.askAndClear(), 'The key is cleared.'),
    'iza.showMenu': () => showMenu(session),
  };
  return Object.entries(commands).map(([command, run]) => vscode.commands.registerCommand(command, reporting(run)));
}

async function chooseVault(): Promise<void> {
  const [folder] = (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: 'Read this vault' })) ?? [];
  if (!folder) return;
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('iza').update('vault', folder.fsPath, target);
}

async function showMenu({ status }: NotesSession): Promise<void> {
  const state = status?.state ?? 'idle';
  const entries = [
    { label: '$(comment-discussion) Ask your notes', command: 'iza.notes.ask' },
    { label: '$(search) Search notes', command: 'iza.notes.search' },
    ...(state === 'indexing' ? [{ label: '$(debug-pause) Pause indexing', command: 'iza.pauseIndexing' }] : []),
    ...(state === 'paused' ? [{ label: '$(debug-continue) Resume indexing', command: 'iza.resumeIndexing' }] : []),
    ...(state === 'idle' ? [{ label: '$(sync) Index notes', command: 'iza.notes.index' }] : []),
    { label: '$(info) Show index status', command: 'iza.notes.status' },
    { label: '$(folder) Choose the vault folder', command: 'iza.chooseVault' },
    { label: '$(key) Set a provider key', command: 'iza.setKey' },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title: 'IZA' });
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
