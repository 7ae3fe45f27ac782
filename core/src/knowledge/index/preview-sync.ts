import { throwIfAborted } from '../../foundation/index.ts';
import { chunkNote, parseNote } from '../notes/index.ts';
import { chunkHash, embeddingText } from './chunk-table.ts';
import { hashKey } from './content-hash.ts';
import type { EmbeddingIndex } from './embedding-index.ts';
import type { Exclusion } from './exclusion.ts';
import type { SyncPreview } from './knowledge-base.ts';
import type { ChangeList } from './list-changes.ts';
import { readAhead } from './read-ahead.ts';
import type { Turns } from './turns.ts';

/** Reads what a sync would read, and counts what it would embed. Nothing is kept, embedded or spent. */
export async function previewSync(
  changes: ChangeList,
  options: { exclusion: Exclusion; embeddings: EmbeddingIndex | undefined; turns: Turns; signal?: AbortSignal | undefined },
): Promise<SyncPreview> {
  const { exclusion, embeddings, turns, signal } = options;
  const counts = { readCount: changes.reads.length, removedCount: changes.missingNotes.length };
  if (!embeddings) return { ...counts, embedding: undefined };
  const texts = new Map<string, string>();
  for await (const { file, reading } of readAhead(changes.reads, { signal })) {
    throwIfAborted(signal);
    const note = reading.type === 'read' ? parseNote({ path: file.path, bytes: reading.bytes }) : undefined;
    if (note && !('type' in note) && exclusion.reasonForNote(note) === undefined) {
      for (const chunk of chunkNote(note)) texts.set(hashKey(chunkHash(chunk)), embeddingText(chunk));
    }
    if (turns.due()) await turns.next();
  }
  return { ...counts, embedding: await embeddings.preview(texts, { turns, signal }) };
}
