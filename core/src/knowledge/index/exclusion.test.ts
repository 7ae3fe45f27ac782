import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createExclusion } from './exclusion.ts';
import { compileGlob } from './glob.ts';
import { hasProperty, hasTag, isInFolder } from './note-matching.ts';
import { compileFilter } from './search-filter.ts';

describe('compileGlob()', () => {
  test.each([
    ['*.md', 'a.md', true],
    ['*.md', 'deep/down/a.md', true],
    ['*.md', 'a.txt', false],
    ['Templates', 'Templates/daily.md', true],
    ['Templates', 'Work/Templates/daily.md', true],
    ['Templates', 'MyTemplates/daily.md', false],
    ['Archive/**/*.md', 'Archive/a.md', true],
    ['Archive/**/*.md', 'Archive/2020/01/a.md', true],
    ['Archive/*.md', 'Archive/2020/a.md', false],
    ['**/draft-*.md', 'draft-1.md', true],
    ['Archive/', 'Archive/2020/a.md', true],
    ['/Archive/**', 'Archive/a.md', true],
    ['note-?.md', 'note-1.md', true],
    ['note-?.md', 'note-10.md', false],
    ['note-[0-9].md', 'note-5.md', true],
    ['note-[!0-9].md', 'note-5.md', false],
    ['{a,b}/*.md', 'b/x.md', true],
    ['{a,b}/*.md', 'c/x.md', false],
    ['a.md', 'axmd', false],
    ['50% (of) $it+.md', '50% (of) $it+.md', true],
    ['\\*.md', '*.md', true],
    ['\\*.md', 'a.md', false],
    ['Größe/*.md'.normalize('NFD'), 'Größe/a.md'.normalize('NFC'), true],
    ['📁/*.md', '📁/a.md', true],
  ])('%s on %s is %s', (pattern, path, expected) => {
    expect(compileGlob(pattern)(path)).toBe(expected);
  });

  test('takes any text for a pattern', () => {
    const syntax = fc.array(fc.constantFrom(...'*?[]{},!^-/\\.ab$(|)é📁'), { maxLength: 14 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(fc.oneof(syntax, fc.string({ unit: 'grapheme' })), fc.string({ unit: 'grapheme', maxLength: 20 }), (pattern, path) => {
        expect(typeof compileGlob(pattern)(path)).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  test('a path is a pattern for itself once it is escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !name.includes('/') && name !== '.'), { minLength: 1, maxLength: 3 }), (names) => {
        const path = names.join('/').normalize('NFC');
        expect(compileGlob(path.replace(/[*?[\]{},\\!]/g, '\\$&'))(path)).toBe(true);
      }),
    );
  });
});

describe('matching', () => {
  test.each([
    ['Work/a.md', 'Work', true],
    ['Work/a.md', '/Work/', true],
    ['Work/sub/a.md', 'Work', true],
    ['Workshop/a.md', 'Work', false],
    ['a.md', '', true],
  ])('isInFolder(%j, %j) is %s', (path, folder, expected) => {
    expect(isInFolder(path, folder)).toBe(expected);
  });

  test.each([
    ['project', true],
    ['#Project', true],
    ['project/iza', true],
    ['project/', true],
    ['proj', false],
    ['project/iza/core', false],
  ])('hasTag() of project/IZA with %s is %s', (wanted, expected) => {
    expect(hasTag(['project/IZA'], wanted)).toBe(expected);
  });

  test.each([
    ['status', 'Draft', true],
    ['STATUS', 'draft', true],
    ['year', '2024', true],
    ['year', 2024, true],
    ['done', 'true', true],
    ['authors', 'Ada', true],
    ['authors', 'Bob', false],
    ['authors', ['Ada', 'Carl'], true],
    ['absent', '', false],
    ['empty', '', true],
    ['toString', '', false],
  ])('hasProperty() of %s with %j is %s', (name, value, expected) => {
    expect(hasProperty({ status: 'draft', year: 2024, done: true, authors: ['Ada', 'Carl'], empty: null }, name, value)).toBe(expected);
  });
});

describe('createExclusion()', () => {
  test('says which setting keeps a note out, and whether it still would', () => {
    const exclusion = createExclusion({ folders: ['', 'Old'], tags: ['private'], properties: ['secret', 'kind=log'], globs: [] });
    const note = { path: 'a.md', tags: ['private/x'], properties: {} };
    expect(exclusion.reasonForPath('a.md')).toBeUndefined();
    expect(exclusion.reasonForNote(note)).toBe('Excluded by the settings: tag private');
    expect(exclusion.reasonForNote({ ...note, tags: [], properties: { secret: null } })).toBe('Excluded by the settings: property secret');
    expect(exclusion.stillGives('Excluded by the settings: tag private')).toBe(true);
    expect(exclusion.stillGives('Excluded by the settings: tag other')).toBe(false);
  });
});

describe('compileFilter()', () => {
  const note = { path: 'Work/a.md', tags: ['x/y', 'z'], properties: { status: 'open' }, modifiedMs: 1000 };

  test.each([
    [{}, undefined],
    [{ folders: [], tags: [], properties: {} }, undefined],
    [{ folders: ['Home', 'Work'] }, true],
    [{ folders: ['Home'] }, false],
    [{ tags: ['x', 'z'] }, true],
    [{ tags: ['x', 'q'] }, false],
    [{ properties: { status: 'open' } }, true],
    [{ modifiedAfterMs: 1000 }, true],
    [{ modifiedBeforeMs: 1000 }, false],
    [{ modifiedAfterMs: 500, modifiedBeforeMs: 1001, tags: ['z'], folders: ['Work'] }, true],
  ])('%j lets the note pass: %s', (filter, expected) => {
    expect(compileFilter(filter)?.(note)).toBe(expected);
  });
});
