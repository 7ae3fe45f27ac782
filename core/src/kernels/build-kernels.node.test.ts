import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compileKernelModule, generatedFileOf, listKernels } from './build-kernels.test-support.ts';

test.each(await listKernels())('the committed kernel %s is what its source compiles to', async (kernel) => {
  expect(await readFile(generatedFileOf(kernel), 'utf8')).toBe(await compileKernelModule(kernel));
});
