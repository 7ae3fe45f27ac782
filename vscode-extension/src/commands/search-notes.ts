import { isAbort } from '@iza/core/foundation';
import type { Passage } from '@iza/core/knowledge';
import * as vscode from 'vscode';
import type { NotesSession } from '../adapters/notes-session.ts';
import { openPlace } from '../adapters/open-place.ts';
import { reporting } from './report-error.ts';
import type { ResultPages } from './result-pages.ts';

/** Long enough that a fast typist asks once a word, short enough to feel immediate. */
const TYPING_PAUSE_MS = 60;

interface PassageItem extends vscode.QuickPickItem {
  /** Absent for the hint that there is no index yet. */
  readonly passage?: Passage;
}

const indexFirst: PassageItem = { label: '$(sync) Index notes', description: 'Nothing can be found before', alwaysShow: true };

const why: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('question'), tooltip: 'Why this result' };

/** Search as you type in the quick pick; a result opens its note at the line. */
export function searchNotes(session: NotesSession, pages: ResultPages): Promise<void> {
  const pick = vscode.window.createQuickPick<PassageItem>();
  pick.title = 'Search notes';
  pick.placeholder = 'What to look for, in any language';
  // reason: keeps the ranking; not in the published types, and without it VS Code sorts by how labels match
  (pick as { sortByLabel?: boolean }).sortByLabel = false;
  let search = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function run(query: string): Promise<void> {
    search.abort();
    search = new AbortController();
    const { signal } = search;
    if (query.trim() === '') {
      pick.items = [];
      pick.busy = false;
      return;
    }
    pick.busy = true;
    try {
      const { passages } = (await session.call('notes.search', { query, limit: 20 }, { signal })) as { passages: readonly Passage[] }; // reason: the capability's own output
      if (signal.aborted) return;
      pick.items = passages.map((passage) => ({
        label: passage.title,
        description: [`${passage.path}:${passage.startLine}`, ...passage.headingPath.slice(-1)].join(' · '),
        detail: withoutOwnHeading(passage.text).replace(/\s+/g, ' ').trim().slice(0, 240),
        alwaysShow: true,
        buttons: [why],
        passage,
      }));
      if (session.status?.noteCount === 0) pick.items = [indexFirst];
      pick.title = passages.length === 0 ? 'Search notes: nothing found' : 'Search notes';
    } catch (error) {
      if (!isAbort(error)) pick.title = `Search notes: ${error instanceof Error ? error.message : String(error)}`;
    } finally {
      if (!signal.aborted) pick.busy = false;
    }
  }

  const explain = reporting(async (passage: Passage, query: string) => {
    await pages.show('Why this result', await session.call('notes.explain', { query, path: passage.path, source: passage.sourceId }));
  });

  return new Promise((resolve) => {
    pick.onDidChangeValue((query) => {
      clearTimeout(timer);
      timer = setTimeout(() => void run(query), TYPING_PAUSE_MS);
    });
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (!chosen) return undefined;
      pick.hide();
      if (!chosen.passage) return void vscode.commands.executeCommand('iza.notes.index');
      const { sourceId, path, startLine, endLine, anchor, text } = chosen.passage;
      return void openPlace({ sourceId, path, startLine, endLine, anchor, quote: text }, session.sources());
    });
    pick.onDidTriggerItemButton(({ item: { passage } }) => {
      if (passage) void explain(passage, pick.value);
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      search.abort();
      pick.dispose();
      resolve();
    });
    pick.show();
  });
}

/** The heading is in the description already. */
function withoutOwnHeading(text: string): string {
  const body = text.replace(/^\s*#{1,6} [^\n]*\n/, '');
  return body.trim() === '' ? text : body;
}
