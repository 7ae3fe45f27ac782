import { join, sep } from 'node:path';
import * as vscode from 'vscode';
import { findQuote } from '@iza/ui/find-quote';
import type { NotesFolder } from './notes-folders.ts';

/** A place in a note, as a citation, a passage or a related note names it. */
export interface Place {
  readonly sourceId: string;
  readonly path: string;
  /** 1-based, inclusive. */
  readonly startLine?: number | undefined;
  readonly endLine?: number | undefined;
  /** `cell-3` in a notebook. */
  readonly anchor?: string | undefined;
  /** Selected when it is there; otherwise the lines are. */
  readonly quote?: string | undefined;
}

/** The file of a note, `undefined` when its source is not among the present folders. */
function uriOfNote(place: Place, sources: readonly NotesFolder[]): vscode.Uri | undefined {
  const source = sources.find(({ id }) => id === place.sourceId);
  return source && vscode.Uri.file(join(source.folder, ...place.path.split('/')));
}

/** The note of a file: which source holds it and its path there. */
export function noteOfUri(uri: vscode.Uri, sources: readonly NotesFolder[]): { sourceId: string; path: string } | undefined {
  if (uri.scheme !== 'file') return undefined;
  for (const { id, folder } of sources) {
    const root = folder.endsWith(sep) ? folder : folder + sep;
    if (!uri.fsPath.startsWith(root)) continue;
    return { sourceId: id, path: uri.fsPath.slice(root.length).split(sep).join('/').normalize('NFC') };
  }
  return undefined;
}

/** Opens a note at its line with the quote selected. */
export async function openPlace(place: Place, sources: readonly NotesFolder[]): Promise<void> {
  const uri = uriOfNote(place, sources);
  if (!uri) {
    void vscode.window.showWarningMessage(`Cannot open ${place.path}: its folder is no longer among the notes. Index again.`);
    return;
  }
  try {
    if (uri.path.endsWith('.ipynb')) await openNotebookCell(uri, place);
    else await openLines(uri, place);
  } catch (error) {
    void vscode.window.showErrorMessage(`Cannot open ${place.path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function openLines(uri: vscode.Uri, { startLine, endLine, quote }: Place): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true, ...(startLine !== undefined && { selection: selectionOf(document, startLine, endLine ?? startLine, quote) }) });
}

function selectionOf(document: vscode.TextDocument, startLine: number, endLine: number, quote: string | undefined): vscode.Range {
  const lines = document.validateRange(new vscode.Range(startLine - 1, 0, endLine - 1, Number.MAX_SAFE_INTEGER));
  const found = quote === undefined ? undefined : findQuote(document.getText(), quote, document.offsetAt(lines.start));
  return found ? new vscode.Range(document.positionAt(found.start), document.positionAt(found.end)) : lines;
}

async function openNotebookCell(uri: vscode.Uri, { anchor }: Place): Promise<void> {
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  const editor = await vscode.window.showNotebookDocument(notebook, { preview: true });
  const cellNumber = Number(/cell-(\d+)/.exec(anchor ?? '')?.[1]);
  if (!Number.isInteger(cellNumber) || cellNumber < 1 || cellNumber > notebook.cellCount) return;
  const cell = new vscode.NotebookRange(cellNumber - 1, cellNumber);
  editor.selection = cell;
  editor.revealRange(cell, vscode.NotebookEditorRevealType.AtTop);
}
