import type { IzaWorkerOptions } from '@iza/node/worker';
import * as vscode from 'vscode';
import { chooseNotesFolders, type NotesFolder } from './notes-folders.ts';

/** What a workspace that is not a vault holds besides notes: other people's files, and pages that were built. */
const workspaceOnlyExclusions = ['**/node_modules/**', '**/.venv/**', '**/vendor/**', '**/dist/**', '**/build/**', '**/*.html'];

export interface HostSettings {
  readonly sources: readonly NotesFolder[];
  /** Unchecked: the worker parses it and says what is wrong. */
  readonly settings: IzaWorkerOptions['settings'];
}

/** What the person set in VS Code, as the core's settings. */
export function readHostSettings(): HostSettings {
  const configuration = vscode.workspace.getConfiguration('iza');
  const vault = configuration.get<string>('vault', '');
  const sources = chooseNotesFolders({
    vault,
    appleNotes: configuration.get<string>('appleNotes', ''),
    workspaceFolders: (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ name, uri }) => ({ name, path: uri.fsPath })),
  });
  const exclude = plainCopy(configuration.get<{ globs?: string[] }>('exclude', {}));
  return {
    sources,
    settings: {
      exclude: vault.trim() === '' ? { ...exclude, globs: [...(exclude.globs ?? []), ...workspaceOnlyExclusions] } : exclude,
      embedder: withoutEmptyText(configuration.get('embedder', {})),
      chat: withoutEmptyText(configuration.get('chat', {})),
    },
  };
}

/** Whether answers are written by a model; without one they are made of quotes. */
export function hasChatModel(): boolean {
  return vscode.workspace.getConfiguration('iza').get<string>('chat.provider', 'none') !== 'none';
}

/** VS Code gives proxies, which cannot cross to a worker. */
function plainCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value; // reason: settings are JSON
}

/** An empty text field means "not set". */
function withoutEmptyText(section: object): object {
  return Object.fromEntries(Object.entries(plainCopy(section)).filter(([, value]) => value !== ''));
}
