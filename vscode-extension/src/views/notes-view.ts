import { randomBytes } from 'node:crypto';
import type { KnowledgeStatus } from '@iza/core/knowledge';
import { openChannel, type Channel, type Handlers } from '@iza/core/protocol';
import * as vscode from 'vscode';
import { z } from 'zod';
import type { NotesSession } from '../adapters/notes-session.ts';
import { openPlace } from '../adapters/open-place.ts';
import { hasChatModel } from '../adapters/read-settings.ts';
import { isPageReady, webviewEndpoint } from '../adapters/webview-endpoint.ts';

const placeSchema = z.object({
  sourceId: z.string(),
  path: z.string(),
  startLine: z.int().optional(),
  endLine: z.int().optional(),
  anchor: z.string().optional(),
  quote: z.string().optional(),
});
const askInputSchema = z.object({ question: z.string(), scope: z.enum(['notes', 'notes-and-general-knowledge']) });
const searchInputSchema = z.object({ query: z.string() });

/** A view of the sidebar that asks or searches: a page of its own behind a strict policy, which reaches notes only through this. */
export interface NotesView extends vscode.Disposable {
  /** Shows the view and hands the text to its page. */
  submit(text: string): Promise<void>;
}

export function createNotesView(kind: 'ask' | 'search', { session, extensionUri }: { session: NotesSession; extensionUri: vscode.Uri }): NotesView {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  let page: Channel | undefined;
  let waiting: string | undefined;

  const handlers: Handlers = {
    ask: (input, context) => session.call('notes.ask', askInputSchema.parse(input), context),
    search: (input, { signal }) => session.call('notes.search', { query: searchInputSchema.parse(input).query, explain: true, limit: 20 }, { signal }),
    open: (place) => openPlace(placeSchema.parse(place), session.sources()),
    index: () => void vscode.commands.executeCommand('iza.notes.index'),
    pause: () => session.pause(),
    resume: () => session.resume(),
  };

  /** A page that is loaded again, after the view was moved, starts a new conversation. */
  function connect(view: vscode.WebviewView): void {
    page?.close();
    const channel = openChannel(webviewEndpoint(view), { handlers, peerName: 'the view' });
    page = channel;
    void channel.closed.then(() => {
      if (page === channel) page = undefined;
    });
    tell('show-status', statusForPage(session.status));
    if (waiting !== undefined) tell('submit', waiting);
    waiting = undefined;
  }

  function tell(method: string, input: unknown): void {
    // A page that is going away need not be told.
    page?.call(method, input).catch(() => undefined);
  }

  const provider = vscode.window.registerWebviewViewProvider(
    `iza.${kind}`,
    {
      resolveWebviewView(view) {
        view.webview.options = { enableScripts: true, localResourceRoots: [dist] };
        view.webview.onDidReceiveMessage((message) => {
          if (isPageReady(message)) connect(view);
        });
        view.webview.html = pageHtml(kind, view.webview, dist);
      },
    },
    // An answer that is arriving goes on while the view is hidden.
    { webviewOptions: { retainContextWhenHidden: true } },
  );
  const statusChanges = session.onDidChangeStatus((status) => tell('show-status', statusForPage(status)));

  return {
    async submit(text) {
      if (page) tell('submit', text);
      else waiting = text;
      await vscode.commands.executeCommand(`iza.${kind}.focus`);
      if (page) tell('focus', null);
    },
    dispose() {
      page?.close();
      provider.dispose();
      statusChanges.dispose();
    },
  };
}

/** What the page draws: an unknown status is one of a worker that has not started. */
interface PageStatus {
  readonly state: 'idle' | 'indexing' | 'paused';
  readonly noteCount: number | undefined;
  readonly doneCount: number | undefined;
  readonly totalCount: number | undefined;
  readonly path: string | undefined;
  readonly hasModel: boolean;
}

function statusForPage(status: KnowledgeStatus | undefined): PageStatus {
  const { doneCount, totalCount, path } = status?.progress ?? {};
  return { state: status?.state ?? 'idle', noteCount: status?.noteCount, doneCount, totalCount, path, hasModel: hasChatModel() };
}

function pageHtml(kind: 'ask' | 'search', webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64url');
  const fileUri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource};">
<link rel="stylesheet" href="${fileUri('notes-page-style.css')}">
<title>IZA</title>
</head>
<body data-view="${kind}">
<script nonce="${nonce}" src="${fileUri('notes-page.js')}"></script>
</body>
</html>`;
}
