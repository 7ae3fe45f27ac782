import type { KnowledgeStatus, NoteText, Passage, RelatedNote, SyncReport } from '@iza/core/knowledge';
import type { RenderContext } from './render-context.ts';
import { renderPassage } from './render-passages.ts';
import { renderTextTable } from './text-table.ts';

const SKIPPED_SHOWN = 10;

export function renderRelated({ notes }: { notes: readonly RelatedNote[] }, { style, columnCount }: RenderContext): string {
  if (notes.length === 0) return 'No note is close to this one.\n';
  return renderTextTable(
    notes.map((note) => [style.dim(note.score.toFixed(3)), style.bold(note.path), note.reasons.join(' · ')]),
    { columnCount },
  );
}

/** The note's text alone, so that it can be piped. */
export function renderNote({ text, warnings: problems }: NoteText, { style }: RenderContext): string {
  const warnings = problems.map((warning) => `${style.warn('⚠')} ${warning}\n`).join('');
  return `${warnings}${text}${text.endsWith('\n') ? '' : '\n'}`;
}

export function renderSyncReport(report: SyncReport, context: RenderContext): string {
  const { style } = context;
  const counts: [string, number][] = [
    ['added', report.addedCount],
    ['changed', report.changedCount],
    ['moved', report.movedCount],
    ['removed', report.removedCount],
    ['unchanged', report.unchangedCount],
  ];
  const changes = counts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  const total = `${report.noteCount} notes, ${report.chunkCount} chunks in the index`;
  return `${style.good('✓')} ${changes.join(', ') || 'nothing to do'} in ${(report.durationMs / 1000).toFixed(1)} s: ${total}\n${renderSkipped(report.skipped, context)}`;
}

export function renderStatus(status: KnowledgeStatus & { chatModel: string }, context: RenderContext): string {
  const rows: string[][] = [
    ['State', status.progress ? `${status.state}, ${status.progress.doneCount} of ${status.progress.totalCount}` : status.state],
    ...status.sources.map(({ id, kind, noteCount }) => ['Source', `${id} (${kind}), ${noteCount} notes`]),
    ['Index', `${status.noteCount} notes, ${status.chunkCount} chunks, ${megabytes(status.indexBytes)}`],
    ['Embedder', status.embedder ? `${status.embedder.fingerprint}, ${status.embedder.embeddedCount} embedded, ${status.embedder.pendingCount} to do` : 'built in'],
    ['Chat model', status.chatModel],
    ['Last indexed', status.lastSyncMs === undefined ? 'never' : new Date(status.lastSyncMs).toLocaleString()],
  ];
  return renderTextTable(
    rows.map(([name = '', value = '']) => [context.style.dim(name), value]),
    context,
  ) + renderSkipped(status.skipped, context);
}

export function renderExplanation({ passage, skipped }: { passage?: Passage; skipped?: string }, context: RenderContext): string {
  if (passage) return renderPassage(passage, '·', context);
  return `This note is not in the index: ${(skipped ?? 'no reason is known')}\n`;
}

function renderSkipped(skipped: readonly { path: string; reason: string }[], { style, columnCount }: RenderContext): string {
  if (skipped.length === 0) return '';
  const rows = skipped.slice(0, SKIPPED_SHOWN).map(({ path, reason }) => [`  ${path}`, reason]);
  const more = skipped.length > SKIPPED_SHOWN ? style.dim(`  … and ${skipped.length - SKIPPED_SHOWN} more: add --json to see all\n`) : '';
  return `${style.warn(`${skipped.length} skipped`)}\n${renderTextTable(rows, { columnCount })}${more}`;
}

function megabytes(byteCount: number): string {
  return byteCount < 1_000_000 ? `${(byteCount / 1000).toFixed(1)} kB` : `${(byteCount / 1_000_000).toFixed(1)} MB`;
}
