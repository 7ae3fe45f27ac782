import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IzaError } from '../../foundation/index.ts';
import { chunkKey } from './chunk-key.ts';
import { createRetrievalIndex } from './create-retrieval-index.ts';
import { makeNote } from './make-note.test-support.ts';
import type { RetrievalIndex, RetrievalQueryOptions } from './retrieval-index.ts';

type NoteFields = Parameters<typeof makeNote>[0];

function addNote(index: RetrievalIndex, noteId: number, fields: NoteFields): Uint8Array {
  const { note, chunks } = makeNote(fields);
  return index.add(noteId, note, chunks);
}

function learn(index: RetrievalIndex): void {
  for (const _ of index.learn());
}

function indexOf(notes: readonly NoteFields[]): RetrievalIndex {
  const index = createRetrievalIndex();
  notes.forEach((fields, noteId) => addNote(index, noteId, fields));
  learn(index);
  return index;
}

function found(index: RetrievalIndex, query: string, options: Partial<RetrievalQueryOptions> = {}): number[] {
  return index.search(query, { topK: 10, passagesPerNote: 1, ...options }).map(({ noteId }) => noteId);
}

/** A small vault of several scripts. */
const vault: NoteFields[] = [
  { title: 'Sync', text: 'How sync resolves conflicts between devices. A conflict keeps both versions of the note.' },
  { title: 'Backups', text: 'Copy the vault to another disk every week. Sync is not a backup.' },
  { title: 'Rezepte', text: 'Die Kartoffelsuppe ist ein einfaches Gericht und wird mit Brühe gekocht. Das Gemüse schneidet man nicht zu klein.' },
  { title: '防守', text: '黑豹队的防守只丢了308分，在联赛中排名第六。' },
  { title: 'राजधानी', text: 'भारत की राजधानी नई दिल्ली है। किताबों की दुकान पुराने शहर में है।' },
  { title: 'عواصم', text: 'القاهرة هي عاصمة مصر وأكبر مدنها.' },
  { title: '旅行', text: '東京タワーは東京にある電波塔です。' },
  { title: 'อาหาร', text: 'ต้มยำกุ้งเป็นอาหารไทยที่มีรสเผ็ดและเปรี้ยว' },
  { title: '서울', text: '서울은 대한민국의 수도이며 한강이 흐른다.' },
  { title: 'Code', text: 'def getUserName(self): return self.user_name' },
];

describe('search() finds notes', () => {
  const index = indexOf(vault);

  test.each([
    ['by inflected words', 'conflicting versions', 0],
    ['by title', 'backup', 1],
    ['with a typo', 'confilct', 0],
    ['by the beginning of a word', 'confl', 0],
    ['by a part of a German compound', 'Suppe Brühe', 2],
    ['by a part of a compound alone', 'kartoffel', 2],
    ['without the umlauts', 'Bruhe', 2],
    ['in Chinese', '防守丢了多少分', 3],
    ['by one Chinese letter', '豹', 3],
    ['in Hindi, another number', 'किताब', 4],
    ['in Arabic, without the article', 'عاصمة مصر', 5],
    ['in Japanese', '東京タワー', 6],
    ['in Thai', 'อาหารไทย', 7],
    ['in Korean, without the particle', '한강', 8],
    ['by a part of an identifier', 'user name', 9],
    ['by an identifier as written', 'getUserName', 9],
  ])('%s', (_, query, expected) => {
    expect(found(index, query)[0]).toBe(expected);
  });

  test.each(['', '   ', '?!', 'zzzzqqqq', '的'.repeat(3)])('search("%s") of nothing known is empty', (query) => {
    expect(found(index, query)).toEqual([]);
  });

  test('search() of stop words alone looks for them', () => {
    expect(found(indexOf([{ text: 'to be or not to be' }, { text: 'something else entirely' }]), 'to be or not to be')).toEqual([0]);
  });

  test('search() in an empty index is empty', () => {
    expect(found(createRetrievalIndex(), 'sync')).toEqual([]);
  });

  test('search() finds a note that has a title only', () => {
    const { note } = makeNote({ title: 'Travel plans', text: '' });
    const titled = createRetrievalIndex();
    titled.add(7, note, makeNote({ text: '' }).chunks);
    expect(found(titled, 'travel')).toEqual([7]);
  });

  test('search() of a pasted page uses its beginning', () => {
    expect(found(index, `sync conflict ${'many other words '.repeat(5000)}`)[0]).toBe(0);
  });

  test('search() takes any query', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (query) => void found(index, query)));
  });
});

describe('search() ranks', () => {
  test('the note whose title is asked for comes before one that mentions it', () => {
    const index = indexOf([{ title: 'Other', text: 'Templates, templates and more templates are used here.' }, { title: 'Templates', text: 'Insert a prepared text.' }, { text: 'x' }]);
    expect(found(index, 'templates')[0]).toBe(1);
  });

  test('words side by side come before the same words apart', () => {
    const filler = 'one two three four five six seven eight nine ten eleven twelve'.split(' ').join(' gap ');
    const index = indexOf([{ text: `river ${filler} bank` }, { text: `river bank ${filler}` }, { text: 'other words' }]);
    expect(found(index, 'river bank')[0]).toBe(1);
  });

  test('a link text that other notes use counts as a name', () => {
    const index = indexOf([{ title: 'A', text: 'first words' }, { title: 'B', text: 'second words' }]);
    expect(found(index, 'gardening')).toEqual([]);
    index.setLinkTexts(1, ['Gardening', 'gardening tips']);
    expect(found(index, 'gardening')).toEqual([1]);
    index.setLinkTexts(1, []);
    expect(found(index, 'gardening')).toEqual([]);
  });

  test('aliases, tags and headings are searched', () => {
    const index = indexOf([{ title: 'A', aliases: ['Quicksilver'], text: 'alpha' }, { title: 'B', tags: ['chemistry/metals'], text: 'beta' }, { title: 'C', text: '# Melting points\n\ngamma' }]);
    expect([found(index, 'quicksilver'), found(index, 'metals'), found(index, 'melting point')]).toEqual([[0], [1], [2]]);
  });

  test('passagesPerNote bounds the passages of a note', () => {
    const index = indexOf([{ text: 'apple pie\n\napple cake\n\napple juice' }, { text: 'apple tree' }]);
    const count = (passagesPerNote: number): number => index.search('apple', { topK: 10, passagesPerNote }).filter(({ noteId }) => noteId === 0).length;
    expect([count(1), count(2), count(3)]).toEqual([1, 2, 3]);
  });

  test('a passage that only an embedder knows is found, and an unknown key is ignored', () => {
    const index = indexOf(vault);
    const embeddingSimilarity = new Map([[chunkKey(5, 0), 0.9], [chunkKey(99, 0), 0.8], ['nonsense', 0.7], [chunkKey(5, 12), 0.7]]);
    expect(found(index, 'largest city of Egypt', { embeddingSimilarity })[0]).toBe(5);
  });
});

describe('search() explains', () => {
  test('the signals of a passage add up to its score, strongest first', () => {
    const index = indexOf(vault);
    index.setLinkTexts(0, ['sync conflicts']);
    for (const { score, signals } of index.search('sync conflict', { topK: 5, explain: true })) {
      const values = signals!.map(({ value }) => value);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(score, 4);
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }
  });

  test('the detail names the words that matched', () => {
    const [best] = indexOf(vault).search('resolve conflicts', { topK: 1, explain: true });
    expect(best.signals!.find(({ name }) => name === 'words')!.detail).toBe('matched "resolve", "conflicts"');
  });

  test('explain() gives the best passage of a note whatever its rank', () => {
    const index = indexOf(vault);
    expect(index.explain('sync conflict', 1)!.signals!.length).toBeGreaterThan(0);
    expect(index.explain('sync conflict', 3)).toMatchObject({ noteId: 3, chunkOrdinal: 0 });
    expect(index.explain('sync conflict', 99)).toBeUndefined();
  });
});

describe('similarNotes()', () => {
  test('ranks notes by the words they share and names them', () => {
    const index = indexOf([
      { text: 'tomato soup with basil and garlic' },
      { text: 'basil and tomato salad' },
      { text: 'train timetable of the northern line' },
      { text: 'garlic bread' },
    ]);
    const similar = index.similarNotes(0, { topK: 5 });
    expect(similar.map(({ noteId }) => noteId)).toEqual([1, 3]);
    expect(similar[0].sharedWords.toSorted()).toEqual(['basil', 'tomato']);
    expect(similar.every(({ similarity }) => similarity > 0 && similarity <= 1)).toBe(true);
    expect(index.similarNotes(0, { topK: 5, accept: (noteId) => noteId !== 1 }).map(({ noteId }) => noteId)).toEqual([3]);
    expect(index.similarNotes(42, { topK: 5 })).toEqual([]);
  });
});

const word = fc.constantFrom('sync', 'notes', 'garden', 'running', 'cities', 'и', 'книга', '猫の', '防守', 'über', 'the', 'of', 'readFile', '42');
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const fields = fc.record({ title: sentence, text: fc.array(sentence, { minLength: 1, maxLength: 3 }).map((paragraphs) => paragraphs.join('\n\n')) });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('add' as const), noteId: fc.integer({ min: 0, max: 6 }), fields }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), noteId: fc.integer({ min: 0, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('link' as const), noteId: fc.integer({ min: 0, max: 6 }), text: sentence }) },
);

describe('laws', () => {
  test('an index loaded from its records is equal to the one that was built, and so is what it writes next', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), fields, sentence, (steps, next, query) => {
        const built = createRetrievalIndex();
        const log: { noteId: number; record: Uint8Array }[] = [];
        const lastRecord = new Map<number, number>();
        const links = new Map<number, string>();
        for (const action of steps) {
          if (action.type === 'add') {
            lastRecord.set(action.noteId, log.length);
            log.push({ noteId: action.noteId, record: addNote(built, action.noteId, action.fields) });
            links.delete(action.noteId);
          } else if (action.type === 'remove') {
            built.remove(action.noteId);
            lastRecord.delete(action.noteId);
            links.delete(action.noteId);
          } else if (lastRecord.has(action.noteId)) {
            built.setLinkTexts(action.noteId, [action.text]);
            links.set(action.noteId, action.text);
            found(built, query);
          }
        }
        learn(built);
        const loaded = createRetrievalIndex();
        log.forEach(({ noteId, record }, position) => loaded.load(noteId, record, { live: lastRecord.get(noteId) === position }));
        for (const [noteId, text] of links) loaded.setLinkTexts(noteId, [text]);
        loaded.importLearned(built.exportLearned()!);
        const options = { topK: 20, explain: true };
        expect(loaded.search(query, options)).toEqual(built.search(query, options));
        expect([loaded.noteCount, loaded.chunkCount]).toEqual([built.noteCount, built.chunkCount]);
        expect(addNote(loaded, 9, next)).toEqual(addNote(built, 9, next));
      }),
      { numRuns: 60 },
    );
  });

  test('a removed note is never found, and the others rank as if it had never been', () => {
    fc.assert(
      fc.property(fc.array(fields, { minLength: 2, maxLength: 8 }), fc.nat(), sentence, (notes, pick, query) => {
        const removed = pick % notes.length;
        const index = createRetrievalIndex();
        const without = createRetrievalIndex();
        notes.forEach((note, noteId) => addNote(index, noteId, note));
        notes.forEach((note, noteId) => noteId !== removed && addNote(without, noteId, note));
        found(index, query);
        index.remove(removed);
        const scores = index.search(query, { topK: 20 });
        expect(scores.some(({ noteId }) => noteId === removed)).toBe(false);
        expect(scores.map(({ noteId, chunkOrdinal }) => `${noteId}:${chunkOrdinal}`)).toEqual(without.search(query, { topK: 20 }).map(({ noteId, chunkOrdinal }) => `${noteId}:${chunkOrdinal}`));
      }),
      { numRuns: 60 },
    );
  });

  test('a filter lets no other note through, in search and in related notes', () => {
    const index = indexOf(vault);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: vault.length - 1 })), fc.constantFrom('sync', 'conflict backup', '防守', 'the', 'confilct'), (accepted, query) => {
        const accept = (noteId: number): boolean => accepted.includes(noteId);
        for (const noteId of found(index, query, { accept, embeddingSimilarity: new Map([[chunkKey(2, 0), 0.9]]) })) expect(accepted).toContain(noteId);
        for (const { noteId } of index.similarNotes(0, { topK: 10, accept })) expect(accepted).toContain(noteId);
      }),
    );
  });

  test('the order in which notes arrive does not change their scores', () => {
    const forward = createRetrievalIndex();
    const backward = createRetrievalIndex();
    vault.forEach((note, noteId) => addNote(forward, noteId, note));
    [...vault.entries()].reverse().forEach(([noteId, note]) => addNote(backward, noteId, note));
    const scoresOf = (index: RetrievalIndex): [number, string][] => index.search('sync conflict backup', { topK: 10, passagesPerNote: 1 }).map(({ noteId, score }) => [noteId, score.toFixed(4)]);
    expect(scoresOf(backward)).toEqual(scoresOf(forward));
  });

  test('adding a note under a known id replaces it', () => {
    const index = indexOf([{ text: 'old words' }]);
    addNote(index, 0, { text: 'new content' });
    expect([found(index, 'old'), found(index, 'content'), index.noteCount]).toEqual([[], [0], 1]);
  });
});

describe('load() refuses what is no record', () => {
  test('a record of another version is foreign', () => {
    expect(() => createRetrievalIndex().load(0, Uint8Array.of(99), { live: true })).toThrow(expect.objectContaining({ code: 'index-foreign-version' }));
  });

  test('load() and importLearned() answer damaged bytes with an IzaError or an index that still works', () => {
    const source = createRetrievalIndex();
    const record = addNote(source, 0, vault[0]);
    learn(source);
    const learned = source.exportLearned()!;
    fc.assert(
      fc.property(fc.nat({ max: record.length - 1 }), fc.nat({ max: 255 }), fc.nat({ max: record.length }), (at, value, length) => {
        const index = createRetrievalIndex();
        const damaged = record.slice(0, length);
        if (at < length) damaged[at] = value;
        try {
          index.load(0, damaged, { live: true });
          index.importLearned(learned.slice(0, at));
        } catch (error) {
          expect(error).toBeInstanceOf(IzaError);
        }
        found(index, 'sync conflict');
      }),
    );
  });
});
