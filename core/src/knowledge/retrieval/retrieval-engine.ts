import { analyseQuery, type AnalysedQuery } from './analyse-query.ts';
import { chunkOfKey } from './chunk-key.ts';
import { createChunkWordVectors } from './chunk-word-vectors.ts';
import { type Collection } from './collection.ts';
import { createFirstStageScratch, type FieldWeights, type FirstStage, scoreFirstStage } from './first-stage.ts';
import { buildFragmentIndexInSteps, type FragmentIndex } from './fragment-index.ts';
import { runToEnd } from './in-steps.ts';
import { type ChunkMeanings, createChunkMeanings, createWordFinder, queryMeaning, type WordFinder } from './meaning-scores.ts';
import type { MeaningVectors } from './meaning-vectors.ts';
import { buildNotePostings, type NotePostings } from './note-postings.ts';
import { computePoolFeatures, type PoolFeatures } from './pool-features.ts';
import { buildChunkPostingsInSteps, type ChunkPostings } from './postings.ts';
import { selectPool } from './select-pool.ts';
import { createSparseNumbers } from './sparse-numbers.ts';

/** The candidates of a query with every signal, before they are fused. */
export interface Candidates {
  readonly query: AnalysedQuery;
  /** Chunk slots. */
  readonly pool: readonly number[];
  readonly features: PoolFeatures;
}

export interface RetrievalEngine {
  setMeaning(meaning: MeaningVectors | undefined): void;
  readonly meaning: MeaningVectors | undefined;
  readonly chunkMeanings: ChunkMeanings | undefined;
  /** Does in parts what the next query would have to do first. */
  prepare(): Generator<void, void, void>;
  /** Brings the postings up to the collection and returns them. */
  refresh(): readonly ChunkPostings[];
  findCandidates(query: string, options: CandidateOptions): Candidates;
}

export interface CandidateOptions {
  /** Notes that get a close look. */
  readonly poolSize: number;
  readonly accept?: ((noteId: number) => boolean) | undefined;
  /** By `chunkKey`. */
  readonly embeddingSimilarity?: ReadonlyMap<string, number> | undefined;
  /** The id of a note that must be among the candidates. */
  readonly alsoNote?: number | undefined;
}

const nearWordCount = 20;
const meaningCandidateCount = 30;
const expansionSaturation = 1.2;
const commonShare = 0.03;

export function createRetrievalEngine(collection: Collection, fieldWeights: FieldWeights): RetrievalEngine {
  const wordVectors = createChunkWordVectors(collection);
  const firstStageScratch = createFirstStageScratch();
  const stemScratch = createSparseNumbers();
  const wordScratch = createSparseNumbers();
  let segments: ChunkPostings[] = [];
  let notePostings: NotePostings | undefined;
  let fragmentIndexes: FragmentIndex[] = [];
  let meaning: MeaningVectors | undefined;
  let chunkMeanings: ChunkMeanings | undefined;
  let findWords: WordFinder | undefined;

  /** New chunks go to a second, small segment until it grows to a quarter of the first. */
  function* refreshChunks(): Generator<void, void, void> {
    const chunkEnd = collection.chunkNote.length;
    const base = segments[0];
    if (!base || chunkEnd - base.chunkEnd > Math.max(2000, base.chunkEnd / 4)) {
      if (!base || base.chunkEnd !== chunkEnd) segments = [yield* buildChunkPostingsInSteps(collection, 0)];
    } else if (segments.at(-1)!.chunkEnd !== chunkEnd) segments = [base, yield* buildChunkPostingsInSteps(collection, base.chunkEnd)];
  }

  function refreshNotes(): NotePostings {
    if (!notePostings || notePostings.revision !== collection.revision) notePostings = buildNotePostings(collection);
    return notePostings;
  }

  function* refreshFragments(): Generator<void, void, void> {
    const { words } = collection.vocabulary;
    const base = fragmentIndexes[0];
    if (!base || words.count - base.wordEnd > Math.max(2000, base.wordEnd / 4)) {
      if (!base || base.wordEnd !== words.count) fragmentIndexes = [yield* buildFragmentIndexInSteps(words, 0)];
    } else if (fragmentIndexes.at(-1)!.wordEnd !== words.count) fragmentIndexes = [base, yield* buildFragmentIndexInSteps(words, base.wordEnd)];
  }

  /** Chunks that hold words whose meaning is near the query's. */
  function scoreByMeaning(query: AnalysedQuery): Map<number, number> {
    const scores = new Map<number, number>();
    const asked = meaning && queryMeaning(query, meaning);
    if (!findWords || !asked) return scores;
    const own = new Set(query.terms.flatMap(({ stems }) => stems));
    const mostNotes = Math.max(10, collection.liveNoteCount * commonShare);
    for (const { stem, similarity } of findWords(asked, own, nearWordCount)) {
      // a word that many notes have nominates none of them
      if ((collection.notesWithStem.values[stem] ?? 0) > mostNotes) continue;
      const weight = similarity * wordVectors.idf(stem);
      for (const segment of segments) {
        if (stem + 1 >= segment.starts.length) continue;
        for (let at = segment.starts[stem]; at < segment.starts[stem + 1]; at++) {
          const chunk = segment.chunks[at];
          if (collection.noteLive.values[collection.chunkNote.values[chunk]] === 0) continue;
          const count = segment.bodyCounts[at];
          scores.set(chunk, (scores.get(chunk) ?? 0) + (weight * count) / (expansionSaturation + count));
        }
      }
    }
    return scores;
  }

  function slotsOfKeys(similarityByKey: ReadonlyMap<string, number>): Map<number, number> {
    const bySlot = new Map<number, number>();
    for (const [key, similarity] of similarityByKey) {
      const chunk = chunkOfKey(key, collection);
      if (chunk !== undefined) bySlot.set(chunk, similarity);
    }
    return bySlot;
  }

  return {
    setMeaning(learned) {
      meaning = learned;
      chunkMeanings = learned && createChunkMeanings(collection, learned);
      findWords = learned && createWordFinder(learned);
    },
    get meaning() {
      return meaning;
    },
    get chunkMeanings() {
      return chunkMeanings;
    },
    *prepare() {
      yield* refreshChunks();
      refreshNotes();
      yield;
      yield* refreshFragments();
    },
    refresh() {
      runToEnd(refreshChunks());
      return segments;
    },
    findCandidates(text, { poolSize, accept, embeddingSimilarity, alsoNote }) {
      runToEnd(refreshChunks());
      runToEnd(refreshFragments());
      const currentNotePostings = refreshNotes();
      const query = analyseQuery(text, collection);
      const first: FirstStage = scoreFirstStage(query, collection, segments, currentNotePostings, fieldWeights, firstStageScratch);
      const embedding = embeddingSimilarity && slotsOfKeys(embeddingSimilarity);
      const extras = [{ scores: scoreByMeaning(query), count: meaningCandidateCount }];
      if (embedding) extras.push({ scores: embedding, count: poolSize / 2 });
      const pool = selectPool(first, collection, { size: poolSize, extras, accept, alsoNote: alsoNote === undefined ? undefined : collection.slotOfNote.get(alsoNote) });
      const features = computePoolFeatures(pool, query, first, collection, { fragmentIndexes, meaning, chunkMeanings, wordVectors, scratch: stemScratch, fragmentScratch: wordScratch, embedding });
      return { query, pool, features };
    },
  };
}
