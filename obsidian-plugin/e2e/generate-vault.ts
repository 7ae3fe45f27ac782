import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Notes with a fact each that a test asks for; their lines are what a citation must open. */
export const KNOWN_NOTES: Readonly<Record<string, string>> = {
  'Garden/Tomatoes.md': [
    '---',
    'tags: [garden, vegetables]',
    '---',
    '# Tomatoes',
    '',
    'Sow them indoors in March and plant them out after the last frost.',
    '',
    '## Watering',
    '',
    'Tomatoes need about two litres of water per plant on a hot day, given at the root in the morning.',
    'See [[Compost]] for feeding.',
    '',
  ].join('\n'),
  'Garden/Compost.md': '# Compost\n\nA good heap reaches sixty degrees within a week. Turn it when it cools.\nIt feeds [[Tomatoes]] and [[Roses]].\n',
  'Garden/Roses.md': '# Roses\n\nPrune roses when the forsythia is in bloom. They like [[Compost]] in spring.\n',
  'Work/Deploy checklist.md': '# Deploy checklist\n\n- Freeze the branch\n- Run the smoke tests against staging\n- Announce the window in the operations channel\n',
  'Private/Diary.md': '# Diary\n\nThe zebrafinch sang all afternoon.\n',
};

const TOPICS: readonly (readonly string[])[] = [
  'sailing mast harbour keel wind tide anchor sheet helm reef buoy swell'.split(' '),
  'baking flour dough yeast crust oven sourdough knead salt loaf proof crumb'.split(' '),
  'astronomy telescope nebula orbit comet lens galaxy eclipse planet star dwarf spectrum'.split(' '),
  'accounting ledger invoice balance audit margin expense receipt quarter budget asset debt'.split(' '),
  'cycling saddle chain gear tyre climb sprint pedal brake wheel frame route'.split(' '),
];

/** A vault of `noteCount` notes besides the known ones, the same every time. */
export async function generateVault(folder: string, { noteCount }: { noteCount: number }): Promise<void> {
  const random = seededRandom(7);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)];
  const titleOf = (index: number): string => `${TOPICS[index % TOPICS.length]?.[0]} ${index}`;
  const files: [string, string][] = Object.entries(KNOWN_NOTES);
  for (let index = 0; index < noteCount; index += 1) {
    const topic = TOPICS[index % TOPICS.length];
    const sentence = (): string => `${Array.from({ length: 9 + Math.floor(random() * 8) }, () => pick(random() < 0.6 ? topic : COMMON)).join(' ')}.`;
    const section = (heading: string): string => `## ${heading}\n\n${Array.from({ length: 5 }, sentence).join(' ')}\n\n- ${sentence()}\n- ${sentence()}\n`;
    const other = titleOf(Math.floor(random() * noteCount));
    files.push([`${topic[0]}/${titleOf(index)}.md`, `# ${titleOf(index)}\n\n${sentence()} [[${other}]]\n\n${section(pick(topic))}\n${section(pick(topic))}\n#${topic[0]}\n`]);
  }
  const folders = new Set(files.map(([path]) => dirname(join(folder, path))));
  for (const path of folders) await mkdir(path, { recursive: true });
  for (const [path, text] of files) await writeFile(join(folder, path), text);
}

const COMMON = 'the a of and to in is was for with on that by this at from it as be are'.split(' ');

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
