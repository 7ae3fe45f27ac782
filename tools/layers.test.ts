import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { judgeImport } from './judge-import.ts';
import { ROOMS } from './layers.ts';
import { importsOf, importsUnder } from './read-imports.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE_FOLDERS = ['core/src', 'core/node/src', 'ui/src', 'bridge/src', 'obsidian-plugin/src', 'vscode-extension/src', 'bench/src'];

describe('the layer table', () => {
  const imports = SOURCE_FOLDERS.flatMap((folder) => importsUnder(root, folder));

  test('sees the source tree', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(new Set(imports.map(({ file }) => file.split('/')[0]))).toEqual(new Set(['core', 'ui', 'bridge', 'obsidian-plugin', 'vscode-extension', 'bench']));
  });

  test('allows every import of the tree', () => {
    expect(imports.map((statement) => judgeImport(statement)).filter((problem) => problem !== undefined)).toEqual([]);
  });

  test('names only rooms that exist', () => {
    expect(ROOMS.map(({ folder }) => folder).filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
  });

  test('has no cycle between rooms', () => {
    const cleared = new Set<string>();
    const visit = (folder: string, trail: readonly string[]): void => {
      if (cleared.has(folder)) return;
      expect(trail, `${[...trail, folder].join(' → ')} is a cycle`).not.toContain(folder);
      for (const next of ROOMS.find((room) => room.folder === folder)?.mayImport ?? []) visit(next, [...trail, folder]);
      cleared.add(folder);
    };
    for (const { folder } of ROOMS) visit(folder, []);
  });
});

describe('judgeImport() refuses', () => {
  test.each([
    ['a lower layer importing a higher one', 'core/src/foundation/errors.ts', '../app/index.ts', /foundation may not import core\/src\/app/],
    ['siblings that see each other', 'core/src/models/ollama.ts', '../knowledge/index.ts', /models may not import/],
    ['a room entered past its index', 'core/src/knowledge/retrieval/a.ts', '../notes/parse-note.ts', /past its index\.ts/],
    ['Node inside the core', 'core/src/knowledge/notes/a.ts', 'node:fs', /package "node:fs"/],
    ['a host importing another host', 'bridge/src/main.ts', '../../vscode-extension/src/extension.ts', /may not import vscode-extension/],
    ['ui importing the core', 'ui/src/ask.ts', '@iza/core/app', /ui\/src may not import/],
    ['an unlisted package', 'core/src/models/a.ts', 'left-pad', /package "left-pad"/],
    ['an import without extension', 'core/src/app/a.ts', './settings', /without its extension/],
    ['a file outside every room', 'elsewhere/a.ts', './b.ts', /no room/],
    ['a workspace export that is none', 'bridge/src/a.ts', '@iza/core/knowledge/notes', /no package of the workspace/],
  ])('%s', (_name, file, specifier, expected) => {
    const [statement] = importsOf(file, `import { x } from '${specifier}';`);
    expect(judgeImport(statement)).toMatch(expected);
  });

  test('a barrel that re-exports everything', () => {
    const [statement] = importsOf('core/src/app/index.ts', `export * from './settings.ts';`);
    expect(judgeImport(statement)).toMatch(/re-exports everything/);
  });

  test('a dynamic import like a static one', () => {
    const [statement] = importsOf('core/src/knowledge/notes/a.ts', `const fs = await import('node:fs');`);
    expect(judgeImport(statement)).toMatch(/node:fs/);
  });
});
