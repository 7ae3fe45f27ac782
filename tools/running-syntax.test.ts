import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listSources } from './read-imports.ts';
import { root } from './run-step.ts';

/** Node runs these as they are, with the types taken out; the tests' own transformer knows more of the language than Node 22 does. */
const FOLDERS = ['core/src', 'core/node/src', 'bridge/src', 'ui/src', 'bench/src', 'tools'];
const DECLARES_WITH_USING = /^\s*(?:await )?using \w+ =/m;

describe('sources that Node runs as they are', () => {
  const files = FOLDERS.flatMap((folder) => listSources(root, folder)).filter((file) => !/\.(?:test|test-support)\.ts$/.test(file));

  test('are seen', () => {
    expect(files.length).toBeGreaterThan(300);
  });

  test('hold no "using", which Node 22 cannot parse', () => {
    expect(files.filter((file) => DECLARES_WITH_USING.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
    expect(DECLARES_WITH_USING.test('  await using file = await open();')).toBe(true);
  });
});
