import { createLinkResolver } from '../notes/index.ts';
import type { OutgoingLink } from './index-record.ts';
import type { Turns } from './turns.ts';

/** The links between the notes of one source, by path. A link from a note to itself is left out. */
export interface LinkGraph {
  /** Paths a note links to, with the text of each link. */
  outgoing(path: string): ReadonlyMap<string, readonly string[]>;
  incoming(path: string): ReadonlySet<string>;
  /** What other notes call this one, one text a link, in the order of their paths. */
  linkTexts(path: string): string[];
}

export interface GraphedNote {
  readonly path: string;
  readLinks(): readonly OutgoingLink[];
}

export interface ChangingLinkGraph extends LinkGraph {
  /**
   * Follows changes of the notes: those that are new or have new words, and paths that are gone. Links of other notes to a name
   * that appeared or vanished are resolved again. Returns the paths whose link texts may have changed.
   */
  update(changes: { saved: readonly GraphedNote[]; removedPaths: readonly string[] }, options: { turns: Turns }): Promise<Set<string>>;
}

const noLinks: ReadonlyMap<string, readonly string[]> = new Map();
const noPaths: ReadonlySet<string> = new Set();

export function createLinkGraph(): ChangingLinkGraph {
  const notes = new Map<string, GraphedNote>();
  const targetsOf = new Map<string, Map<string, string[]>>();
  const sourcesOf = new Map<string, Set<string>>();
  /** Notes that link to a name, whatever it resolves to today. */
  const linkingByName = new Map<string, Set<string>>();
  const namesOf = new Map<string, Set<string>>();
  const resolver = createLinkResolver();

  function unlink(path: string, touched: Set<string>): void {
    for (const target of targetsOf.get(path)?.keys() ?? []) {
      touched.add(target);
      sourcesOf.get(target)?.delete(path);
    }
    targetsOf.delete(path);
    for (const name of namesOf.get(path) ?? []) linkingByName.get(name)?.delete(path);
    namesOf.delete(path);
  }

  function link(note: GraphedNote, touched: Set<string>): void {
    const links = note.readLinks();
    if (links.length === 0) return;
    const targets = new Map<string, string[]>();
    const names = new Set<string>();
    for (const { target, display } of links) {
      names.add(linkName(target));
      const path = resolver.resolve(target, note.path);
      if (path === undefined || path === note.path) continue;
      const texts = targets.get(path);
      if (texts) texts.push(display);
      else targets.set(path, [display]);
    }
    targetsOf.set(note.path, targets);
    for (const target of targets.keys()) {
      touched.add(target);
      addTo(sourcesOf, target, note.path);
    }
    namesOf.set(note.path, names);
    for (const name of names) addTo(linkingByName, name, note.path);
  }

  return {
    outgoing: (path) => targetsOf.get(path) ?? noLinks,
    incoming: (path) => sourcesOf.get(path) ?? noPaths,
    linkTexts(path) {
      const texts: string[] = [];
      for (const from of [...(sourcesOf.get(path) ?? noPaths)].sort()) texts.push(...(targetsOf.get(from)?.get(path) ?? []));
      return texts;
    },
    async update({ saved, removedPaths }, { turns }) {
      const touched = new Set<string>();
      const again = new Map<string, GraphedNote>();
      const appeared = saved.filter(({ path }) => !notes.has(path)).map(({ path }) => path);
      for (const path of removedPaths) {
        unlink(path, touched);
        notes.delete(path);
        resolver.remove(path);
      }
      for (const path of appeared) resolver.add(path);
      for (const note of saved) {
        notes.set(note.path, note);
        again.set(note.path, note);
        touched.add(note.path);
      }
      for (const path of [...appeared, ...removedPaths]) {
        for (const linking of linkingByName.get(linkName(path)) ?? noPaths) {
          const note = notes.get(linking);
          if (note) again.set(linking, note);
        }
      }
      for (const note of again.values()) {
        unlink(note.path, touched);
        link(note, touched);
        if (turns.due()) await turns.next();
      }
      return touched;
    },
  };
}

/** What a link and the path it may mean have in common: the last name, in any case, with or without `.md`. */
function linkName(target: string): string {
  const name = target.slice(target.lastIndexOf('/') + 1).trim().normalize('NFC').toLowerCase();
  return name.endsWith('.md') ? name.slice(0, -3) : name;
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const present = sets.get(key);
  if (present) present.add(value);
  else sets.set(key, new Set([value]));
}
