import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorCodeOf } from '../../foundation/index.ts';
import { answerQuestion } from './answer-question.ts';
import { createFakeKnowledge, type FakeKnowledge } from './fake-knowledge.ts';

const vault = {
  'Coffee.md': [
    '---',
    'tags: [drinks]',
    '---',
    '# Coffee',
    '',
    'Coffee is a drink made from roasted beans. It came to Europe in 1615.',
    '',
    '## Descale the machine',
    '',
    'Do this every month:',
    '',
    '1. Fill the tank with **vinegar** and water.',
    '2. Run the machine [[Rinse|until it is empty]].',
    '3. Rinse twice.',
    '',
    '## Prices',
    '',
    '| shop | price |',
    '|---|---|',
    '| Corner | 3.20 euros |',
    '| Station | 4.10 euros |',
  ].join('\n'),
  'Tea.md': 'Tea is made from leaves.\r\n\r\nGreen tea needs water of 80 degrees. Black tea needs boiling water.\r\n',
  'Garten.md': 'Die Tomaten werden im Mai gepflanzt. Danach müssen sie täglich gegossen werden.',
  '上海.md': '上海中心大厦高632米。它于2015年建成。',
  'Scripts.md': 'To back up the photos, run this command:\n\n```sh\nrsync -a photos/ backup/\n```\n\nIt takes an hour.',
  'Travel.md': 'We flew to Lisbon in June. The hotel was near the river.',
};

async function ask(question: string, knowledge: FakeKnowledge = createFakeKnowledge(vault)) {
  const deltas: string[] = [];
  const answer = await answerQuestion(question, { knowledge, chatModel: undefined, scope: 'notes', passageLimit: 10, onDelta: (text) => deltas.push(text) });
  expect(deltas.join('')).toBe(answer.text);
  return answer;
}

describe('answerQuestion() without a model', () => {
  test.each([
    ['What is coffee?', 'Coffee.md', 'Coffee is a drink made from roasted beans.'],
    ['When did coffee come to Europe?', 'Coffee.md', 'It came to Europe in 1615.'],
    ['How hot is the water for green tea?', 'Tea.md', 'Green tea needs water of 80 degrees.'],
    ['Wann werden die Tomaten gepflanzt?', 'Garten.md', 'Die Tomaten werden im Mai gepflanzt.'],
    ['上海中心大厦有多高？', '上海.md', '上海中心大厦高632米。'],
  ])('quotes the sentence that answers %j', async (question, path, quote) => {
    const answer = await ask(question);
    expect(answer).toMatchObject({ basis: 'notes', model: 'extractive', inputTokens: undefined, outputTokens: undefined });
    expect(answer.citations[0]).toMatchObject({ marker: 1, path, verified: true });
    expect(answer.citations[0].quote).toContain(quote);
    expect(answer.text).toContain(quote);
    expect(answer.text).toContain('[1]');
  });

  test('gives the whole list, with its introduction, where steps are asked for', async () => {
    const { text, citations } = await ask('How do I descale the machine?');
    expect(text).toContain('Do this every month:\n\n1. Fill the tank with **vinegar** and water.\n2. Run the machine until it is empty.\n3. Rinse twice. [1]');
    expect(citations[0]).toMatchObject({ startLine: 10, endLine: 14, headingPath: ['Descale the machine'], anchor: '#Descale the machine' });
  });

  test('gives the row of a table with its head', async () => {
    const { text, citations } = await ask('What is the price of coffee at the Station shop?');
    expect(text).toContain('| Station | 4.10 euros |\n\n[1]');
    expect(text).toContain('| shop | price |');
    expect(citations[0].quote).toContain('4.10');
  });

  test('gives the command with the sentence that announces it', async () => {
    const { text } = await ask('How do I back up the photos?');
    expect(text).toContain('To back up the photos, run this command:\n\n```sh\nrsync -a photos/ backup/\n```\n\n[1]');
  });

  test.each(['Who won the world cup?', 'What is the capital of Peru?', 'Wie hoch ist der Eiffelturm?', 'How do I repair the engine of a motorbike?', '珠穆朗玛峰有多高？'])('says that the notes do not hold the answer to %j', async (question) => {
    const { basis, text } = await ask(question);
    expect(basis).toBe('nothing');
    expect(text).toMatch(/^Your notes (?:do not seem to hold the answer|hold nothing about this)\./);
  });

  test('names the words that nothing mentions, and the nearest passages', async () => {
    const { text, citations, basis } = await ask('Which volcano erupted near the hotel?');
    expect(basis).toBe('nothing');
    expect(text).toContain('Nothing found in them mentions “volcano”, “erupted”. The nearest passages:');
    expect(citations[0]).toMatchObject({ path: 'Travel.md', verified: true });
  });

  test('quotes nothing twice', async () => {
    const knowledge = createFakeKnowledge({ 'a.md': 'The boiler is serviced in March.', 'b.md': 'The boiler is serviced in March.', 'c.md': 'Reminder: the boiler is serviced in March.' });
    expect((await ask('When is the boiler serviced?', knowledge)).citations).toHaveLength(1);
  });

  test('takes in the sentence before where a quote leans on it', async () => {
    const knowledge = createFakeKnowledge({ 'a.md': 'The boiler stands in the cellar. It was bought in 2011 from a neighbour. We like it.' });
    expect((await ask('When was the boiler bought?', knowledge)).citations[0].quote).toBe('The boiler stands in the cellar. It was bought in 2011 from a neighbour.');
  });

  test('adds the opening of the note that is named after what is asked for', async () => {
    const sections = Array.from({ length: 12 }, (_, index) => `## Falcon part ${index}\n\nThe falcon and the falcon, falcon ${index}.\n`).join('\n');
    const knowledge = createFakeKnowledge({ 'Falcon.md': `---\ntags: birds\n---\nA small bird of prey that hunts in flight.\n\n${sections}` });
    const { citations } = await ask('What is a falcon?', { ...knowledge, search: async (query, options) => (await knowledge.search(query, options)).slice(0, 3) });
    expect(citations[0]).toMatchObject({ quote: 'A small bird of prey that hunts in flight.', startLine: 4, headingPath: [], verified: true });
  });

  test('cites the lines and offsets of the note under CRLF, astral and right-to-left text', async () => {
    const text = '𝄞 music\r\n\r\nשלום עולם\r\n\r\nThe parrot is called 🦜 Polly.\r\n';
    const { citations } = await ask('What is the parrot called?', createFakeKnowledge({ 'p.md': text }));
    expect(citations[0]).toMatchObject({ startLine: 5, endLine: 5, quote: 'The parrot is called 🦜 Polly.' });
  });

  test('marks a quote that the note no longer says, and one whose note is gone', async () => {
    const changed = createFakeKnowledge(vault);
    const search: FakeKnowledge['search'] = async (query, options) => {
      const passages = await createFakeKnowledge(vault).search(query, options);
      changed.notes.set('Tea.md', 'Tea is gone.');
      return passages;
    };
    expect((await ask('How hot is the water for green tea?', { ...changed, search })).citations[0]).toMatchObject({ verified: false, problem: expect.stringContaining('has changed') });
    changed.notes.delete('Tea.md');
    const gone: FakeKnowledge = { ...changed, search, read: async (path) => (path === 'Tea.md' ? undefined : changed.read(path)) };
    expect((await ask('How hot is the water for green tea?', gone)).citations[0]).toMatchObject({ verified: false, problem: 'The note is no longer there.' });
  });

  test('stops with its signal', async () => {
    const error: unknown = await answerQuestion('What is coffee?', { knowledge: createFakeKnowledge(vault), chatModel: undefined, scope: 'notes', passageLimit: 5, signal: AbortSignal.abort() }).catch((caught: unknown) => caught);
    expect(errorCodeOf(error)).toBe('aborted');
  });

  test('answers any question over any notes with quotes that stand in them', async () => {
    const line = fc.constantFrom('# Sync costs', 'Sync costs four dollars.', '- sync one', '1. cost two', '| sync | cost |', '|-|-|', '```', 'x = sync', '> [!note] sync', '> costs', '', '**sync**', 'It costs. 同步费用。', '[[sync|cost]] and ![[sync]]', '🙂 sync\ud800', '---', '%% sync');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(line), { maxLength: 4 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('What does sync cost?', 'How to sync', 'sync', '?', '同步费用', 'What is sync?'), async (texts, lineEnd, question) => {
        const notes = Object.fromEntries(texts.map((lines, index) => [`n${index}.md`, lines.join(lineEnd)]));
        const { citations, text } = await ask(question, createFakeKnowledge(notes));
        for (const { path, quote, verified, startLine, endLine } of citations) {
          expect(verified).toBe(true);
          const lines = notes[path].split(/\r\n|\n|\r/).slice(startLine - 1, endLine);
          expect(lines.join(lineEnd)).toContain(quote);
        }
        for (const { marker } of citations) expect(text).toContain(`[${marker}]`);
      }),
      { numRuns: 200 },
    );
  });
});
