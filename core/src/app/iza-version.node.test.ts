import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { IZA_VERSION } from './iza-version.ts';

test('IZA_VERSION is the version of the package', () => {
  expect((JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version).toBe(IZA_VERSION);
});
