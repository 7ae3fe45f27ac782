import * as vscode from 'vscode';
import { resultAsMarkdown } from './result-as-markdown.ts';

const scheme = 'iza-result';

/** Read-only pages that show what a capability returned. */
export interface ResultPages extends vscode.Disposable {
  show(title: string, output: unknown): Promise<void>;
}

export function createResultPages(): ResultPages {
  const pages = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => pages.get(uri.path) ?? '',
  });
  return {
    async show(title, output) {
      const uri = vscode.Uri.from({ scheme, path: `/${title}.md` });
      pages.set(uri.path, resultAsMarkdown(title, output));
      changed.fire(uri);
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}
