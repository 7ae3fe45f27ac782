import { type IndexedNote, readLinks } from './index-record.ts';
import { type ChangingLinkGraph, createLinkGraph, type GraphedNote, type LinkGraph } from './link-graph.ts';
import type { Turns } from './turns.ts';

/** One link graph a source: links do not leave their vault. */
export interface LinkGraphs {
  of(sourceId: string): LinkGraph;
  /** Brings the graphs up to these notes by what changed since the last call. */
  refresh(notes: Iterable<IndexedNote>, options: { turns: Turns }): Promise<void>;
  /** The files that others may call differently since this was last asked. */
  takeTouched(): { sourceId: string; path: string }[];
}

interface SourceGraph {
  readonly graph: ChangingLinkGraph;
  noteIdByPath: Map<string, number>;
  touched: Set<string>;
}

export function createLinkGraphs(): LinkGraphs {
  const graphs = new Map<string, SourceGraph>();
  let refreshing: Promise<unknown> = Promise.resolve();

  function of(sourceId: string): SourceGraph {
    let entry = graphs.get(sourceId);
    if (!entry) graphs.set(sourceId, (entry = { graph: createLinkGraph(), noteIdByPath: new Map(), touched: new Set() }));
    return entry;
  }

  async function refresh(notes: Iterable<IndexedNote>, { turns }: { turns: Turns }): Promise<void> {
    const savedBySource = new Map<string, GraphedNote[]>();
    const presentBySource = new Map<string, Map<string, number>>();
    for (const note of notes) {
      let present = presentBySource.get(note.sourceId);
      if (!present) presentBySource.set(note.sourceId, (present = new Map()));
      present.set(note.path, note.id);
      if (of(note.sourceId).noteIdByPath.get(note.path) === note.id) continue;
      const saved = savedBySource.get(note.sourceId) ?? [];
      saved.push({ path: note.path, readLinks: () => readLinks(note) });
      savedBySource.set(note.sourceId, saved);
    }
    for (const [sourceId, entry] of graphs) {
      const present = presentBySource.get(sourceId) ?? new Map<string, number>();
      const saved = savedBySource.get(sourceId) ?? [];
      const removedPaths = [...entry.noteIdByPath.keys()].filter((path) => !present.has(path));
      entry.noteIdByPath = present;
      if (saved.length + removedPaths.length === 0) continue;
      for (const path of await entry.graph.update({ saved, removedPaths }, { turns })) entry.touched.add(path);
    }
  }

  return {
    of: (sourceId) => of(sourceId).graph,
    takeTouched() {
      const files = [...graphs].flatMap(([sourceId, { touched }]) => [...touched].map((path) => ({ sourceId, path })));
      for (const entry of graphs.values()) entry.touched = new Set();
      return files;
    },
    refresh(notes, options) {
      // One after the other: a search for related notes may come while a pass links them.
      const result = refreshing.then(() => refresh(notes, options));
      refreshing = result.catch(() => undefined);
      return result;
    },
  };
}
