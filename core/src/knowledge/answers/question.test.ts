import { expect, test } from 'vitest';
import { readQuestion } from './question.ts';
import { createWordReader } from './word-reader.ts';

const read = (text: string) => readQuestion(text, createWordReader(text));

test.each([
  ['What is a callout?', 'definition'],
  ['Was ist ein Callout?', 'definition'],
  ['什么是标注？', 'definition'],
  ['How do I embed a block?', 'how'],
  ['¿Cómo instalo un complemento?', 'how'],
  ['How many plans are there?', 'number'],
  ['How long is it kept?', 'number'],
  ['Wie viele Pläne gibt es?', 'number'],
  ['When was it built?', 'when'],
  ['In what year did it begin?', 'when'],
  ['Who wrote it?', 'who'],
  ['Where are my notes?', 'where'],
  ['Pourquoi est-ce lent ?', 'why'],
  ['sync conflicts', 'other'],
])('readQuestion() tells that %j asks for %s', (text, type) => {
  expect(read(text).type).toBe(type);
});

test('readQuestion() keeps the words of the topic, each once, and all words when there is no topic', () => {
  expect(read('How long does the sync of a sync take?').stems).toEqual(['sync', 'take']);
  expect(read('What year is it?').stems.length).toBeGreaterThan(0);
  expect(read('???').stems).toEqual([]);
});
