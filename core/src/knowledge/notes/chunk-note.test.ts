import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chunk, chunkNote, estimateTokens, type ParsedNote, parseNote } from './index.ts';

function parse(text: string, path = 'note.md'): ParsedNote {
  const note = parseNote({ path, bytes: new TextEncoder().encode(text) });
  if ('reason' in note) throw new Error(note.reason);
  return note;
}

const chunksOf = (text: string, maxTokens = 400): Chunk[] => chunkNote(parse(text), { maxTokens });

/** About `tokens` tokens in sentences of ten words. */
function prose(tokens: number, word = 'word'): string {
  const sentence = `${Array.from({ length: 10 }, (_, index) => `${word}${index}`).join(' ')}. `;
  return sentence.repeat(Math.ceil((tokens * 4) / sentence.length)).trim();
}

describe('sections', () => {
  test('are the unit: each has its path, its anchor and, as a whole, its own range', () => {
    const chunks = chunksOf(`intro ${prose(100)}\n\n# A\n${prose(100)}\n\n## B\n${prose(100)}\n\n### C\n${prose(100)}\n\n## D\n${prose(100)}`);
    expect(chunks.map(({ headingPath, anchor }) => [headingPath.join('/'), anchor])).toEqual([
      ['', undefined],
      ['A', '#A'],
      ['A/B', '#B'],
      ['A/B/C', '#C'],
      ['A/D', '#D'],
    ]);
    for (const chunk of chunks) expect(chunk.section).toEqual({ start: chunk.start, end: chunk.end, startLine: chunk.startLine, endLine: chunk.endLine });
  });

  test('that skip levels keep the path they are written under', () => {
    const chunks = chunksOf(`# A\n${prose(100)}\n#### B\n${prose(100)}\n## C\n${prose(100)}`);
    expect(chunks.map(({ headingPath }) => headingPath)).toEqual([['A'], ['A', 'B'], ['A', 'C']]);
  });

  test('that are long are cut between blocks into parts of about equal size, which share the section as parent', () => {
    const chunks = chunksOf(`# A\n\n${Array.from({ length: 10 }, () => prose(60)).join('\n\n')}`, 200);
    expect(chunks).toHaveLength(4);
    for (const chunk of chunks) {
      expect(estimateTokens(chunk.searchText)).toBeLessThanOrEqual(200);
      expect(estimateTokens(chunk.searchText)).toBeGreaterThanOrEqual(100);
      expect([chunk.section.start, chunk.section.end]).toEqual([0, chunks.at(-1)?.end]);
      expect(chunk.headingPath).toEqual(['A']);
    }
  });

  test('that are tiny join their siblings, whose headings are searched, under the path they share', () => {
    const chunks = chunksOf('# Top\n\n## A\none\n\n## B\ntwo\n\n## C\nthree\n\n# Next\nfour');
    expect(chunks.map(({ headingPath, anchor, searchText }) => [headingPath, anchor, searchText])).toEqual([
      [['Top'], '#Top', 'A\none\nB\ntwo\nC\nthree'],
      [['Next'], '#Next', 'four'],
    ]);
  });

  test('that are tiny siblings of one parent with text of its own share a chunk', () => {
    const chunks = chunksOf(`# Top\n${prose(100)}\n\n## A\none\n\n## B\ntwo\n\n## C\nthree`);
    expect(chunks.map(({ headingPath, anchor, searchText }) => [headingPath, anchor, searchText.slice(-20)])).toEqual([
      [['Top'], '#Top', expect.any(String)],
      [['Top'], '#A', 'A\none\nB\ntwo\nC\nthree'],
    ]);
  });

  test('begin with their heading, also when the first block alone fills a chunk', () => {
    const chunks = chunksOf(`# A heading of some length\n${prose(197)}\n\n${prose(197)}`, 200);
    expect(chunks.map(({ startLine }) => startLine)).toEqual([1, 4]);
  });

  test('without text of their own go with their first child, whose path holds them', () => {
    expect(chunksOf(`# A\n## B\n### C\n${prose(100)}\n## D\n${prose(100)}`).map(({ headingPath, startLine }) => [headingPath.join('/'), startLine])).toEqual([['A/B/C', 1], ['A/D', 5]]);
  });

  test('of the same name are told apart by their parent', () => {
    const chunks = chunksOf(`# A\n## Notes\n${prose(100)}\n# B\n## Notes\n${prose(100)}`);
    expect(chunks.map(({ anchor }) => anchor)).toEqual(['#A', '#B']);
    const separate = chunksOf(`# A\n${prose(100)}\n## Notes\n${prose(100)}\n# B\n${prose(100)}\n## Notes: [[x]]\n${prose(100)}\n## Notes\n${prose(100)}`);
    expect(separate.map(({ anchor }) => anchor)).toEqual(['#A', '#Notes', '#B', '#Notes x', '#B#Notes']);
  });
});

describe('blocks', () => {
  test('are never cut when they fit: fence, table, callout', () => {
    const fence = `\`\`\`js\n${'const a = 1;\n'.repeat(40)}\`\`\``;
    const table = `| a | b |\n|---|---|\n${'| one | two |\n'.repeat(30)}`.trim();
    const callout = `> [!note] Title\n${'> a line of the callout\n'.repeat(20)}`.trim();
    const chunks = chunksOf([prose(150), fence, prose(150), table, prose(150), callout].join('\n\n'), 200);
    for (const [kind, block] of [['code', fence], ['table', table], ['callout', callout]] as const) {
      const holding = chunks.filter((chunk) => chunk.kind === kind);
      expect(holding).toHaveLength(1);
      const [chunk] = holding;
      expect(parse([prose(150), fence, prose(150), table, prose(150), callout].join('\n\n')).text.slice(chunk?.start, chunk?.end)).toBe(block);
    }
  });

  test('a table that is too large is cut between rows, and each part is searched with the header row', () => {
    const rows = Array.from({ length: 200 }, (_, index) => `| name ${index} | value ${index} |`);
    const text = ['| Name | Value |', '|---|---|', ...rows].join('\n');
    const chunks = chunksOf(text, 100);
    expect(chunks.length).toBeGreaterThan(5);
    for (const [index, { start, end, searchText, kind }] of chunks.entries()) {
      expect(kind).toBe('table');
      expect(searchText).toMatch(/^\s*Name\s+Value/);
      const part = text.slice(start, end);
      expect(part.split('\n').every((row) => row.startsWith('|') && row.endsWith('|'))).toBe(true);
      if (index > 0) expect(part).not.toContain('Name | Value');
    }
  });

  test('a fence that is too large is cut between lines, and each part is searched with its language', () => {
    const text = `\`\`\`python\n${Array.from({ length: 200 }, (_, index) => `value_${index} = compute(${index})`).join('\n')}\n\`\`\``;
    const chunks = chunksOf(text, 100);
    expect(chunks.length).toBeGreaterThan(5);
    for (const { start, end, searchText } of chunks) {
      expect(searchText).toMatch(/^python\n/);
      expect(estimateTokens(searchText)).toBeLessThanOrEqual(110);
      expect(text[start - 1] ?? '\n').toBe('\n');
      expect(text[end] ?? '\n').toBe('\n');
    }
  });

  test('a row is kept whole, whatever its length', () => {
    const row = `| ${prose(900)} | x |`;
    const text = `| a | b |\n|---|---|\n| 1 | 2 |\n${row}\n| 3 | 4 |`;
    expect(chunksOf(text, 100).map(({ start, end }) => text.slice(start, end))).toContain(row);
  });

  test.each([
    ['English', prose(1000), /[.]$/],
    ['Chinese', '这是一个很长的句子，没有空格。'.repeat(60), /。$/],
    ['Japanese', '吾輩は猫である。名前はまだ無い。'.repeat(50), /。$/],
    ['Hindi', 'यह एक वाक्य है। '.repeat(100).trim(), /।$/],
    ['Arabic', 'هل هذه جملة؟ '.repeat(120).trim(), /؟$/],
    ['Thai', 'ภาษาไทยไม่มีการเว้นวรรคระหว่างคำ'.repeat(40), /./],
  ])('a long paragraph in %s is cut at sentences', (_, text, ending) => {
    const chunks = chunksOf(text, 100);
    expect(chunks.length).toBeGreaterThan(2);
    for (const { start, end, searchText } of chunks) {
      expect(estimateTokens(searchText)).toBeLessThanOrEqual(100);
      expect(text.slice(start, end)).toMatch(ending);
    }
  });

  test('text without a break is cut between whole characters', () => {
    const text = '👩‍👩‍👧𝄞e\u0301'.repeat(400);
    for (const { start } of chunksOf(text, 50).slice(1)) {
      expect(text.codePointAt(start)).not.toBe(0x200d);
      expect(text.charCodeAt(start) & 0xfc00).not.toBe(0xdc00);
      expect(text[start]).not.toBe('\u0301');
    }
  });

  test('a block id is the anchor of a chunk that begins with its block', () => {
    const text = `# A\n${prose(150)}\n\n${prose(150)} ^here\n\n- item ^there`;
    expect(chunksOf(text, 200).map(({ anchor }) => anchor)).toEqual(['#A', '#^here']);
  });
});

test('chunkNote() refuses a size that no sentence fits', () => {
  expect(() => chunksOf('text', 3)).toThrow(new RangeError('Cannot chunk "note.md" to 3 tokens: maxTokens must be at least 16'));
});

test('chunkNote() counts the lines of a note with every line end', () => {
  const chunks = chunksOf(`a\r\n# B\r${prose(100)}\n\n# C\r\n${prose(100)}`);
  expect(chunks.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([[1, 1], [2, 3], [5, 6]]);
});

describe('estimateTokens()', () => {
  test.each([
    // cl100k_base counts 9, 12, 7 and 13; an estimate within a half is enough to bound a chunk
    ['The quick brown fox jumps over the dog.', 9],
    ['El veloz murciélago hindú comía feliz cardillo', 14],
    ['我喜欢在家里读书', 8],
    ['Съешь ещё этих мягких булок', 13],
  ])('%j is about %d tokens', (text, expected) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(expected / 2);
    expect(estimateTokens(text)).toBeLessThanOrEqual(expected * 1.6);
  });

  test('of a whole is the sum of its parts, but for rounding', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)), fc.nat(), (text, cut) => {
        const at = cut % (text.length + 1);
        const parts = estimateTokens(text, 0, at) + estimateTokens(text, at);
        const rounding = parts - estimateTokens(text);
        expect(rounding === 0 || rounding === 1).toBe(true);
      }),
    );
  });
});
