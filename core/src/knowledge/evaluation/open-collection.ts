import { throwIfAborted } from '../../foundation/index.ts';
import type { Clock, Embedder } from '../../ports/index.ts';
import { chunkKey, createRetrievalIndex } from '../retrieval/index.ts';
import { noteOfDocument } from './document-note.ts';
import type { CorpusDocument } from './read-judged-files.ts';

/** An indexed collection. */
export interface Collection {
  /** Ids of the best documents, best first. */
  search(query: string, depth: number): Promise<string[]>;
}

/** Documents indexed between two moments in which others may run. */
const documentsPerTurn = 100;
/** Passages that an embedder's vectors nominate for a query. */
const vectorHitCount = 200;

/** Indexes documents the way notes are: parsed, chunked, learned from, and embedded where an embedder is configured. */
export async function openCollection(
  documents: readonly CorpusDocument[],
  options: {
    linkTexts: ReadonlyMap<string, readonly string[]>;
    embedder: Embedder | undefined;
    clock: Clock;
    signal: AbortSignal | undefined;
    onProgress: (doneCount: number) => void;
  },
): Promise<Collection> {
  const { linkTexts, embedder, clock, signal, onProgress } = options;
  const index = createRetrievalIndex();
  const passages: { key: string; text: string }[] = [];
  for (const [noteId, document] of documents.entries()) {
    const { note, chunks } = noteOfDocument(document);
    index.add(noteId, note, chunks);
    if (embedder) for (const chunk of chunks) passages.push({ key: chunkKey(noteId, chunk.ordinal), text: [note.title, ...chunk.headingPath, chunk.searchText].join('\n') });
    if (noteId % documentsPerTurn === documentsPerTurn - 1) {
      onProgress(noteId + 1);
      await clock.sleep(0, { signal });
      throwIfAborted(signal);
    }
  }
  for (const [noteId, { id }] of documents.entries()) {
    const texts = linkTexts.get(id);
    if (texts) index.setLinkTexts(noteId, texts);
  }
  for (const _ of index.learn()) throwIfAborted(signal);

  const vectors: Float32Array[] = [];
  if (embedder) {
    for (let start = 0; start < passages.length; start += embedder.batchSize) {
      const texts = passages.slice(start, start + embedder.batchSize).map(({ text }) => text);
      vectors.push(...(await embedder.embed(texts, { kind: 'passage', signal })));
    }
  }
  return {
    async search(query, depth) {
      const embeddingSimilarity = embedder && nearestPassages((await embedder.embed([query], { kind: 'query', signal }))[0]);
      const hits = index.search(query, { topK: depth, passagesPerNote: 1, embeddingSimilarity });
      return hits.map(({ noteId }) => documents[noteId].id);
    },
  };

  function nearestPassages(query: Float32Array): Map<string, number> {
    const similarities = vectors.map((vector, position) => ({ key: passages[position].key, similarity: dot(vector, query) }));
    similarities.sort((a, b) => b.similarity - a.similarity);
    return new Map(similarities.slice(0, vectorHitCount).map(({ key, similarity }) => [key, similarity]));
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}
