import type { IndexedNote } from './index-record.ts';
import type { IndexState } from './index-state.ts';
import type { RelatedNote } from './knowledge-base.ts';
import type { LinkGraph } from './link-graph.ts';

/** What each kind of nearness adds at most; similar words count as much as a direct link. */
const weights = { similarWords: 1, linkOut: 0.5, linkIn: 0.5, sharedLinks: 0.4, sharedTags: 0.3 };
/** A note that links to this many others is a list: being on it together says little. */
const listLinkCount = 60;

/** The notes nearest to one note, by links both ways, by links and tags they share, and by their words; each with its reasons. */
export function findRelated(note: IndexedNote, options: { state: IndexState; graph: LinkGraph; limit: number }): RelatedNote[] {
  const { state, graph, limit } = options;
  const found = new Map<number, { score: number; reasons: string[] }>();

  function add(noteId: number | undefined, score: number, reason: string): void {
    if (noteId === undefined || noteId === note.id || score <= 0) return;
    const entry = found.get(noteId) ?? { score: 0, reasons: [] };
    entry.score += score;
    entry.reasons.push(reason);
    found.set(noteId, entry);
  }
  const idOf = (path: string): number | undefined => state.noteOfFile(note.sourceId, path)?.id;

  for (const path of graph.outgoing(note.path).keys()) add(idOf(path), weights.linkOut, 'linked from here');
  for (const path of graph.incoming(note.path)) add(idOf(path), weights.linkIn, 'links here');

  for (const [path, { count, strength }] of sharedLinks(note.path, graph)) {
    add(idOf(path), weights.sharedLinks * (strength / (strength + 1)), count === 1 ? 'shares 1 link' : `shares ${count} links`);
  }
  for (const [noteId, { tags, strength }] of sharedTags(note, state)) {
    add(noteId, weights.sharedTags * (strength / (strength + 1)), `tagged ${tags.map((tag) => `#${tag}`).join(', ')} too`);
  }
  for (const { noteId, similarity, sharedWords } of state.retrieval.similarNotes(note.id, { topK: Math.max(30, limit * 3) })) {
    add(noteId, weights.similarWords * similarity, sharedWords.length > 0 ? `similar words: ${sharedWords.slice(0, 5).join(', ')}` : 'similar words');
  }

  return [...found]
    .map(([noteId, { score, reasons }]) => ({ other: state.notes.get(noteId)!, score, reasons }))
    .filter(({ other }) => other !== undefined)
    .sort((left, right) => right.score - left.score || (left.other.path < right.other.path ? -1 : 1))
    .slice(0, limit)
    .map(({ other: { sourceId, path, title }, score, reasons }) => ({ sourceId, path, title, score, reasons }));
}

/** Notes that link to what this one links to, and notes that are linked together with this one; long lists count less. */
function sharedLinks(path: string, graph: LinkGraph): Map<string, { count: number; strength: number }> {
  const shared = new Map<string, { count: number; strength: number }>();
  const count = (other: string, strength: number): void => {
    const entry = shared.get(other) ?? { count: 0, strength: 0 };
    entry.count += 1;
    entry.strength += strength;
    shared.set(other, entry);
  };
  for (const target of graph.outgoing(path).keys()) {
    const linking = graph.incoming(target);
    if (linking.size > listLinkCount) continue;
    for (const other of linking) if (other !== path) count(other, 1 / Math.log2(1 + linking.size));
  }
  for (const from of graph.incoming(path)) {
    const together = graph.outgoing(from);
    if (together.size > listLinkCount) continue;
    for (const other of together.keys()) if (other !== path) count(other, 1 / Math.log2(1 + together.size));
  }
  return shared;
}

/** Notes with the same tags; a tag that many notes carry says little. */
function sharedTags(note: IndexedNote, state: IndexState): Map<number, { tags: string[]; strength: number }> {
  const own = new Set(state.matchingOf(note).tags.map((tag) => tag.toLowerCase()));
  const shared = new Map<number, { tags: string[]; strength: number }>();
  if (own.size === 0) return shared;
  const carriers = new Map<string, number[]>();
  for (const other of state.notes.values()) {
    if (other.id === note.id) continue;
    for (const tag of new Set(state.matchingOf(other).tags.map((written) => written.toLowerCase()))) {
      if (!own.has(tag)) continue;
      const notes = carriers.get(tag);
      if (notes) notes.push(other.id);
      else carriers.set(tag, [other.id]);
    }
  }
  for (const [tag, noteIds] of carriers) {
    const rarity = Math.log(1 + state.notes.size / (1 + noteIds.length)) / Math.log(1 + state.notes.size);
    if (noteIds.length > 20 && rarity < 0.3) continue;
    for (const noteId of noteIds) {
      const entry = shared.get(noteId) ?? { tags: [], strength: 0 };
      entry.tags.push(tag);
      entry.strength += rarity;
      shared.set(noteId, entry);
    }
  }
  return shared;
}
