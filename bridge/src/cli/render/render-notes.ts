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

/** What `notes.index` adds when it was only asked for a preview. */
interface IndexPreview {
  readonly readCount: number;
  readonly removedCount: number;
  readonly embedding?: { readonly fingerprint: string; readonly chunkCount: number; readonly tokenCount: number; readonly usd?: number; readonly remote: boolean };
}

export function renderSyncReport(report: SyncReport & { preview?: IndexPreview }, context: RenderContext): string {
  const { style } = context;
  if (report.preview) return renderPreview(report.preview);
  const counts: [string, number][] = [
    ['added', report.addedCount],
    ['changed', report.changedCount],
    ['moved', report.movedCount],
    ['removed', report.removedCount],
    ['unchanged', report.unchangedCount],
  ];
  const changes = counts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  const total = `${report.noteCount} notes, ${report.chunkCount} chunks in the index`;
  return `${style.good('✓')} ${changes.join(', ') || 'nothing to do'} in ${(report.durationMs / 1000).toFixed(1)} s: ${total}\n${renderProblems(report.problems, context)}${renderSkipped(report.skipped, context)}`;
}

function renderPreview({ readCount, removedCount, embedding }: IndexPreview): string {
  const lines = [`${readCount} notes would be read, ${removedCount} forgotten. Nothing was indexed.`];
  if (embedding) {
    const price = embedding.usd === undefined ? 'at a price that is not known' : `about $${embedding.usd.toFixed(2)}`;
    lines.push(`${embedding.chunkCount} passages would be embedded by ${embedding.fingerprint}: about ${embedding.tokenCount} tokens, ${price}; ${embedding.remote ? 'their text leaves this machine' : 'nothing leaves this machine'}.`);
  }
  return `${lines.join('\n')}\n`;
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
  ) + renderProblems(status.problems, context) + renderSkipped(status.skipped, context);
}

export function renderExplanation({ passage, skipped }: { passage?: Passage; skipped?: string }, context: RenderContext): string {
  if (passage) return renderPassage(passage, '·', context);
  return `This note is not in the index: ${(skipped ?? 'no reason is known')}\n`;
}

function renderProblems(problems: readonly string[], { style }: RenderContext): string {
  return problems.map((problem) => `${style.warn('⚠')} ${problem}\n`).join('');
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
