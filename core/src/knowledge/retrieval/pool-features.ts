import type { AnalysedQuery } from './analyse-query.ts';
import type { ChunkWordVectors } from './chunk-word-vectors.ts';
import type { Collection } from './collection.ts';
import type { FirstStage } from './first-stage.ts';
import type { FragmentIndex } from './fragment-index.ts';
import { type ChunkMeanings, dot, queryMeaning } from './meaning-scores.ts';
import type { MeaningVectors } from './meaning-vectors.ts';
import { scoreNeighbours } from './neighbour-scores.ts';
import { findQueryFragments } from './query-fragments.ts';
import { createQueryScanner } from './scan-chunks.ts';
import type { SparseNumbers } from './sparse-numbers.ts';
import { createTitleMatch } from './title-match.ts';

/** Every signal of a passage, before weighting. */
export const features = ['note', 'passage', 'title', 'name', 'coverage', 'window', 'bigram', 'exact', 'fragments', 'meaning', 'neighbours', 'links', 'embedding'] as const;
export type Feature = (typeof features)[number];

export interface PoolFeatures {
  /** One column a feature, by pool position. */
  readonly columns: Readonly<Record<Feature, Float32Array>>;
}

export function computePoolFeatures(
  pool: readonly number[],
  query: AnalysedQuery,
  first: FirstStage,
  collection: Collection,
  parts: {
    fragmentIndexes: readonly FragmentIndex[];
    meaning: MeaningVectors | undefined;
    chunkMeanings: ChunkMeanings | undefined;
    wordVectors: ChunkWordVectors;
    /** By stem and by word; all 0 before and after. */
    scratch: SparseNumbers;
    fragmentScratch: SparseNumbers;
    /** By chunk slot, where an embedder is configured. */
    embedding: ReadonlyMap<number, number> | undefined;
  },
): PoolFeatures {
  const columns = Object.fromEntries(features.map((feature) => [feature, new Float32Array(pool.length)])) as Record<Feature, Float32Array>; // reason: fromEntries loses the key type
  const fragments = findQueryFragments(query, collection, parts.fragmentIndexes, parts.fragmentScratch);
  const scanner = createQueryScanner(query, collection, first, fragments, parts.scratch);
  const titleMatch = createTitleMatch(query, first.idf, collection, parts.wordVectors);
  const asked = parts.meaning && queryMeaning(query, parts.meaning);
  const base = new Float32Array(pool.length);
  // a chunk that the vector search did not return is at most as near as the last one it did
  let leastEmbedding = parts.embedding && parts.embedding.size > 0 ? Infinity : 0;
  for (const similarity of parts.embedding?.values() ?? []) leastEmbedding = Math.min(leastEmbedding, similarity);
  let idfTotal = 0;
  for (const idf of first.idf) idfTotal += idf;
  pool.forEach((chunk, position) => {
    const note = collection.chunkNote.values[chunk];
    const scan = scanner.scan(chunk);
    columns.note[position] = first.noteScores[note]!;
    columns.passage[position] = first.chunkScores[chunk]!;
    base[position] = first.noteScores[note] + first.chunkScores[chunk];
    const { said, name } = titleMatch(note);
    columns.title[position] = said;
    columns.name[position] = name;
    columns.coverage[position] = idfTotal > 0 ? scan.coverage / idfTotal : 0;
    columns.window[position] = scan.window;
    columns.bigram[position] = scan.bigram;
    columns.exact[position] = scan.exact;
    columns.fragments[position] = scan.fragments;
    columns.links[position] = Math.log1p(collection.linkCounts.values[note]);
    columns.embedding[position] = parts.embedding?.get(chunk) ?? leastEmbedding;
    if (asked && parts.chunkMeanings) columns.meaning[position] = dot(asked, parts.chunkMeanings.vector(chunk));
  });
  parts.scratch.clear();
  fragments.listOfWord.clear();
  parts.scratch.reserve(collection.vocabulary.stems.count);
  columns.neighbours.set(scoreNeighbours(pool, base, parts.wordVectors, parts.scratch));
  return { columns };
}
