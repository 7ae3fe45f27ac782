import { describe, expect, test } from 'vitest';
import { IzaError } from '../../foundation/index.ts';
import { analyseNote } from './analyse-note.ts';
import { addToCollection, type Collection, createCollection } from './collection.ts';
import { makeNote } from './make-note.test-support.ts';
import { decodeMeaningVectors, encodeMeaningVectors, learnMeaningVectors, meaningDimensions, type MeaningVectors } from './meaning-vectors.ts';
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

function learnAll(collection: Collection): MeaningVectors {
  const steps = learnMeaningVectors(collection);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function similarity(meaning: MeaningVectors, collection: Collection, left: string, right: string): number {
  const rowOf = (word: string): number => meaning.rowOfStem[collection.vocabulary.findStem(word, 0, word.length, 1)];
  const vector = (row: number): Int8Array => meaning.vectors.subarray(row * meaningDimensions, (row + 1) * meaningDimensions);
  const other = vector(rowOf(right));
  return vector(rowOf(left)).reduce((sum, value, index) => sum + value * other[index], 0) / 127 ** 2;
}

/** Cars and automobiles keep the same company and never meet; bananas keep another. */
const texts = [
  'the car drives on the road with four wheels and an engine', 'a car needs fuel for the engine on a long road', 'wheels of the car turn on the road',
  'the automobile drives on the road with four wheels and an engine', 'an automobile needs fuel for the engine on a long road', 'wheels of the automobile turn on the road',
  'a ripe banana is yellow and sweet fruit', 'peel the banana and eat the sweet yellow fruit', 'banana bread is baked with ripe fruit',
];

describe('learnMeaningVectors()', () => {
  test('words that keep the same company come out alike, others do not', () => {
    const collection = collectionOf(texts);
    const meaning = learnAll(collection);
    expect(similarity(meaning, collection, 'car', 'automobile')).toBeGreaterThan(0.8);
    expect(similarity(meaning, collection, 'car', 'banana')).toBeLessThan(0.3);
  });

  test('rows have unit length, and learning again gives the same', () => {
    const collection = collectionOf(texts);
    const meaning = learnAll(collection);
    for (let row = 0; row < meaning.stems.length; row++) {
      const square = meaning.vectors.subarray(row * meaningDimensions, (row + 1) * meaningDimensions).reduce((sum, value) => sum + value * value, 0);
      expect(Math.sqrt(square) / 127).toBeCloseTo(1, 1);
    }
    expect(learnAll(collectionOf(texts)).vectors).toEqual(meaning.vectors);
  });

  test('an empty collection has no words to learn', () => {
    expect(learnAll(collectionOf([])).stems).toHaveLength(0);
  });

  test('encoded and decoded vectors belong to the same words', () => {
    const collection = collectionOf(texts);
    const meaning = learnAll(collection);
    const decoded = decodeMeaningVectors(encodeMeaningVectors(meaning, collection), collection);
    expect(similarity(decoded, collection, 'car', 'automobile')).toBe(similarity(meaning, collection, 'car', 'automobile'));
    expect([...decoded.stems].toSorted((a, b) => a - b)).toEqual([...meaning.stems].toSorted((a, b) => a - b));
  });

  test('vectors of another version or of other words are refused', () => {
    const collection = collectionOf(texts);
    const bytes = encodeMeaningVectors(learnAll(collection), collection);
    expect(() => decodeMeaningVectors(Uint8Array.of(99, 1), collection)).toThrow(IzaError);
    expect(() => decodeMeaningVectors(bytes, collectionOf(['one']))).toThrow(expect.objectContaining({ code: 'index-corrupt' }));
  });
});
