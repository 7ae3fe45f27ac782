import type { AnalysedQuery } from './analyse-query.ts';
import type { Collection } from './collection.ts';
import { noteFieldCount } from './note-record.ts';
import type { Feature } from './pool-features.ts';
import type { Signal } from './retrieval-types.ts';

/** Which of the query's words stand in which field of a passage. */
interface FieldMatches {
  readonly title: string[];
  readonly tag: string[];
  readonly heading: string[];
  readonly linkText: string[];
  readonly body: string[];
  readonly any: Set<string>;
}

/**
 * Says why a passage was found, strongest reason first. The values add up to its score.
 * @param parts what each feature added
 */
export function explainPassage(chunk: number, query: AnalysedQuery, collection: Collection, parts: Readonly<Record<Feature, number>>): Signal[] {
  const matches = matchFields(chunk, query, collection);
  const signals: Signal[] = [];
  const tell = (name: Signal['name'], value: number, detail: string): void => {
    if (Math.abs(value) > 1e-6) signals.push({ name, value, detail });
  };
  // BM25F is one number over all fields: it is shared out by how many of the matched words each field holds
  const lists = [matches.body, matches.heading, matches.tag, matches.linkText];
  const total = Math.max(1, lists.reduce((sum, list) => sum + list.length, 0));
  const words = parts.note + parts.passage + parts.exact;
  const share = (list: readonly string[]): number => (words * list.length) / total;
  const noneListed = lists.every((list) => list.length === 0);
  tell('words', noneListed ? 0 : share(matches.body), `matched ${quoted(matches.body)}`);
  tell('heading', share(matches.heading), `its heading says ${quoted(matches.heading)}`);
  tell('tag', share(matches.tag), `tagged with ${quoted(matches.tag)}`);
  tell('link-text', share(matches.linkText) + parts.links, matches.linkText.length > 0 ? `other notes link to it as ${quoted(matches.linkText)}` : 'other notes link to it');
  tell('title', parts.title + parts.name + (noneListed ? words : 0), matches.title.length > 0 ? `its title, alias or another name says ${quoted(matches.title)}` : 'near its title');
  tell('proximity', parts.window + parts.bigram, 'the words stand close together, as in the query');
  tell('coverage', parts.coverage, `holds ${matches.any.size} of ${query.terms.length} query words`);
  tell('fragments', parts.fragments, 'words that are spelt alike or built from the same parts');
  tell('meaning', parts.meaning, 'words that keep the same company in these notes');
  tell('neighbours', parts.neighbours, 'other passages like it match well too');
  tell('embedding', parts.embedding, 'near the query in the configured embedding model');
  return signals.sort((a, b) => b.value - a.value);
}

function matchFields(chunk: number, query: AnalysedQuery, collection: Collection): FieldMatches {
  const textOfStem = new Map(query.terms.flatMap(({ text, stems }) => stems.map((stem) => [stem, text] as const)));
  const stemOfWord = collection.vocabulary.stemOfWord.values;
  const any = new Set<string>();
  const found = (start: number, end: number): string[] => {
    const texts = new Set<string>();
    for (let index = start; index < end; index++) {
      const text = textOfStem.get(stemOfWord[collection.words.values[index]]);
      if (text !== undefined) texts.add(text);
    }
    for (const text of texts) any.add(text);
    return [...texts];
  };
  const note = collection.chunkNote.values[chunk];
  const at = note * (noteFieldCount + 1);
  const starts = collection.noteFieldStarts.values;
  const linkTexts = new Set((collection.linkTexts[note] ?? []).flatMap(({ stems }) => stems.map((stem) => textOfStem.get(stem))).filter((text) => text !== undefined));
  return {
    title: found(starts[at], starts[at + 2]),
    tag: found(starts[at + 2], starts[at + 3]),
    heading: found(collection.chunkHeadingStart.values[chunk], collection.chunkBodyStart.values[chunk]),
    body: found(collection.chunkBodyStart.values[chunk], collection.chunkEnd.values[chunk]),
    linkText: [...linkTexts],
    any,
  };
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
