import { compileGlob } from './glob.ts';
import { hasProperty, hasTag, isInFolder, type MatchedNote, propertyValues } from './note-matching.ts';

/** What a person keeps out of the index; the settings' `exclude`. */
export interface ExclusionSettings {
  readonly folders: readonly string[];
  readonly tags: readonly string[];
  /** `name` or `name=value`. */
  readonly properties: readonly string[];
  readonly globs: readonly string[];
}

export interface Exclusion {
  /** Why a path is kept out, before its note is read; `undefined` when it is not. */
  reasonForPath(path: string): string | undefined;
  /** Why a note is kept out, by its path or by what is in it. */
  reasonForNote(note: MatchedNote): string | undefined;
  /** Whether tags or properties matter; if not, the path says it all. */
  readonly looksInside: boolean;
  /** Whether these settings can still give a reason that was written down earlier, for a note that has not changed since. */
  stillGives(reason: string): boolean;
}

export function createExclusion(settings: ExclusionSettings): Exclusion {
  const globs = settings.globs.map((pattern) => ({ pattern, matches: compileGlob(pattern) }));
  const properties = settings.properties.map((written) => {
    const split = written.indexOf('=');
    return split < 0 ? { written, name: written.trim(), value: undefined } : { written, name: written.slice(0, split).trim(), value: written.slice(split + 1).trim() };
  });

  const byTag = (tag: string): string => `Excluded by the settings: tag ${tag}`;
  const byProperty = (written: string): string => `Excluded by the settings: property ${written}`;
  const reasonsInNotes = new Set([...settings.tags.map(byTag), ...settings.properties.map(byProperty)]);

  function reasonForPath(path: string): string | undefined {
    const folder = settings.folders.find((candidate) => candidate.replace(/\/+$/, '') !== '' && isInFolder(path, candidate));
    if (folder !== undefined) return `Excluded by the settings: folder ${folder}`;
    const glob = globs.find(({ matches }) => matches(path));
    return glob && `Excluded by the settings: pattern ${glob.pattern}`;
  }

  return {
    reasonForPath,
    looksInside: settings.tags.length + settings.properties.length > 0,
    reasonForNote(note) {
      const byPath = reasonForPath(note.path);
      if (byPath !== undefined) return byPath;
      const tag = settings.tags.find((candidate) => hasTag(note.tags, candidate));
      if (tag !== undefined) return byTag(tag);
      const property = properties.find(({ name, value }) => (value === undefined ? propertyValues(note.properties, name) !== undefined : hasProperty(note.properties, name, value)));
      return property && byProperty(property.written);
    },
    stillGives: (reason) => reasonsInNotes.has(reason),
  };
}
