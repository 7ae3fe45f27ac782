import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMemoryBlobStore, createMemoryNoteSource } from '../../testing/index.ts';
import { openKnowledgeBase, type KnowledgeBase } from '../index/index.ts';
import { answerQuestion } from './answer-question.ts';

const help = join(process.env.IZA_VAULTS ?? resolve(import.meta.dirname, '../../../../../shared/data/vaults'), 'obsidian-help-en');
const missing = !existsSync(help);
const why = missing ? `, skipped: ${help} is not there, set IZA_VAULTS to the folder of the vaults` : '';

/** Questions with what a good answer must say. */
const answered: readonly (readonly [string, RegExp])[] = [
  ['How do I resolve sync conflicts?', /automatically merge changes or create separate conflict files/],
  ['What is a callout?', /without breaking the flow of your notes/],
  ['What is a vault?', /is a folder on your/],
  ['What are properties?', /organize information about a note/],
  ['What is the graph view?', /visualize the relationships/],
  ['How do I install a community plugin?', /3\. Select \*\*Browse\*\*/],
  ['How do I create a table?', /vertical bars/],
  ['How do I add a tag to a note?', /hash symbol|hashtag/],
  ['how do I rename a file', /Type the new name/],
  ['Which file formats does Obsidian accept?', /\*\*PDF\*\*: `\.pdf`/],
  ['how long is version history kept?', /12 months/],
  ['How can I import notes from Notion?', /Importer/],
  ['what does the random note plugin do', /opens a random note/],
  ['how to link to a heading', /add a hash/],
  ['What is end-to-end encryption?', /can only be decrypted using your encryption key/],
  ['What is Catalyst license?', /one-time purchase/],
  ['What is the command palette?', /run any command directly from your keyboard/],
  ['Where does Obsidian store my notes?', /Markdown-formatted plain text files/],
  ['How do I use math equations?', /LaTeX/],
  ['Is there a student discount?', /qualify for education discount/],
];
/** Questions that this vault does not answer; some share its words. */
const unanswered: readonly string[] = [
  'Who won the world cup?', 'What is the capital of France?', 'How do I bake sourdough bread?', 'How do I connect Obsidian to my toaster?', 'What is the boiling point of mercury?',
  'What did Sarah say about the budget?', 'What is the salary of a plugin developer?', 'What is my wifi password?', 'When is the dentist appointment?', 'How do I train a neural network in Obsidian?',
  'Does Obsidian support blockchain?', 'Who is the president of the United States?', 'What is quantum entanglement?', 'How do I cook rice?', 'Who painted the Mona Lisa?',
  'What is the GDP of Germany?', 'How do I configure Kubernetes ingress?', 'How do I integrate Salesforce?', 'How tall is Mount Everest?', '埃菲尔铁塔有多高？',
];

describe.skipIf(missing)(`answers without a model from Obsidian’s help${why}`, () => {
  let knowledge: KnowledgeBase;
  beforeAll(async () => {
    const paths = readdirSync(help, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
    const source = createMemoryNoteSource({ notes: Object.fromEntries(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(help, path))])) });
    const clock = { nowMs: () => 0, sleep: () => Promise.resolve() };
    knowledge = await openKnowledgeBase({ sources: [source], store: createMemoryBlobStore(), clock });
    await knowledge.sync();
  });
  const ask = (question: string) => answerQuestion(question, { knowledge, chatModel: undefined, scope: 'notes', passageLimit: 12 });

  test('18 of 20 questions get the sentence that answers them, every citation verified', async () => {
    const failed: string[] = [];
    for (const [question, expected] of answered) {
      const { text, basis, citations } = await ask(question);
      if (basis !== 'notes' || !expected.test(text)) failed.push(question);
      expect(citations.filter(({ verified }) => !verified)).toEqual([]);
    }
    expect(failed.length, failed.join(' ')).toBeLessThanOrEqual(2);
  });

  test('18 of 20 questions that it does not answer are told so', async () => {
    const taken: string[] = [];
    for (const question of unanswered) if ((await ask(question)).basis !== 'nothing') taken.push(question);
    expect(taken.length, taken.join(' ')).toBeLessThanOrEqual(2);
  });
});
