import type { KnowledgeBase, Passage } from '../index/index.ts';
import { lineNumberAt } from './line-number.ts';

/** A knowledge base over plain notes for the tests of this folder: one passage a section, ranked by shared words. */
export interface FakeKnowledge extends Pick<KnowledgeBase, 'search' | 'read'> {
  /** Path to text. Change it, and `read` gives the new text while passages already returned keep the old one. */
  readonly notes: Map<string, string>;
  readonly readPaths: string[];
}

export function createFakeKnowledge(texts: Readonly<Record<string, string>>): FakeKnowledge {
  const notes = new Map(Object.entries(texts));
  const readPaths: string[] = [];
  return {
    notes,
    readPaths,
    async search(query, { limit = 10 } = {}) {
      const asked = wordsOf(query);
      const passages = [...notes].flatMap(([path, text]) => sectionsOf(path, text));
      return passages
        .map((passage) => ({ ...passage, score: [...wordsOf(`${passage.title} ${passage.text}`)].filter((word) => asked.has(word)).length }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
    async read(path) {
      readPaths.push(path);
      const text = notes.get(path);
      return text === undefined ? undefined : { sourceId: 'vault', path, title: titleOf(path), text, tags: [], aliases: [], properties: {}, backlinks: [], warnings: [] };
    },
  };
}

/** The passage that a search would return for `text[start, end)`. */
function passageOf(path: string, text: string, range: { start: number; end: number } = { start: 0, end: text.length }): Passage {
  return {
    sourceId: 'vault',
    path,
    title: titleOf(path),
    headingPath: [],
    anchor: undefined,
    startLine: lineNumberAt(text, range.start),
    endLine: lineNumberAt(text, Math.max(range.start, range.end - 1)),
    ...range,
    text: text.slice(range.start, range.end),
    score: 1,
    signals: undefined,
  };
}

function sectionsOf(path: string, text: string): Passage[] {
  const starts = [0, ...[...text.matchAll(/^#{1,6} /gm)].map(({ index }) => index).filter((index) => index > 0)];
  return starts.map((start, at) => {
    const end = starts[at + 1] ?? text.length;
    const heading = /^#{1,6} (.*)/.exec(text.slice(start, end))?.[1]?.trim();
    return { ...passageOf(path, text, { start, end }), ...(heading !== undefined && { headingPath: [heading], anchor: `#${heading}` }) };
  });
}

function titleOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}\p{M}]{2,}/gu) ?? []);
}
