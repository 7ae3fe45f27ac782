import type { AnalysedQuery } from './analyse-query.ts';
import type { Collection } from './collection.ts';
import { linkTextField, notePostingWidth, type NotePostings } from './note-postings.ts';
import type { ChunkPostings } from './postings.ts';

/** Weights of the fields in BM25F and its two constants. @see Robertson & Zaragoza (2009), The Probabilistic Relevance Framework */
export interface FieldWeights {
  readonly saturation: number;
  readonly bodyLengthEffect: number;
  readonly title: number;
  readonly alias: number;
  readonly tag: number;
  readonly path: number;
  readonly heading: number;
  readonly linkText: number;
}

/** What the first look at the postings says of every note and chunk that shares a word with the query. Arrays are by slot; valid until the next query. */
export interface FirstStage {
  readonly noteScores: Float32Array;
  readonly chunkScores: Float32Array;
  readonly notes: readonly number[];
  readonly chunks: readonly number[];
  /** Inverse document frequency of each query term, by note; 0 for one that no note has. */
  readonly idf: Float32Array;
}

/** Arrays that queries share, all 0 between them. */
export interface FirstStageScratch {
  noteScores: Float32Array;
  chunkScores: Float32Array;
  noteBody: Float32Array;
  noteExtra: Float32Array;
  chunkTerm: Float32Array;
  /** By note: 1 + the term that was seen last. */
  noteSeen: Int32Array;
  notes: number[];
  chunks: number[];
}

export function createFirstStageScratch(): FirstStageScratch {
  const none = new Float32Array(0);
  return { noteScores: none, chunkScores: none, noteBody: none, noteExtra: none, chunkTerm: none, noteSeen: new Int32Array(0), notes: [], chunks: [] };
}

function prepareScratch(scratch: FirstStageScratch, noteCount: number, chunkCount: number): void {
  for (const note of scratch.notes) {
    scratch.noteScores[note] = 0;
    scratch.noteSeen[note] = 0;
  }
  for (const chunk of scratch.chunks) scratch.chunkScores[chunk] = 0;
  scratch.notes = [];
  scratch.chunks = [];
  if (scratch.noteScores.length < noteCount) {
    const size = Math.ceil(noteCount * 1.25);
    scratch.noteScores = new Float32Array(size);
    scratch.noteBody = new Float32Array(size);
    scratch.noteExtra = new Float32Array(size);
    scratch.noteSeen = new Int32Array(size);
  }
  if (scratch.chunkScores.length < chunkCount) {
    const size = Math.ceil(chunkCount * 1.25);
    scratch.chunkScores = new Float32Array(size);
    scratch.chunkTerm = new Float32Array(size);
  }
}

export function inverseDocumentFrequency(count: number, total: number): number {
  return Math.log(1 + (total - count + 0.5) / (count + 0.5));
}

/** BM25F of each chunk by its own words, and of each note by all its fields; both over live notes only. */
export function scoreFirstStage(
  query: AnalysedQuery,
  collection: Collection,
  segments: readonly ChunkPostings[],
  notePostings: NotePostings,
  weights: FieldWeights,
  scratch: FirstStageScratch,
): FirstStage {
  prepareScratch(scratch, collection.noteIds.length, collection.chunkNote.length);
  const { noteScores, chunkScores, noteBody, noteExtra, chunkTerm, noteSeen, notes, chunks } = scratch;
  const idf = new Float32Array(query.terms.length);
  const live = collection.noteLive.values;
  const noteOf = collection.chunkNote.values;
  const chunkLength = collection.chunkLength.values;
  const noteLength = collection.noteLength.values;
  const averageChunk = Math.max(1, collection.liveLength / Math.max(1, collection.liveChunkCount));
  const averageNote = Math.max(1, collection.liveLength / Math.max(1, collection.liveNoteCount));
  const { saturation, bodyLengthEffect } = weights;
  const fieldWeights = [weights.title, weights.alias, weights.tag, weights.path, weights.linkText];

  for (const [position, term] of query.terms.entries()) {
    const termNotes: number[] = [];
    const termChunks: number[] = [];
    const touchNote = (note: number): void => {
      if (noteSeen[note] === position + 1) return;
      noteSeen[note] = position + 1;
      termNotes.push(note);
    };
    for (const stem of term.stems) {
      for (const segment of segments) {
        if (stem + 1 >= segment.starts.length) continue;
        for (let at = segment.starts[stem], end = segment.starts[stem + 1]; at < end; at++) {
          const chunk = segment.chunks[at];
          const note = noteOf[chunk];
          if (live[note] === 0) continue;
          touchNote(note);
          const body = segment.bodyCounts[at];
          const heading = segment.headingCounts[at];
          noteBody[note] += body;
          if (heading > 0) noteExtra[note] = Math.max(noteExtra[note], weights.heading * heading);
          if (chunkTerm[chunk] === 0) termChunks.push(chunk);
          chunkTerm[chunk] += body / (1 - bodyLengthEffect + (bodyLengthEffect * chunkLength[chunk]) / averageChunk) + weights.heading * heading;
        }
      }
    }
    for (const stem of term.stems) {
      if (stem + 1 >= notePostings.starts.length) continue;
      for (let at = notePostings.starts[stem], end = notePostings.starts[stem + 1]; at < end; at++) {
        const note = notePostings.notes[at];
        if (live[note] === 0) continue;
        touchNote(note);
        let extra = 0;
        for (let field = 0; field < linkTextField; field++) extra += fieldWeights[field] * Math.min(2, notePostings.counts[at * notePostingWidth + field]);
        const links = notePostings.counts[at * notePostingWidth + linkTextField];
        if (links > 0) extra += weights.linkText * (links / (1 + Math.log1p(collection.linkCounts.values[note])));
        noteExtra[note] += extra;
      }
    }
    if (termNotes.length === 0) continue;
    const termIdf = inverseDocumentFrequency(termNotes.length, collection.liveNoteCount);
    const chunkIdf = inverseDocumentFrequency(termChunks.length, collection.liveChunkCount);
    idf[position] = termIdf;
    for (const note of termNotes) {
      const frequency = noteBody[note] / (1 - bodyLengthEffect + (bodyLengthEffect * noteLength[note]) / averageNote) + noteExtra[note];
      if (noteScores[note] === 0) notes.push(note);
      noteScores[note] += (term.count * termIdf * frequency) / (saturation + frequency);
      noteBody[note] = 0;
      noteExtra[note] = 0;
    }
    for (const chunk of termChunks) {
      const frequency = chunkTerm[chunk];
      if (chunkScores[chunk] === 0) chunks.push(chunk);
      chunkScores[chunk] += (term.count * chunkIdf * frequency) / (saturation + frequency);
      chunkTerm[chunk] = 0;
    }
  }
  return { noteScores, chunkScores, notes, chunks, idf };
}
