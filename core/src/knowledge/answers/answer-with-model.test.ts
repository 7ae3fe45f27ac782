import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorCodeOf, IzaError } from '../../foundation/index.ts';
import type { ChatEvent, ChatModel, ChatRequest } from '../../ports/index.ts';
import { answerQuestion, type AnswerOptions } from './answer-question.ts';
import { createFakeKnowledge } from './fake-knowledge.ts';

interface FakeChatModel extends ChatModel {
  readonly requests: ChatRequest[];
}

/** A model that streams `reply` in pieces, or fails after some of them. */
function fakeModel(reply: string | readonly string[], options: { finish?: Partial<ChatEvent & { type: 'finish' }>; failure?: Error; onPiece?: () => void } = {}): FakeChatModel {
  const requests: ChatRequest[] = [];
  const pieces = typeof reply === 'string' ? (reply.match(/[\s\S]{1,7}/g) ?? []) : reply;
  return {
    id: 'fake/model',
    remote: false,
    requests,
    async *stream(request) {
      requests.push(request);
      for (const text of pieces) {
        options.onPiece?.();
        yield { type: 'text-delta', text };
      }
      if (options.failure) throw options.failure;
      yield { type: 'finish', reason: 'end', inputTokens: 100, outputTokens: 20, ...options.finish };
    },
  };
}

const notes = {
  'Sync.md': '# Sync\r\n\r\nSync costs **four dollars** a month.\r\nIt is end-to-end encrypted.\r\n',
  'Plans.md': 'Plans for sync start at four dollars a month.\n\nThe yearly plan for sync is cheaper.',
};

async function ask(reply: string | FakeChatModel, options: Partial<AnswerOptions> = {}) {
  const chatModel = typeof reply === 'string' ? fakeModel(reply) : reply;
  const deltas: string[] = [];
  const answer = await answerQuestion('What does sync cost a month?', {
    knowledge: createFakeKnowledge(notes),
    chatModel,
    scope: 'notes',
    passageLimit: 8,
    onDelta: (text) => deltas.push(text),
    ...options,
  });
  // What streams is what the answer holds, in every case.
  expect(deltas.join('')).toBe(answer.text);
  return answer;
}

describe('answerQuestion() with a chat model', () => {
  test('verifies a quote letter by letter and gives its lines', async () => {
    const answer = await ask('Sync costs four dollars a month [1].\n===QUOTES===\n[1] "Sync costs **four dollars** a month."');
    expect(answer).toMatchObject({ text: 'Sync costs four dollars a month [1].\n', basis: 'notes', model: 'fake/model', inputTokens: 100, outputTokens: 20 });
    expect(answer.citations).toEqual([
      { marker: 1, sourceId: 'vault', path: 'Sync.md', title: 'Sync', headingPath: ['Sync'], anchor: '#Sync', startLine: 3, endLine: 3, quote: 'Sync costs **four dollars** a month.', verified: true, problem: undefined },
    ]);
  });

  test("puts the note's own words in place of a quote that is equal up to markup, case and white space", async () => {
    const { citations } = await ask('Four dollars [1].\nQUOTES\n[1] "sync costs four dollars a month. It is END-TO-END encrypted."');
    expect(citations[0]).toMatchObject({ verified: true, quote: 'Sync costs **four dollars** a month.\r\nIt is end-to-end encrypted.', startLine: 3, endLine: 4 });
  });

  test('marks a quote that the note does not say, in words', async () => {
    const { citations, text } = await ask('Five dollars [1].\nQUOTES\n[1] "Sync costs five dollars a month."');
    expect(citations[0]).toMatchObject({ verified: false, quote: 'Sync costs five dollars a month.', problem: '“Sync costs five dollars a month.” is not in this note.' });
    expect(text).toContain('[1] is not verified');
  });

  test('says in which note a quote stands that was given for another', async () => {
    const { citations } = await ask('It is cheaper [1].\nQUOTES\n[1] "The yearly plan for sync is cheaper."');
    expect(citations[0]).toMatchObject({ verified: false, path: 'Sync.md', problem: expect.stringContaining('it is in “Plans.md”') });
  });

  test('marks a passage that was never given', async () => {
    const { citations, text } = await ask('Sync costs four dollars a month [1]. And more so [99].\nQUOTES\n[1] "Sync costs four dollars"\n[99] "x"');
    expect(citations.map(({ marker, verified }) => [marker, verified])).toEqual([[1, true], [99, false]]);
    expect(citations[1]).toMatchObject({ path: '', problem: 'The model cited passage 99, but it was given 2.' });
    expect(text).toContain('[99] is not verified: The model cited passage 99');
  });

  test('does not verify against what the note said when it was indexed', async () => {
    const knowledge = createFakeKnowledge(notes);
    const chatModel = fakeModel('Four dollars [1].\nQUOTES\n[1] "Sync costs four dollars a month."', { onPiece: () => knowledge.notes.set('Sync.md', 'Sync is free now.') });
    expect((await ask(chatModel, { knowledge })).citations[0]).toMatchObject({ verified: false, problem: expect.stringContaining('not in this note') });
  });

  test('says so when the note is gone', async () => {
    const knowledge = createFakeKnowledge(notes);
    const chatModel = fakeModel('Four dollars [1].\nQUOTES\n[1] "Sync costs four dollars a month."', { onPiece: () => knowledge.notes.delete('Sync.md') });
    expect((await ask(chatModel, { knowledge })).citations[0]).toMatchObject({ verified: false, problem: 'The note is no longer there.' });
  });

  test('proves a sentence without a quote only when it is copied, else shows the closest words', async () => {
    const { citations } = await ask('It is end-to-end encrypted [1]. The cheaper one is the plan for a year [2].');
    expect(citations).toMatchObject([
      { marker: 1, verified: true, quote: 'It is end-to-end encrypted.' },
      { marker: 2, verified: false, quote: 'The yearly plan for sync is cheaper.', startLine: 3, problem: expect.stringContaining('gave no quote') },
    ]);
  });

  test.each(['It [1].', 'ear [1].', 'Is the [1].'])('proves nothing by a word or two that stand in the note by chance: %s', async (reply) => {
    expect((await ask(reply)).citations).toMatchObject([{ marker: 1, verified: false, problem: expect.stringContaining('gave no quote') }]);
  });

  test('joins the quotes of one marker, and is unproven when one of them is', async () => {
    const both = await ask('Four dollars, encrypted [1].\nQUOTES\n[1] "Sync costs four dollars a month."\n[1] "It is end-to-end encrypted."');
    expect(both.citations).toMatchObject([{ verified: true, startLine: 3, endLine: 4 }]);
    const one = await ask('Four dollars, encrypted [1].\nQUOTES\n[1] "Sync costs four dollars a month."\n[1] "It is not encrypted."');
    expect(one.citations).toMatchObject([{ verified: false, quote: 'It is not encrypted.' }]);
  });

  test('flags sentences without a citation', async () => {
    const { text, basis } = await ask('Sync costs four dollars a month [1]. Everybody loves it very much.\nQUOTES\n[1] "Sync costs four dollars a month"');
    expect(text).toContain('> One sentence is without a citation, so not from your notes as far as can be told: “Everybody loves it very much.”');
    expect(basis).toBe('notes');
  });

  test('tells general knowledge from the notes where both are wanted', async () => {
    const { basis, text } = await ask('Sync costs four dollars a month [1]. A dollar has a hundred cents [general].\nQUOTES\n[1] "Sync costs four dollars a month"', { scope: 'notes-and-general-knowledge' });
    expect(basis).toBe('notes-and-general-knowledge');
    expect(text).toContain('cents [general]');
  });

  test('says that the notes do not hold the answer when the model finds so', async () => {
    const answer = await ask('NOT IN NOTES\nThe passages say nothing of a student price.');
    expect(answer).toMatchObject({ basis: 'nothing', citations: [], text: 'The passages say nothing of a student price.' });
    expect((await ask('NOT IN NOTES')).text).toBe('Your notes do not hold the answer.');
  });

  test.each([
    ['an empty reply', '', 'fake/model gave no answer.'],
    ['a reply that cites nothing', 'I think it is about ten dollars.', 'fake/model cited none of your notes, so nothing above is checked.'],
    ['a reply that cites only what it was not given', 'It is ten dollars [77].', 'cited none of your notes'],
    ['nonsense', '\u0000\u0001<<<>>>[[[', 'cited none of your notes'],
  ])("follows %s with the notes' own words", async (_, reply, explanation) => {
    const { text, citations, basis } = await ask(reply);
    expect(text).toContain(explanation);
    expect(text).toContain('four dollars');
    expect(basis).toBe('notes');
    expect(citations.some(({ verified, quote }) => verified && quote.includes('four dollars'))).toBe(true);
    expect(new Set(citations.map(({ marker }) => marker)).size).toBe(citations.length);
  });

  test('says when the answer was cut off, and when the model refused', async () => {
    const cut = await ask(fakeModel('Four dollars [1].\nQUOTES\n[1] "four dollars"', { finish: { reason: 'length' } }));
    expect(cut.text).toContain('cut off');
    expect((await ask(fakeModel('', { finish: { reason: 'refusal' } }))).text).toContain('fake/model refused to answer.');
  });

  test('lets the failure of the model reach the caller, before and after the first words', async () => {
    for (const pieces of [[], ['Sync costs ', 'four']]) {
      const failure = new IzaError('model-failed', 'Ollama stopped');
      await expect(ask(fakeModel(pieces, { failure }))).rejects.toBe(failure);
    }
  });

  test('stops with its signal', async () => {
    const stop = new AbortController();
    const asked = ask(fakeModel('Four dollars [1].', { onPiece: () => stop.abort() }), { signal: stop.signal });
    expect(errorCodeOf(await asked.then(() => undefined, (error: unknown) => error))).toBe('aborted');
  });

  test('does not ask the model when nothing was found and only the notes count', async () => {
    const chatModel = fakeModel('I know it all.');
    const answer = await ask(chatModel, { knowledge: createFakeKnowledge({}) });
    expect(answer).toMatchObject({ basis: 'nothing', citations: [] });
    expect(chatModel.requests).toEqual([]);
    expect((await ask(chatModel, { knowledge: createFakeKnowledge({}), scope: 'notes-and-general-knowledge' })).basis).toBe('notes-and-general-knowledge');
  });

  test('reads each note once', async () => {
    const knowledge = createFakeKnowledge(notes);
    await ask(fakeModel('A b c [1]. D e f [2]. G h i [1].\nQUOTES\n[1] "x"\n[2] "y"'), { knowledge });
    expect([...knowledge.readPaths].sort()).toEqual(['Plans.md', 'Sync.md']);
  });

  test('never throws on what a model may say, and verifies only what the notes say', async () => {
    const piece = fc.constantFrom('[1]', '[2]', '[0]', '[99]', '[1, 2]', 'Sync costs', ' four dollars', '. ', '\n', 'QUOTES\n', '[1] "', '"', 'It is end-to-end encrypted', '{"n":1,"quote":"month"}', 'NOT IN NOTES\n', '<think>', '</think>', '![x](http://e)', '…', '\ud800', '[general]', 'A. B. ');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), fc.boolean(), async (pieces, general) => {
        const answer = await ask(fakeModel(pieces), { scope: general ? 'notes-and-general-knowledge' : 'notes' });
        for (const { verified, path, quote, problem } of answer.citations) {
          if (verified) expect(quote !== '' && notes[path as keyof typeof notes].includes(quote)).toBe(true);
          expect(problem === undefined).toBe(verified);
        }
        expect(answer.text).not.toMatch(/!\[x\]\(http/);
      }),
      { numRuns: 300 },
    );
  });
});
