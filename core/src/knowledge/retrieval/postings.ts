import type { Collection } from './collection.ts';
import { inPieces, runToEnd } from './in-steps.ts';

/** A step of about two milliseconds. */
const chunksAStep = 4000;

/**
 * Where each stem occurs, for the chunks `[firstChunk, chunkEnd)`: the postings of stem `s` are at `starts[s]` to `starts[s + 1]`, by ascending chunk.
 * Counts stop at 255.
 */
export interface ChunkPostings {
  readonly firstChunk: number;
  readonly chunkEnd: number;
  readonly starts: Int32Array;
  readonly chunks: Int32Array;
  readonly bodyCounts: Uint8Array;
  readonly headingCounts: Uint8Array;
}

export function buildChunkPostings(collection: Collection, firstChunk: number): ChunkPostings {
  return runToEnd(buildChunkPostingsInSteps(collection, firstChunk));
}

/** Two passes of counting sort over the word stream; dead chunks are left out. Nothing may be added to the collection meanwhile. */
export function* buildChunkPostingsInSteps(collection: Collection, firstChunk: number): Generator<void, ChunkPostings, void> {
  const chunkEnd = collection.chunkNote.length;
  const stemCount = collection.vocabulary.stems.count;
  const stemOfWord = collection.vocabulary.stemOfWord.values;
  const words = collection.words.values;
  const { values: headingStarts } = collection.chunkHeadingStart;
  const { values: bodyStarts } = collection.chunkBodyStart;
  const { values: ends } = collection.chunkEnd;
  const live = collection.noteLive.values;
  const noteOf = collection.chunkNote.values;

  const starts = new Int32Array(stemCount + 1);
  const lastChunk = new Int32Array(stemCount).fill(-1);
  yield* inPieces(firstChunk, chunkEnd, chunksAStep, (from, to) => {
    for (let chunk = from; chunk < to; chunk++) {
      if (live[noteOf[chunk]] === 0) continue;
      for (let index = headingStarts[chunk], end = ends[chunk]; index < end; index++) {
        const stem = stemOfWord[words[index]];
        if (lastChunk[stem] !== chunk) {
          lastChunk[stem] = chunk;
          starts[stem + 1]++;
        }
      }
    }
  });
  for (let stem = 0; stem < stemCount; stem++) starts[stem + 1] += starts[stem];

  const total = starts[stemCount];
  const chunks = new Int32Array(total);
  const bodyCounts = new Uint8Array(total);
  const headingCounts = new Uint8Array(total);
  const next = starts.slice();
  lastChunk.fill(-1);
  yield* inPieces(firstChunk, chunkEnd, chunksAStep, (from, to) => {
    for (let chunk = from; chunk < to; chunk++) {
      if (live[noteOf[chunk]] === 0) continue;
      const bodyStart = bodyStarts[chunk];
      for (let index = headingStarts[chunk], end = ends[chunk]; index < end; index++) {
        const stem = stemOfWord[words[index]];
        if (lastChunk[stem] !== chunk) {
          lastChunk[stem] = chunk;
          chunks[next[stem]++] = chunk;
        }
        const counts = index < bodyStart ? headingCounts : bodyCounts;
        const at = next[stem] - 1;
        if (counts[at] < 255) counts[at]++;
      }
    }
  });
  return { firstChunk, chunkEnd, starts, chunks, bodyCounts, headingCounts };
}
