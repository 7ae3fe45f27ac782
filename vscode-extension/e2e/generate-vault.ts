import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Notes with one fact each; the tests ask for them and know their lines. */
const knownNotes: Readonly<Record<string, string>> = {
  'Garden/Tomatoes.md': `---
tags: [garden, vegetables]
---
# Tomatoes

Sow them indoors in March and plant them out after the last frost.

## Watering

Tomatoes need about two litres of water per plant on a hot day, given at the root in the morning.
See [[Compost]] for feeding.
`,
  'Garden/Compost.md': `# Compost

A good heap reaches sixty degrees within a week. Turn it when it cools.
It feeds [[Tomatoes]] and [[Roses]].
`,
  'Garden/Roses.md': `# Roses

Prune roses when the forsythia is in bloom. They like [[Compost]] in spring.
`,
  'Work/Deploy checklist.md': `# Deploy checklist

- Freeze the branch
- Run the smoke tests against staging
- Announce the window in the operations channel
`,
  'Private/Diary.md': `# Diary

The zebrafinch sang all afternoon.
`,
  'node_modules/left-pad/README.md': `# left-pad

String left pad.
`,
  'Physics.ipynb': JSON.stringify({
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# Physics notes'] },
      { cell_type: 'markdown', metadata: {}, source: ['The pendulum swings with a period of two seconds when it is one metre long.'] },
      { cell_type: 'code', metadata: {}, execution_count: 1, outputs: [], source: ['length_metres = 1'] },
    ],
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  }),
};

const words = `harbour keel wind tide anchor sheet helm reef buoy swell flour dough yeast crust oven sourdough knead loaf proof crumb
telescope nebula orbit comet lens galaxy eclipse planet dwarf spectrum ledger invoice balance audit margin expense receipt quarter
saddle chain gear tyre climb sprint pedal brake wheel frame route`.split(/\s+/);

/** A vault with the known notes and `noteCount` others, the same every time. */
export function generateVault(folder: string, { noteCount }: { noteCount: number }): void {
  for (const [path, text] of Object.entries(knownNotes)) writeNote(folder, path, text);
  let state = 1;
  // The constants of Numerical Recipes' generator: the same vault on every machine.
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const sentence = (): string => Array.from({ length: 14 }, () => words[Math.floor(random() * words.length)]).join(' ');
  for (let index = 0; index < noteCount; index++) {
    const sections = Array.from({ length: 3 }, (_, section) => `## Part ${section + 1}\n\n${sentence()}.\n${sentence()}.\n`);
    writeNote(folder, `Log/${Math.floor(index / 100)}/Entry ${index}.md`, `# Entry ${index}\n\n${sections.join('\n')}`);
  }
}

export function writeNote(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
