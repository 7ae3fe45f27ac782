import type { LanguageByScript } from '../text/index.ts';
import { createGrowingInts, type GrowingInts, pushInt } from './growing-numbers.ts';
import { type AnalysedNote, noteFieldCount } from './note-record.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A text that other notes use for a link, and how many links use it. */
export interface LinkText {
  readonly stems: readonly number[];
  readonly count: number;
}

/**
 * All notes as flat arrays. A note and a chunk have dense positions (*slots*) in order of arrival; a removed one keeps its slot, marked dead.
 * The words of chunk `c` are `words[chunkHeadingStart[c], chunkBodyStart[c])` and `words[chunkBodyStart[c], chunkEnd[c])`.
 */
export interface Collection {
  readonly vocabulary: Vocabulary;
  readonly slotOfNote: Map<number, number>;
  readonly words: GrowingInts;
  /** By note slot. */
  readonly noteIds: GrowingInts;
  readonly noteLive: GrowingInts;
  readonly noteFirstChunk: GrowingInts;
  readonly noteChunkEnd: GrowingInts;
  /** `noteFieldCount + 1` numbers a note: where each field's words start, and where the last ends. */
  readonly noteFieldStarts: GrowingInts;
  /** Content words (no stop words) of all its chunks' bodies. */
  readonly noteLength: GrowingInts;
  readonly noteLanguages: LanguageByScript[];
  /** Distinct texts of the links that point to a note; `undefined` without. */
  readonly linkTexts: (readonly LinkText[] | undefined)[];
  readonly linkCounts: GrowingInts;
  /** By chunk slot. */
  readonly chunkNote: GrowingInts;
  readonly chunkHeadingStart: GrowingInts;
  readonly chunkBodyStart: GrowingInts;
  readonly chunkEnd: GrowingInts;
  readonly chunkLength: GrowingInts;
  /** Live notes that hold each stem in any chunk; may be shorter than the vocabulary. */
  readonly notesWithStem: GrowingInts;
  /** Slot of the note that was counted last for each stem. */
  readonly lastNoteOfStem: GrowingInts;
  /** Live notes by language. */
  readonly notesByLanguage: number[];
  liveNoteCount: number;
  liveChunkCount: number;
  /** Content words of live chunks' bodies. */
  liveLength: number;
  /** Grows with every change of the note fields or link texts, so that what is derived from them knows its age. */
  revision: number;
}

export function createCollection(vocabulary: Vocabulary): Collection {
  return {
    vocabulary,
    slotOfNote: new Map(),
    words: createGrowingInts(1 << 14),
    noteIds: createGrowingInts(),
    noteLive: createGrowingInts(),
    noteFirstChunk: createGrowingInts(),
    noteChunkEnd: createGrowingInts(),
    noteFieldStarts: createGrowingInts(),
    noteLength: createGrowingInts(),
    noteLanguages: [],
    linkTexts: [],
    linkCounts: createGrowingInts(),
    chunkNote: createGrowingInts(),
    chunkHeadingStart: createGrowingInts(),
    chunkBodyStart: createGrowingInts(),
    chunkEnd: createGrowingInts(),
    chunkLength: createGrowingInts(),
    notesWithStem: createGrowingInts(),
    lastNoteOfStem: createGrowingInts(),
    notesByLanguage: [],
    liveNoteCount: 0,
    liveChunkCount: 0,
    liveLength: 0,
    revision: 0,
  };
}

export function addToCollection(collection: Collection, noteId: number, note: AnalysedNote): void {
  removeFromCollection(collection, noteId);
  const { vocabulary, words } = collection;
  const slot = collection.noteIds.length;
  const base = words.length;
  const stemOfWord = vocabulary.stemOfWord.values;
  for (let index = 0; index < note.words.length; index++) pushInt(words, note.words.values[index]);
  const ends = note.ends.values;
  for (let field = 0; field <= noteFieldCount; field++) pushInt(collection.noteFieldStarts, base + (field === 0 ? 0 : ends[field - 1]));
  pushInt(collection.noteFirstChunk, collection.chunkNote.length);
  let noteLength = 0;
  for (let field = noteFieldCount; field < note.ends.length; field += 2) {
    pushInt(collection.chunkNote, slot);
    pushInt(collection.chunkHeadingStart, base + ends[field - 1]);
    pushInt(collection.chunkBodyStart, base + ends[field]);
    pushInt(collection.chunkEnd, base + ends[field + 1]);
    let length = 0;
    for (let index = ends[field]; index < ends[field + 1]; index++) if (!vocabulary.isStopStem(stemOfWord[note.words.values[index]])) length++;
    pushInt(collection.chunkLength, length);
    noteLength += length;
  }
  pushInt(collection.noteChunkEnd, collection.chunkNote.length);
  pushInt(collection.noteIds, noteId);
  pushInt(collection.noteLive, 1);
  pushInt(collection.noteLength, noteLength);
  pushInt(collection.linkCounts, 0);
  collection.noteLanguages.push(note.languages);
  collection.linkTexts.push(undefined);
  collection.slotOfNote.set(noteId, slot);
  collection.liveNoteCount++;
  collection.liveChunkCount += (note.ends.length - noteFieldCount) / 2;
  collection.liveLength += noteLength;
  countStems(collection, slot, 1);
  countLanguages(collection, note.languages, 1);
  collection.revision++;
}

export function removeFromCollection(collection: Collection, noteId: number): void {
  const slot = collection.slotOfNote.get(noteId);
  if (slot === undefined) return;
  collection.slotOfNote.delete(noteId);
  collection.noteLive.values[slot] = 0;
  collection.linkTexts[slot] = undefined;
  collection.liveNoteCount--;
  collection.liveChunkCount -= collection.noteChunkEnd.values[slot] - collection.noteFirstChunk.values[slot];
  collection.liveLength -= collection.noteLength.values[slot];
  countStems(collection, slot, -1);
  countLanguages(collection, collection.noteLanguages[slot], -1);
  collection.revision++;
}

/** Adds `step` to the note count of each distinct stem of the note's chunks. */
function countStems(collection: Collection, slot: number, step: 1 | -1): void {
  const { vocabulary, notesWithStem, lastNoteOfStem, words } = collection;
  while (notesWithStem.length < vocabulary.stems.count) {
    pushInt(notesWithStem, 0);
    pushInt(lastNoteOfStem, -1);
  }
  // a removal must not be taken for the addition that came before it
  const mark = step === 1 ? slot : -2 - slot;
  const stemOfWord = vocabulary.stemOfWord.values;
  const first = collection.noteFirstChunk.values[slot];
  const end = collection.noteChunkEnd.values[slot];
  if (first === end) return;
  for (let index = collection.chunkHeadingStart.values[first]; index < collection.chunkEnd.values[end - 1]; index++) {
    const stem = stemOfWord[words.values[index]];
    if (lastNoteOfStem.values[stem] === mark) continue;
    lastNoteOfStem.values[stem] = mark;
    notesWithStem.values[stem] += step;
  }
}

function countLanguages(collection: Collection, languages: LanguageByScript, step: number): void {
  for (const language of languages) collection.notesByLanguage[language] = (collection.notesByLanguage[language] ?? 0) + step;
}

export function setCollectionLinkTexts(collection: Collection, noteId: number, linkTexts: readonly string[]): void {
  const slot = collection.slotOfNote.get(noteId);
  if (slot === undefined) return;
  const { vocabulary } = collection;
  const languages = collection.noteLanguages[slot];
  const counts = new Map<string, number>();
  for (const text of linkTexts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const found: LinkText[] = [];
  for (const [text, count] of counts) {
    const stems: number[] = [];
    vocabulary.tokenize(text, (word, start, end, script) => {
      stems.push(vocabulary.internStem(word, start, end, languages[script]));
    });
    if (stems.length > 0) found.push({ stems, count });
  }
  collection.linkTexts[slot] = found.length > 0 ? found : undefined;
  collection.linkCounts.values[slot] = linkTexts.length;
  collection.revision++;
}
