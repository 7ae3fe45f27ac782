import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluateRetrieval } from './evaluate-retrieval.ts';

const folder = process.env['IZA_RETRIEVAL_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data/retrieval');
const skipReason = existsSync(folder) ? undefined : `skipped: no collections in ${folder}; set IZA_RETRIEVAL_DATA to measure retrieval quality`;
// oxlint-disable-next-line no-console -- a skipped measurement must be seen
if (skipReason) console.warn(skipReason);

/** nDCG at 10 that no change may fall below, a little under what is reached, with the field's usual engine for comparison (MiniSearch 7.2: .329, .114). */
test.skipIf(skipReason !== undefined).each([
  ['cranfield', 0.43],
  ['xquad-zh', 0.96],
  ['vault-help-en', 0.74],
])('retrieval on %s stays at or above nDCG@10 %d', async (name, floor) => {
  const { ndcgAt10 } = await evaluateRetrieval(
    { folder: join(folder, name), perQuery: false },
    {
      files: { read: async (path) => (existsSync(path) ? new Uint8Array(await readFile(path)) : undefined), list: async () => undefined },
      knowledge: { search: async () => [], status: () => { throw new Error('no vault is open here'); } },
      createEmbedder: async () => undefined,
      clock: { nowMs: () => 0, sleep: async () => {} },
    },
  );
  expect(ndcgAt10).toBeGreaterThanOrEqual(floor);
});
