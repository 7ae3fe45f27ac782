import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chunkNote, createLinkResolver, type ParsedNote, parseNote } from './index.ts';

const vaults = process.env.IZA_VAULTS ?? resolve(import.meta.dirname, '../../../../../shared/data/vaults');
const help = join(vaults, 'obsidian-help-en');
const missing = !existsSync(help);
const why = missing ? `, skipped: ${help} is not there, set IZA_VAULTS to the folder of the vaults` : '';

/** Files that no list of notes holds. */
const attachment = /\.(?:png|jpe?g|gif|svg|webp|pdf|mp4|mov|webm|ogg)$/i;

describe.skipIf(missing)(`the vault of Obsidian’s help${why}`, () => {
  const paths = missing ? [] : readdirSync(help, { recursive: true }).map((path) => String(path).replaceAll('\\', '/').normalize('NFC')).filter((path) => path.endsWith('.md'));
  const notes = new Map<string, ParsedNote>();
  for (const path of paths) {
    const note = parseNote({ path, bytes: new Uint8Array(readFileSync(join(help, path))) });
    if (!('reason' in note)) notes.set(path, note);
  }

  test('is read without a warning, and every chunk is what its lines hold', () => {
    for (const note of notes.values()) {
      expect(note.warnings, note.path).toEqual([]);
      const lines = note.text.split('\n');
      for (const { start, end, startLine, endLine } of chunkNote(note)) expect(lines.slice(startLine - 1, endLine).join('\n')).toContain(note.text.slice(start, end));
    }
  });

  test('resolves nearly all its wikilinks, and the places they point at', () => {
    const resolver = createLinkResolver(paths);
    const links = [...notes.values()].flatMap((note) => note.links.filter(({ syntax, target }) => syntax === 'wikilink' && !attachment.test(target)).map((link) => ({ link, to: resolver.resolve(link.target, note.path) })));
    expect(links.length).toBeGreaterThan(1000);
    expect(links.filter(({ to }) => to !== undefined).length / links.length).toBeGreaterThan(0.99);
    const placed = links.filter(({ link, to }) => link.subpath !== undefined && to !== undefined);
    const found = placed.filter(({ link, to }) => holdsPlace(notes.get(to ?? ''), link.subpath ?? ''));
    expect(found.length / placed.length).toBeGreaterThan(0.97);
  });
});

function holdsPlace(note: ParsedNote | undefined, subpath: string): boolean {
  const place = subpath.split('#').at(-1) ?? '';
  if (place.startsWith('^')) return note?.blocks.some(({ blockId }) => blockId === place.slice(1)) ?? false;
  const plain = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().toLowerCase();
  return note?.headings.some(({ text }) => plain(text) === plain(place)) ?? false;
}
