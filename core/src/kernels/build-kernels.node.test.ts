import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compileKernelModule, generatedFile } from './build-kernels.test-support.ts';

test('the committed kernel is what its source compiles to', async () => {
  expect(await readFile(generatedFile, 'utf8')).toBe(await compileKernelModule());
});
