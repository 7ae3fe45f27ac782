import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWordTable } from '../text/index.ts';
import { analyseNote } from './analyse-note.ts';
import { analyseQuery } from './analyse-query.ts';
import { createByteReader } from './byte-reader.ts';
import { createByteWriter } from './byte-writer.ts';
import { addToCollection, type Collection, createCollection } from './collection.ts';
import { createFirstStageScratch, inverseDocumentFrequency, scoreFirstStage } from './first-stage.ts';
import { scaleFeature } from './fuse.ts';
import { makeNote } from './make-note.test-support.ts';
import { buildNotePostings } from './note-postings.ts';
import { buildChunkPostings } from './postings.ts';
import { findSimilarSpellings } from './similar-spellings.ts';
import { createVocabulary } from './vocabulary.ts';

function collectionOf(texts: readonly string[]): Collection {
  const vocabulary = createVocabulary();
  const collection = createCollection(vocabulary);
  for (const [noteId, text] of texts.entries()) {
    const { note, chunks } = makeNote({ text });
    addToCollection(collection, noteId, analyseNote(note, chunks, vocabulary));
  }
  return collection;
}

describe('scoreFirstStage()', () => {
  const weights = { saturation: 1.2, bodyLengthEffect: 0.75, title: 3, alias: 3, tag: 1, path: 0.3, heading: 1, linkText: 1 };

  test('scores BM25 as computed by hand', () => {
    // lengths 4, 2, 2 in content words, mean 8/3; "apple" stands in two notes, twice in the first
    const collection = collectionOf(['apple apple green garden', 'apple pie', 'plum cake']);
    const first = scoreFirstStage(analyseQuery('apple', collection), collection, [buildChunkPostings(collection, 0)], buildNotePostings(collection), weights, createFirstStageScratch());
    const idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
    const frequency = (count: number, length: number): number => count / (1 - 0.75 + (0.75 * length) / (8 / 3));
    const score = (count: number, length: number): number => (idf * frequency(count, length)) / (1.2 + frequency(count, length));
    expect(first.chunkScores[0]).toBeCloseTo(score(2, 4), 6);
    expect(first.chunkScores[1]).toBeCloseTo(score(1, 2), 6);
    expect(first.noteScores[0]).toBeCloseTo(score(2, 4), 6);
    expect([...first.notes]).toEqual([0, 1]);
  });

  test('two segments of postings score as one', () => {
    const texts = ['river bank', 'bank of the river Rhine', 'money in the bank', 'river delta', 'no match'];
    const collection = collectionOf(texts);
    const all = buildChunkPostings(collection, 0);
    const query = analyseQuery('river bank', collection);
    const notePostings = buildNotePostings(collection);
    const whole = scoreFirstStage(query, collection, [all], notePostings, weights, createFirstStageScratch());
    const early = collectionOf(texts.slice(0, 2));
    const base = buildChunkPostings(early, 0);
    texts.slice(2).forEach((text, index) => {
      const { note, chunks } = makeNote({ text });
      addToCollection(early, index + 2, analyseNote(note, chunks, early.vocabulary));
    });
    const split = scoreFirstStage(analyseQuery('river bank', early), early, [base, buildChunkPostings(early, base.chunkEnd)], buildNotePostings(early), weights, createFirstStageScratch());
    for (let note = 0; note < texts.length; note++) expect(split.noteScores[note]).toBeCloseTo(whole.noteScores[note], 6);
  });

  test('a rarer word counts more, and no word counts less than nothing', () => {
    fc.assert(fc.property(fc.nat({ max: 999 }), (count) => {
      expect(inverseDocumentFrequency(count, 1000)).toBeGreaterThan(inverseDocumentFrequency(count + 1, 1000));
      expect(inverseDocumentFrequency(count + 1, 1000)).toBeGreaterThan(0);
    }));
  });
});

describe('scaleFeature()', () => {
  test('brings a column to 0 to 1, and leaves names their scale', () => {
    expect([...scaleFeature('note', Float32Array.of(2, 4, 3))]).toEqual([0, 1, 0.5]);
    expect([...scaleFeature('note', Float32Array.of(2, 2))]).toEqual([0, 0]);
    expect([...scaleFeature('note', Float32Array.of(2))]).toEqual([1]);
    expect([...scaleFeature('name', Float32Array.of(0.25, 0.5))]).toEqual([0.25, 0.5]);
  });
});

describe('findSimilarSpellings()', () => {
  const words = ['conflict', 'conflicts', 'confuse', 'kartoffelsuppe', 'suppe', 'note', 'vote', '猫の', '黒猫', '2024', 'obsidian'];
  const table = createWordTable();
  for (const word of words) table.intern(word, 0, word.length, 0);
  const found = (text: string): string[] => findSimilarSpellings(text, table, () => 1).map((word) => table.text(word));

  test.each([
    ['confilct', ['conflict', 'conflicts']],
    ['conflictt', ['conflict', 'conflicts']],
    ['confl', ['conflict', 'conflicts']],
    ['kartoffel', ['kartoffelsuppe']],
    ['noet', ['note']],
    ['obsidain', ['obsidian']],
    ['猫', ['猫の', '黒猫']],
    ['2025', []],
    ['xyz', []],
  ])('"%s" may stand for %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('bytes', () => {
  test('what a ByteWriter writes a ByteReader reads', () => {
    const item = fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 50 }), (items) => {
        const writer = createByteWriter();
        for (const value of items) {
          if (typeof value === 'number') writer.varint(value);
          else writer.text(value);
        }
        const reader = createByteReader(writer.finish());
        for (const value of items) expect(typeof value === 'number' ? reader.varint() : reader.text()).toBe(value);
        expect(reader.done).toBe(true);
        expect(() => reader.byte()).toThrow(expect.objectContaining({ code: 'index-corrupt' }));
      }),
    );
  });
});
