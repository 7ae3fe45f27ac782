import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@iza/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseVaults } from './choose-vaults.ts';
import { indexFolderOf } from './index-folder.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'iza-vaults-')));
  for (const folder of ['vault/.obsidian', 'vault/deep/below', 'other/vault', 'books', 'apple', 'empty']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'books', 'a.ipynb'), '{}');
  writeFileSync(join(root, 'apple', 'a.html'), '<p>');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const choose = (flags: string[], options: { vault?: string; currentFolder?: string; fallback?: string } = {}) => {
  const { vault = '', currentFolder = root, fallback } = options;
  const config = loadConfig({ platform: 'linux', homeFolder: root, currentFolder, environment: { IZA_VAULT: vault } });
  return chooseVaults({ flags, config, currentFolder, homeFolder: root, ...(fallback !== undefined && { fallback }) });
};

describe('chooseVaults()', () => {
  test('takes the flags before the config before the nearest vault before the fallback', () => {
    const inside = join(root, 'vault', 'deep', 'below');
    expect(choose(['empty'], { vault: 'books' }).map(({ folder }) => folder)).toEqual([join(root, 'empty')]);
    expect(choose([], { vault: '~/books', currentFolder: inside }).map(({ folder }) => folder)).toEqual([join(root, 'books')]);
    expect(choose([], { currentFolder: inside, fallback: join(root, 'empty') }).map(({ folder }) => folder)).toEqual([join(root, 'vault')]);
    expect(choose([], { fallback: join(root, 'empty') }).map(({ folder }) => folder)).toEqual([join(root, 'empty')]);
  });

  test('knows the kind by the content, or as named', () => {
    expect(choose(['vault', 'books', 'apple', 'empty', 'jupyter:other']).map(({ id, kind }) => [id, kind])).toEqual([
      ['vault', 'obsidian-vault'],
      ['books', 'jupyter'],
      ['apple', 'apple-notes'],
      ['empty', 'obsidian-vault'],
      ['other', 'jupyter'],
    ]);
  });

  test('gives folders of one name different ids and takes a folder once', () => {
    expect(choose(['vault', 'other/vault', './vault']).map(({ id }) => id)).toEqual(['vault', 'vault-2']);
  });

  test('says what to do when there is none, or it is not there, or it is a file', () => {
    expect(() => choose([])).toThrow(expect.objectContaining({ code: 'bad-input', message: expect.stringContaining('--vault DIR') }));
    expect(() => choose(['nowhere'])).toThrow(expect.objectContaining({ code: 'source-missing', message: expect.stringContaining('no such folder') }));
    expect(() => choose(['books/a.ipynb'])).toThrow(expect.objectContaining({ code: 'source-missing', message: expect.stringContaining('is a file') }));
  });
});

describe('indexFolderOf()', () => {
  test('is outside the notes unless told', () => {
    const [vault] = choose(['vault']);
    const machine = { platform: 'linux', homeFolder: '/home/ada', environment: {} } as const;
    expect(indexFolderOf([vault], undefined, machine)).toMatch(/^\/home\/ada\/\.local\/state\/iza\/index\/[0-9a-f]{16}$/);
    expect(indexFolderOf([vault], 'inside', machine)).toBe(join(root, 'vault', '.iza', 'index'));
    expect(indexFolderOf([vault], '/mine', machine)).toBe('/mine');
  });
});
