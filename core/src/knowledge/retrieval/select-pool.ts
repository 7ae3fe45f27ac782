import type { Collection } from './collection.ts';
import type { FirstStage } from './first-stage.ts';

/** Most passages of one note that are looked at closely. */
const chunksPerNote = 3;

/**
 * The chunks worth a closer look, best first: those of the notes that scored best, then those that hold words of like meaning.
 * `extras` are chunks found otherwise (by meaning, by an embedder), each list with scores of its own.
 */
export function selectPool(
  first: FirstStage,
  collection: Collection,
  options: {
    size: number;
    extras: readonly { scores: ReadonlyMap<number, number>; count: number }[];
    accept: ((noteId: number) => boolean) | undefined;
    /** Slot of a note that must be there. */
    alsoNote: number | undefined;
  },
): number[] {
  const noteOf = collection.chunkNote.values;
  const noteIds = collection.noteIds.values;
  const accepted = (note: number): boolean => options.accept === undefined || options.accept(noteIds[note]);
  /** By note slot: 0, or 1 + its best chunk. */
  const bestOfNote = new Int32Array(collection.noteIds.length);
  for (const chunk of first.chunks) {
    const note = noteOf[chunk];
    const best = bestOfNote[note] - 1;
    if (best < 0 || isBetter(first.chunkScores, chunk, best)) bestOfNote[note] = chunk + 1;
  }
  const base = (chunk: number): number => first.chunkScores[chunk] + first.noteScores[noteOf[chunk]];
  const leaders: number[] = [];
  for (const note of first.notes) {
    if (!accepted(note)) continue;
    const chunk = bestOfNote[note] > 0 ? bestOfNote[note] - 1 : collection.noteFirstChunk.values[note];
    if (chunk < collection.noteChunkEnd.values[note]) leaders.push(chunk);
  }
  const pool = keepBest(leaders, base, options.size);

  // further passages of the notes at the top, where one note may fill several places of the answer
  for (const leader of pool.slice(0, Math.ceil(options.size / 8))) {
    const note = noteOf[leader];
    const others: number[] = [];
    for (let chunk = collection.noteFirstChunk.values[note]; chunk < collection.noteChunkEnd.values[note]; chunk++) {
      if (chunk !== leader && first.chunkScores[chunk] > 0) others.push(chunk);
    }
    others.sort((a, b) => first.chunkScores[b] - first.chunkScores[a] || a - b);
    pool.push(...others.slice(0, chunksPerNote - 1));
  }
  const inPool = new Set(pool.map((chunk) => noteOf[chunk]));
  for (const { scores, count } of options.extras) {
    let added = 0;
    for (const [chunk] of [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
      if (added === count) break;
      const note = noteOf[chunk];
      if (inPool.has(note) || !accepted(note)) continue;
      inPool.add(note);
      pool.push(chunk);
      added++;
    }
  }
  if (options.alsoNote !== undefined && !inPool.has(options.alsoNote)) {
    const chunk = Math.max(bestOfNote[options.alsoNote] - 1, collection.noteFirstChunk.values[options.alsoNote]);
    if (chunk < collection.noteChunkEnd.values[options.alsoNote]) pool.push(chunk);
  }
  return pool.sort((a, b) => base(b) - base(a) || a - b);
}

/** The best chunks in falling order; ties by slot. */
function keepBest(chunks: readonly number[], score: (chunk: number) => number, count: number): number[] {
  const scores = new Float32Array(chunks.length);
  for (let index = 0; index < chunks.length; index++) scores[index] = score(chunks[index]);
  const least = chunks.length > count ? scores.slice().sort()[chunks.length - count] : -Infinity;
  const kept: number[] = [];
  for (let index = 0; index < chunks.length; index++) if (scores[index] >= least) kept.push(chunks[index]);
  return kept.sort((a, b) => score(b) - score(a) || a - b).slice(0, count);
}

function isBetter(scores: Float32Array, chunk: number, than: number): boolean {
  return scores[chunk] > scores[than] || (scores[chunk] === scores[than] && chunk < than);
}
