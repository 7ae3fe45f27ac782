import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseNotesFolders, indexFolderName } from './notes-folders.ts';

const workspaceFolders = [{ name: 'notes', path: '/home/ada/notes' }];

describe('chooseNotesFolders()', () => {
  test('takes the Markdown files and notebooks of every workspace folder when no vault is chosen', () => {
    const both = [...workspaceFolders, { name: 'notes', path: '/srv/notes' }];
    expect(chooseNotesFolders({ vault: '', appleNotes: '', workspaceFolders: both })).toEqual([
      { id: 'notes', kind: 'obsidian-vault', folder: '/home/ada/notes' },
      { id: 'notes 2', kind: 'obsidian-vault', folder: '/srv/notes' },
    ]);
  });

  test.each([
    ['/vaults/work', '/vaults/work'],
    ['~/Notes', join(homedir(), 'Notes')],
    ['~', homedir()],
    ['docs', '/home/ada/notes/docs'],
    ['  /vaults/work ', '/vaults/work'],
  ])('reads the vault setting %j as %j', (vault, folder) => {
    expect(chooseNotesFolders({ vault, appleNotes: '', workspaceFolders })).toEqual([{ id: 'vault', kind: 'obsidian-vault', folder }]);
  });

  test('adds exported Apple Notes beside the vault', () => {
    const sources = chooseNotesFolders({ vault: '/v', appleNotes: '/exported', workspaceFolders });
    expect(sources.map(({ kind }) => kind)).toEqual(['obsidian-vault', 'apple-notes']);
  });

  test('is empty when there is neither vault nor workspace', () => {
    expect(chooseNotesFolders({ vault: '', appleNotes: '', workspaceFolders: [] })).toEqual([]);
  });
});

test('indexFolderName() differs for other folders and is the same for the same', () => {
  const one = chooseNotesFolders({ vault: '/a', appleNotes: '', workspaceFolders });
  const other = chooseNotesFolders({ vault: '/b', appleNotes: '', workspaceFolders });
  expect(indexFolderName(one)).toBe(indexFolderName([...one]));
  expect(indexFolderName(one)).not.toBe(indexFolderName(other));
  expect(indexFolderName(one)).toMatch(/^index-[0-9a-f]{16}$/);
});
