import { analyseNote } from './analyse-note.ts';
import { createByteWriter } from './byte-writer.ts';
import { addToCollection, createCollection, removeFromCollection, setCollectionLinkTexts } from './collection.ts';
import { explainPassage } from './explain-passage.ts';
import { fuse, type FusedScores } from './fuse.ts';
import { fieldWeights, fusionWeights } from './fusion-weights.ts';
import { decodeMeaningVectors, encodeMeaningVectors, learnMeaningVectors } from './meaning-vectors.ts';
import { createAnalysedNote, decodeNoteRecord, encodeNoteRecord } from './note-record.ts';
import { type Feature, features, type PoolFeatures } from './pool-features.ts';
import { createRetrievalEngine } from './retrieval-engine.ts';
import type { RetrievalIndex, RetrievalQueryOptions } from './retrieval-index.ts';
import type { ScoredChunk } from './retrieval-types.ts';
import { findSimilarNotes } from './similar-notes.ts';
import { createVocabulary } from './vocabulary.ts';

/** Notes that get a close look for each query; more when more are asked for. */
const poolSize = 160;
/** Meaning is learned anew when the collection grew or shrank by this share of its words since. */
const learnAgainShare = 0.1;

function partsAt(parts: FusedScores['parts'], position: number): Record<Feature, number> {
  return Object.fromEntries(features.map((feature) => [feature, parts[feature][position]])) as Record<Feature, number>; // reason: fromEntries loses the key type
}

/** Every feature of a query's candidates before they are fused: what the weights are fitted on. */
export interface FeatureProbe {
  readonly index: RetrievalIndex;
  /** By candidate, best of the first stage first. */
  featuresOf(query: string): { noteIds: readonly number[]; columns: PoolFeatures['columns'] };
}

/** An empty index. */
export function createRetrievalIndex(): RetrievalIndex {
  return createFeatureProbe().index;
}

/** An empty index that also shows what its ranking is made of. */
export function createFeatureProbe(): FeatureProbe {
  const vocabulary = createVocabulary();
  const collection = createCollection(vocabulary);
  const defaultLanguages = vocabulary.detectLanguages('');
  const engine = createRetrievalEngine(collection, fieldWeights);
  const analysed = createAnalysedNote();
  const writer = createByteWriter();
  let learnedAtLength = 0;

  interface RankOptions extends Omit<RetrievalQueryOptions, 'topK'> {
    readonly topK?: number;
    /** The note whose best passage is wanted, wherever it ranks. */
    readonly onlyNote?: number;
  }

  function rank(query: string, { topK = 1, onlyNote, accept, embeddingSimilarity, passagesPerNote = Infinity, explain }: RankOptions): ScoredChunk[] {
    const candidates = engine.findCandidates(query, { poolSize: Math.max(poolSize, topK * 2), accept, embeddingSimilarity, alsoNote: onlyNote });
    const { scores, parts } = fuse(candidates.features, fusionWeights);
    const order = Array.from(candidates.pool, (_, position) => position).sort((a, b) => scores[b] - scores[a] || candidates.pool[a] - candidates.pool[b]);
    const results: ScoredChunk[] = [];
    const taken = new Map<number, number>();
    for (const position of order) {
      const chunk = candidates.pool[position];
      const note = collection.chunkNote.values[chunk];
      const noteId = collection.noteIds.values[note];
      const count = taken.get(note) ?? 0;
      if (count >= passagesPerNote || (onlyNote !== undefined && noteId !== onlyNote)) continue;
      taken.set(note, count + 1);
      results.push({
        noteId,
        chunkOrdinal: chunk - collection.noteFirstChunk.values[note],
        score: scores[position],
        signals: explain ? explainPassage(chunk, candidates.query, collection, partsAt(parts, position)) : undefined,
      });
      if (results.length >= topK) break;
    }
    return results;
  }

  const index: RetrievalIndex = {
    add(noteId, note, chunks) {
      const firstNewWord = vocabulary.words.count;
      analyseNote(note, chunks, vocabulary, analysed);
      addToCollection(collection, noteId, analysed);
      return encodeNoteRecord(analysed, vocabulary, firstNewWord, writer);
    },
    load(noteId, record, { live }) {
      decodeNoteRecord(record, vocabulary, defaultLanguages, analysed);
      if (live) addToCollection(collection, noteId, analysed);
    },
    remove: (noteId) => removeFromCollection(collection, noteId),
    setLinkTexts: (noteId, linkTexts) => setCollectionLinkTexts(collection, noteId, linkTexts),
    *learn() {
      const change = Math.abs(collection.liveLength - learnedAtLength);
      if (!engine.meaning || change > learnAgainShare * learnedAtLength) {
        engine.setMeaning(yield* learnMeaningVectors(collection));
        learnedAtLength = collection.liveLength;
        yield;
      }
      yield* engine.prepare();
    },
    exportLearned: () => engine.meaning && encodeMeaningVectors(engine.meaning, collection),
    importLearned(bytes) {
      engine.setMeaning(decodeMeaningVectors(bytes, collection));
      learnedAtLength = collection.liveLength;
    },
    search: (query, options) => rank(query, options),
    explain(query, noteId, options) {
      if (!collection.slotOfNote.has(noteId)) return undefined;
      return rank(query, { ...options, onlyNote: noteId, explain: true })[0];
    },
    similarNotes(noteId, options) {
      return findSimilarNotes(noteId, collection, engine.refresh(), options);
    },
    get noteCount() {
      return collection.liveNoteCount;
    },
    get chunkCount() {
      return collection.liveChunkCount;
    },
  };
  return {
    index,
    featuresOf(query) {
      const { pool, features: { columns } } = engine.findCandidates(query, { poolSize });
      return { noteIds: pool.map((chunk) => collection.noteIds.values[collection.chunkNote.values[chunk]]), columns };
    },
  };
}
