import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileSystemBlobStore } from '@iza/node';
import { openEmbeddedVectorStore, type EmbeddedVectorStore } from '../../core/src/knowledge/vectors/index.ts';
import { checkAnswer, compareSides, median, type Bench, type BenchRow } from './harness.ts';
import { makeVectors, scanFloats, type VectorKind, type VectorSet } from './vectors-data.ts';
import { openC, openLanceDb, openSqliteVec, openTypedArrays, openVectra, type Rival } from './vectors-rivals.ts';

const TOP_K = 10;
const DIMENSION_COUNT = 384;
const KINDS: readonly VectorKind[] = ['clustered', 'outliers', 'isotropic'];

/** Times are per query; every side searched the same vectors for the same queries, and its recall is in the note. */
export const bench: Bench = {
  name: 'vectors',
  target: '100,000 × 384, top 10: recall ≥ .999; ≥ 20× vectra, LanceDB flat, sqlite-vec; within 2× of C with AVX2; resident ≤ 60 MB, disk ≤ 120 MB, open ≤ 300 ms, insert ≤ 1 ms',
  async run({ small }) {
    const count = small ? 4000 : 100_000;
    const folder = await mkdtemp(join(tmpdir(), 'iza-bench-vectors-'));
    try {
      for (const kind of KINDS) await checkRecall(kind, join(folder, kind), { count, queryCount: small ? 20 : 100 });
      return [...(await compareSearch(join(folder, 'compare'), { count, queryCount: small ? 5 : 20, rounds: small ? 3 : 9 })), ...openAlone(join(folder, 'clustered'))];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function buildStore(vectors: VectorSet, folder: string): Promise<EmbeddedVectorStore> {
  const store = await openEmbeddedVectorStore({ store: createFileSystemBlobStore(folder), name: 'vectors', dimensionCount: vectors.dimensionCount });
  for (let first = 0; first < vectors.count; first += 1000) {
    await store.upsert(Array.from({ length: Math.min(1000, vectors.count - first) }, (_, index) => ({ id: contentHashOf(first + index), vector: vectors.at(first + index) })));
  }
  return store;
}

/** As long as the ids of chunks are, with the row at its end. */
const contentHashOf = (row: number): string => `${(row * 2_654_435_761).toString(16).padStart(16, '0')}-${String(row).padStart(15, '0')}`;
const rowOf = (id: string): number => Number(id.slice(-15));

function recallOf(found: readonly number[][], truth: readonly number[][]): number {
  const hitCount = truth.reduce((sum, rows, query) => sum + rows.filter((row) => found[query].includes(row)).length, 0);
  return hitCount / (truth.length * TOP_K);
}

async function searchAll(store: EmbeddedVectorStore, queries: VectorSet): Promise<number[][]> {
  const found: number[][] = [];
  for (let index = 0; index < queries.count; index++) found.push((await store.search(queries.at(index), { topK: TOP_K })).map(({ id }) => rowOf(id)));
  return found;
}

const truthOf = (vectors: VectorSet, queries: VectorSet): number[][] => Array.from({ length: queries.count }, (_, index) => scanFloats(vectors, queries.at(index), TOP_K));

async function checkRecall(kind: VectorKind, folder: string, { count, queryCount }: { count: number; queryCount: number }): Promise<void> {
  const vectors = makeVectors(kind, { count, dimensionCount: DIMENSION_COUNT, seed: 1 });
  const queries = makeVectors(kind, { count: queryCount, dimensionCount: DIMENSION_COUNT, seed: 2 });
  const store = await buildStore(vectors, folder);
  const recall = recallOf(await searchAll(store, queries), truthOf(vectors, queries));
  await store.close();
  console.error(`  recall on ${kind} vectors: ${recall}`);
  checkAnswer(`recall ${recall} on ${kind} vectors`, recall >= 0.999);
}

async function compareSearch(folder: string, { count, queryCount, rounds }: { count: number; queryCount: number; rounds: number }): Promise<BenchRow[]> {
  const vectors = makeVectors('clustered', { count, dimensionCount: DIMENSION_COUNT, seed: 1 });
  const queries = makeVectors('clustered', { count: queryCount, dimensionCount: DIMENSION_COUNT, seed: 3 });
  const store = await buildStore(vectors, folder);
  const c = openC(vectors, folder);
  const rivals: Rival[] = [
    { name: `embedded store (${store.engine})`, search: (batch) => searchAll(store, batch), close: () => store.close() },
    ...('rivals' in c ? c.rivals : []),
    openTypedArrays(vectors),
    await openSqliteVec(vectors, folder),
    await openLanceDb(vectors, folder),
    await openVectra(vectors, folder),
  ];
  if ('reason' in c) console.error(`  SKIPPED the comparison with C: ${c.reason}`);
  const truth = truthOf(vectors, queries);
  const notes: Record<string, string> = {};
  for (const rival of rivals) {
    const recall = recallOf(await rival.search(queries), truth);
    checkAnswer(`recall ${recall} of ${rival.name}`, recall >= 0.99);
    notes[rival.name] = `recall ${recall}`;
  }
  const sides = rivals.map((rival) => ({ name: rival.name, run: async () => (await rival.search(queries))[0][0] }));
  const rows = await compareSides('vectors, one query', sides, { rounds, notes });
  for (const rival of rivals) await rival.close();
  return rows.map((row) => ({ ...row, medianMs: row.medianMs / queryCount, minMs: row.minMs / queryCount, maxMs: row.maxMs / queryCount }));
}

/** Opening, memory and inserting of the store that `checkRecall` left, three times in processes of their own. */
function openAlone(folder: string): BenchRow[] {
  const runs = [1, 2, 3].map(() => {
    const output = execFileSync(process.execPath, ['--expose-gc', join(import.meta.dirname, 'vectors-open.ts'), folder, String(DIMENSION_COUNT)], { encoding: 'utf8' });
    return JSON.parse(output) as { openMs: number; residentBytes: number; countedBytes: number; diskBytes: number; insertMs: number };
  });
  const row = (side: string, values: number[], note: string): BenchRow => ({
    bench: 'vectors, the store alone',
    side,
    medianMs: median(values),
    minMs: Math.min(...values),
    maxMs: Math.max(...values),
    ratioToFirst: 1,
    note,
  });
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const resident = median(runs.map(({ residentBytes }) => residentBytes));
  return [
    row('open', runs.map(({ openMs }) => openMs), `resident +${megabytes(resident)} MB (${megabytes(runs[0].countedBytes)} of its own), disk ${megabytes(runs[0].diskBytes)} MB`),
    row('insert one, flushed to the disk', runs.map(({ insertMs }) => insertMs), 'median of 100'),
  ];
}
