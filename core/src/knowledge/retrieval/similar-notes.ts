import type { Collection } from './collection.ts';
import { inverseDocumentFrequency } from './first-stage.ts';
import type { ChunkPostings } from './postings.ts';

/** Words of the note that are looked up: the ones that say most about it. */
const lookedUpCount = 40;
/** Notes whose likeness is computed in full. */
const comparedCount = 150;
const sharedWordCount = 5;

/** Notes by the cosine of their tf-idf vectors with this one's, best first. */
export function findSimilarNotes(
  noteId: number,
  collection: Collection,
  segments: readonly ChunkPostings[],
  options: { topK: number; accept?: (noteId: number) => boolean },
): { noteId: number; similarity: number; sharedWords: string[] }[] {
  const slot = collection.slotOfNote.get(noteId);
  if (slot === undefined) return [];
  const own = noteVector(slot, collection);
  const strongest = [...own.weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, lookedUpCount);
  const rough = new Map<number, number>();
  for (const [stem, weight] of strongest) {
    let last = -1;
    for (const segment of segments) {
      if (stem + 1 >= segment.starts.length) continue;
      for (let at = segment.starts[stem]; at < segment.starts[stem + 1]; at++) {
        const note = collection.chunkNote.values[segment.chunks[at]];
        if (note === slot || note === last || collection.noteLive.values[note] === 0) continue;
        last = note;
        rough.set(note, (rough.get(note) ?? 0) + weight);
      }
    }
  }
  return [...rough]
    .filter(([note]) => options.accept === undefined || options.accept(collection.noteIds.values[note]))
    // a long note shares words by its length alone
    .map(([note, score]) => [note, score / Math.log(20 + collection.noteLength.values[note])] as const)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, comparedCount)
    .map(([note]) => compare(note))
    .sort((a, b) => b.similarity - a.similarity || a.noteId - b.noteId)
    .slice(0, options.topK);

  function compare(note: number): { noteId: number; similarity: number; sharedWords: string[] } {
    const other = noteVector(note, collection);
    const shared: { stem: number; part: number }[] = [];
    let similarity = 0;
    for (const [stem, weight] of other.weights) {
      const part = weight * (own.weights.get(stem) ?? 0);
      if (part === 0) continue;
      similarity += part;
      shared.push({ stem, part });
    }
    shared.sort((a, b) => b.part - a.part || a.stem - b.stem);
    return {
      noteId: collection.noteIds.values[note],
      similarity: Math.min(1, similarity),
      sharedWords: shared.slice(0, sharedWordCount).map(({ stem }) => collection.vocabulary.words.text(own.words.get(stem)!)),
    };
  }
}

/** Content stems by (1 + ln tf) · idf at unit length, and a word of the note for each. */
function noteVector(slot: number, collection: Collection): { weights: Map<number, number>; words: Map<number, number> } {
  const { vocabulary, notesWithStem, liveNoteCount } = collection;
  const stemOfWord = vocabulary.stemOfWord.values;
  const counts = new Map<number, number>();
  const words = new Map<number, number>();
  const first = collection.noteFirstChunk.values[slot];
  const end = collection.noteChunkEnd.values[slot];
  const stop = first < end ? collection.chunkEnd.values[end - 1] : 0;
  for (let index = first < end ? collection.chunkHeadingStart.values[first] : 0; index < stop; index++) {
    const word = collection.words.values[index];
    const stem = stemOfWord[word];
    if (vocabulary.isStopStem(stem)) continue;
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
    if (!words.has(stem)) words.set(stem, word);
  }
  let square = 0;
  const weights = new Map<number, number>();
  for (const [stem, count] of counts) {
    const weight = (1 + Math.log(count)) * inverseDocumentFrequency(notesWithStem.values[stem] ?? 0, liveNoteCount);
    weights.set(stem, weight);
    square += weight * weight;
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (const [stem, weight] of weights) weights.set(stem, weight * scale);
  return { weights, words };
}
