import { IzaError } from '../../foundation/index.ts';
import { inverseDocumentFrequency } from './first-stage.ts';
import { createByteReader } from './byte-reader.ts';
import { createByteWriter } from './byte-writer.ts';
import type { Collection } from './collection.ts';
import { inPieces } from './in-steps.ts';

/** Components of a meaning vector. */
export const meaningDimensions = 128;
const learnedVersion = 1;
/** Most words that get a vector, the most frequent first. */
const vocabularyLimit = 16_384;
const windowRadius = 5;
/** Occurrences of a word that are looked at, evenly spread: more tell nothing new of a frequent word. */
const occurrenceLimit = 1000;
/** Components of the projection that a context word touches. */
const projectionWeight = 8;
/** Flattens the counts of frequent context words. @see Levy, Goldberg & Dagan (2015), Improving Distributional Similarity */
const contextSmoothing = 0.75;
/** Neighbours counted between two yields: a few milliseconds of work. */
const workBetweenYields = 200_000;
const chunksBetweenYields = 2000;
const rowsBetweenYields = 2000;

/**
 * What words mean in this collection: words that keep the same company get similar vectors.
 * `rowOfStem` gives a stem's row in `vectors` (unit length × 127, rows of `meaningDimensions`), -1 for one without.
 */
export interface MeaningVectors {
  readonly rowOfStem: Int32Array;
  readonly stems: Int32Array;
  readonly vectors: Int8Array;
  /** How much each row's word says about a text, 0 to 255: its inverse document frequency when it was learned, × 16. */
  readonly weights: Uint8Array;
}

/**
 * Positive pointwise mutual information of words within a window, projected on random directions as it is counted.
 * Neither the matrix nor a decomposition of it is ever held. Deterministic.
 * @see Bullinaria & Levy (2007); Achlioptas (2003), Database-friendly random projections
 */
export function* learnMeaningVectors(collection: Collection): Generator<void, MeaningVectors, void> {
  const { sequence, stems } = yield* contentSequence(collection);
  yield;
  const rowCount = stems.length;
  const { starts, positions } = occurrencesByRow(sequence, rowCount);
  yield;
  const contextWeights = new Float64Array(rowCount);
  let contextTotal = 0;
  for (let row = 0; row < rowCount; row++) {
    contextWeights[row] = (starts[row + 1] - starts[row]) ** contextSmoothing;
    contextTotal += contextWeights[row];
  }
  const projection = projectionOf(collection, stems);
  const sums = new Float32Array(rowCount * meaningDimensions);
  const counts = new Int32Array(rowCount);
  const touched = new Int32Array(rowCount);
  let work = 0;
  for (let row = 0; row < rowCount; row++) {
    work += addRowSums(row);
    if (work > workBetweenYields) {
      work = 0;
      yield;
    }
  }
  yield;
  yield* centreRows(sums, rowCount);
  const weights = Uint8Array.from(stems, (stem) => 16 * inverseDocumentFrequency(collection.notesWithStem.values[stem], collection.liveNoteCount));
  return { rowOfStem: rowsByStem(stems, collection.vocabulary.stems.count), stems, vectors: yield* quantiseRows(sums, rowCount), weights };

  /** Counts the words around a word and adds their directions. Returns how much it had to do. A function of its own: loops within a generator are slow. */
  function addRowSums(row: number): number {
    let touchedCount = 0;
    let total = 0;
    const stride = Math.max(1, Math.ceil((starts[row + 1] - starts[row]) / occurrenceLimit));
    for (let at = starts[row]; at < starts[row + 1]; at += stride) {
      const position = positions[at];
      for (let step = -1; step <= 1; step += 2) {
        for (let distance = 1; distance <= windowRadius; distance++) {
          const context = sequence[position + step * distance];
          if (context === boundary) break;
          if (context < 0) continue;
          if (counts[context] === 0) touched[touchedCount++] = context;
          counts[context]++;
          total++;
        }
      }
    }
    const base = row * meaningDimensions;
    for (let index = 0; index < touchedCount; index++) {
      const context = touched[index];
      const information = Math.log((counts[context] * contextTotal) / (total * contextWeights[context]));
      counts[context] = 0;
      if (information <= 0) continue;
      for (let entry = context * projectionWeight; entry < (context + 1) * projectionWeight; entry++) {
        const target = projection[entry];
        sums[base + (target >> 1)] += (target & 1) === 0 ? information : -information;
      }
    }
    return total + touchedCount * projectionWeight;
  }
}

const boundary = -2;

/** The running text as rows (frequent content stems), `-1` for words without a row, and `boundary` between chunks and around all. */
function* contentSequence(collection: Collection): Generator<void, { sequence: Int32Array; stems: Int32Array }, void> {
  const { vocabulary } = collection;
  const stemOfWord = vocabulary.stemOfWord.values;
  const words = collection.words.values;
  const frequency = new Int32Array(vocabulary.stems.count);
  let length = 1;
  const { values: bodyStarts } = collection.chunkBodyStart;
  const { values: ends } = collection.chunkEnd;
  const chunkCount = collection.chunkNote.length;
  const isLive = (chunk: number): boolean => collection.noteLive.values[collection.chunkNote.values[chunk]] === 1;
  const countWords = (chunk: number): void => {
    for (let index = bodyStarts[chunk]; index < ends[chunk]; index++) frequency[stemOfWord[words[index]]]++;
    length += ends[chunk] - bodyStarts[chunk] + 1;
  };
  for (let chunk = 0; chunk < chunkCount; chunk++) {
    if (chunk % chunksBetweenYields === chunksBetweenYields - 1) yield;
    if (isLive(chunk)) countWords(chunk);
  }
  yield;
  const candidates: number[] = [];
  for (let stem = 0; stem < frequency.length; stem++) if (frequency[stem] >= 2 && !vocabulary.isStopStem(stem) && vocabulary.stems.length(stem) > 1) candidates.push(stem);
  candidates.sort((a, b) => frequency[b] - frequency[a] || a - b);
  const stems = Int32Array.from(candidates.slice(0, vocabularyLimit));
  yield;
  const rowOfStem = rowsByStem(stems, frequency.length);
  const isStop = new Uint8Array(frequency.length);
  for (let stem = 0; stem < isStop.length; stem++) isStop[stem] = vocabulary.isStopStem(stem) ? 1 : 0;
  const sequence = new Int32Array(length);
  sequence[0] = boundary;
  let at = 1;
  const copyContent = (chunk: number): void => {
    for (let index = bodyStarts[chunk]; index < ends[chunk]; index++) {
      const stem = stemOfWord[words[index]];
      // stop words take no room, so that a window holds content
      if (isStop[stem] === 0) sequence[at++] = rowOfStem[stem]!;
    }
    sequence[at++] = boundary;
  };
  yield;
  for (let chunk = 0; chunk < chunkCount; chunk++) {
    if (chunk % chunksBetweenYields === chunksBetweenYields - 1) yield;
    if (isLive(chunk)) copyContent(chunk);
  }
  return { sequence: sequence.subarray(0, at), stems };
}

function rowsByStem(stems: Int32Array, stemCount: number): Int32Array {
  const rows = new Int32Array(stemCount).fill(-1);
  for (let row = 0; row < stems.length; row++) rows[stems[row]] = row;
  return rows;
}

function occurrencesByRow(sequence: Int32Array, rowCount: number): { starts: Int32Array; positions: Int32Array } {
  const starts = new Int32Array(rowCount + 1);
  for (const row of sequence) if (row >= 0) starts[row + 1]++;
  for (let row = 0; row < rowCount; row++) starts[row + 1] += starts[row];
  const positions = new Int32Array(starts[rowCount]);
  const next = starts.slice();
  for (let position = 0; position < sequence.length; position++) {
    const row = sequence[position];
    if (row >= 0) positions[next[row]++] = position;
  }
  return { starts, positions };
}

/** `projectionWeight` entries a row: component × 2, plus 1 for a negative sign. Drawn from the word's own letters, so it survives any order. */
function projectionOf(collection: Collection, stems: Int32Array): Int32Array {
  const table = collection.vocabulary.stems;
  const projection = new Int32Array(stems.length * projectionWeight);
  for (let row = 0; row < stems.length; row++) {
    const stem = stems[row];
    let state = 0x9e3779b9 ^ table.space(stem);
    for (let index = 0; index < table.length(stem); index++) state = Math.imul(state ^ table.codeUnit(stem, index), 0x01000193);
    for (let entry = 0; entry < projectionWeight; entry++) {
      // xorshift32, which must not stand at 0
      state = state === 0 ? 1 : state;
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      projection[row * projectionWeight + entry] = (state >>> 0) % (meaningDimensions * 2);
    }
  }
  return projection;
}

/** Brings rows to unit length and takes away what all of them share, which tells no word from another. */
function* centreRows(rows: Float32Array, rowCount: number): Generator<void, void, void> {
  const mean = new Float64Array(meaningDimensions);
  yield* inPieces(0, rowCount, rowsBetweenYields, (from, to) => {
    for (let row = from; row < to; row++) {
      normaliseRow(rows, row);
      for (let index = 0; index < meaningDimensions; index++) mean[index] += rows[row * meaningDimensions + index] / rowCount;
    }
  });
  yield* inPieces(0, rowCount, rowsBetweenYields, (from, to) => {
    for (let row = from; row < to; row++) for (let index = 0; index < meaningDimensions; index++) rows[row * meaningDimensions + index] -= mean[index];
  });
}

function normaliseRow(rows: Float32Array, row: number): void {
  const base = row * meaningDimensions;
  let square = 0;
  for (let index = base; index < base + meaningDimensions; index++) square += rows[index] * rows[index];
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let index = base; index < base + meaningDimensions; index++) rows[index] *= scale;
}

function* quantiseRows(rows: Float32Array, rowCount: number): Generator<void, Int8Array, void> {
  const quantised = new Int8Array(rows.length);
  yield* inPieces(0, rowCount, rowsBetweenYields, (from, to) => {
    for (let row = from; row < to; row++) normaliseRow(rows, row);
    for (let index = from * meaningDimensions; index < to * meaningDimensions; index++) quantised[index] = Math.round(rows[index] * 127);
  });
  return quantised;
}

/** Names each row by a word of the records, because stems are numbered anew in each process. */
export function encodeMeaningVectors(meaning: MeaningVectors, collection: Collection): Uint8Array {
  const writer = createByteWriter();
  writer.byte(learnedVersion);
  writer.varint(meaningDimensions);
  writer.varint(meaning.stems.length);
  const stemOfWord = collection.vocabulary.stemOfWord;
  const done = new Uint8Array(meaning.stems.length);
  let before = 0;
  for (let word = 0; word < stemOfWord.length; word++) {
    const row = meaning.rowOfStem[stemOfWord.values[word]] ?? -1;
    if (row < 0 || done[row] === 1) continue;
    done[row] = 1;
    writer.varint(word - before);
    before = word;
    writer.byte(meaning.weights[row]);
    const vector = meaning.vectors.subarray(row * meaningDimensions, (row + 1) * meaningDimensions);
    writer.bytes(new Uint8Array(vector.buffer, vector.byteOffset, vector.length));
  }
  return writer.finish();
}

/** @throws IzaError `index-foreign-version` | `index-corrupt` */
export function decodeMeaningVectors(bytes: Uint8Array, collection: Collection): MeaningVectors {
  const reader = createByteReader(bytes);
  const version = reader.byte();
  const dimensions = reader.varint();
  if (version !== learnedVersion || dimensions !== meaningDimensions) {
    throw new IzaError('index-foreign-version', `Cannot read meaning vectors of version ${version} with ${dimensions} components, this IZA reads ${learnedVersion} with ${meaningDimensions}: learn them again`);
  }
  const rowCount = reader.varint();
  if (rowCount * meaningDimensions > bytes.length) throw new IzaError('index-corrupt', `Cannot read ${rowCount} meaning vectors from ${bytes.length} bytes: learn them again`);
  const stemOfWord = collection.vocabulary.stemOfWord;
  const stems = new Int32Array(rowCount);
  const vectors = new Int8Array(rowCount * meaningDimensions);
  const weights = new Uint8Array(rowCount);
  let word = 0;
  for (let row = 0; row < rowCount; row++) {
    word += reader.varint();
    if (word >= stemOfWord.length) throw new IzaError('index-corrupt', `Cannot read meaning vectors: they name word ${word} of ${stemOfWord.length}. Learn them again`);
    stems[row] = stemOfWord.values[word]!;
    weights[row] = reader.byte();
    const vector = reader.bytes(meaningDimensions);
    vectors.set(new Int8Array(vector.buffer, vector.byteOffset, vector.length), row * meaningDimensions);
  }
  return { rowOfStem: rowsByStem(stems, collection.vocabulary.stems.count), stems, vectors, weights };
}
