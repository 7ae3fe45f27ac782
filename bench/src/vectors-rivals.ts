import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { LocalFileStorage, LocalIndex, ProtobufCodec } from 'vectra';
import { scanFloats, type VectorSet } from './vectors-data.ts';

/** A searcher of the same vectors: row numbers of the 10 nearest, for each query. */
export interface Rival {
  readonly name: string;
  search(queries: VectorSet): Promise<number[][]>;
  close(): Promise<void>;
}

const TOP_K = 10;

async function eachQuery(queries: VectorSet, search: (query: Float32Array) => Promise<number[]> | number[]): Promise<number[][]> {
  const found: number[][] = [];
  for (let index = 0; index < queries.count; index++) found.push(await search(queries.at(index)));
  return found;
}

export function openTypedArrays(vectors: VectorSet): Rival {
  return { name: 'JavaScript typed arrays, f32', search: (queries) => eachQuery(queries, (query) => scanFloats(vectors, query, TOP_K)), close: async () => undefined };
}

export async function openVectra(vectors: VectorSet, folder: string): Promise<Rival> {
  const index = new LocalIndex(join(folder, 'vectra'), undefined, new LocalFileStorage(), new ProtobufCodec());
  await index.createIndex({ version: 1 });
  await index.beginUpdate();
  // reason: its own insert looks through all items for the id, minutes for 100,000; what is measured is the search
  const { items } = (index as unknown as { _update: { items: object[] } })._update;
  for (let row = 0; row < vectors.count; row++) items.push({ id: String(row), metadata: {}, vector: Array.from(vectors.at(row)), norm: 1 });
  await index.endUpdate();
  return {
    name: 'vectra 0.15',
    search: (queries) => eachQuery(queries, async (query) => (await index.queryItems(Array.from(query), '', TOP_K)).map(({ item }) => Number(item.id))),
    close: async () => undefined,
  };
}

export async function openLanceDb(vectors: VectorSet, folder: string): Promise<Rival> {
  const database = await connect(join(folder, 'lancedb'));
  const batchOf = (first: number) => Array.from({ length: Math.min(10_000, vectors.count - first) }, (_, index) => ({ id: first + index, vector: Array.from(vectors.at(first + index)) }));
  const table = await database.createTable('vectors', batchOf(0));
  for (let first = 10_000; first < vectors.count; first += 10_000) await table.add(batchOf(first));
  await table.optimize();
  return {
    name: 'LanceDB, flat',
    search: (queries) =>
      eachQuery(queries, async (query) => {
        const rows = (await table.vectorSearch(Array.from(query)).distanceType('cosine').select(['id', '_distance']).limit(TOP_K).toArray()) as { id: number | bigint }[];
        return rows.map(({ id }) => Number(id));
      }),
    async close() {
      table.close();
      database.close();
    },
  };
}

export async function openSqliteVec(vectors: VectorSet, folder: string): Promise<Rival> {
  const database = new Database(join(folder, 'vectors.sqlite'));
  sqliteVec.load(database);
  database.exec(`create virtual table vectors using vec0(embedding float[${vectors.dimensionCount}] distance_metric=cosine)`);
  const bytesOf = (vector: Float32Array) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  const insert = database.prepare('insert into vectors(rowid, embedding) values (?, ?)');
  database.transaction(() => {
    for (let row = 0; row < vectors.count; row++) insert.run(BigInt(row), bytesOf(vectors.at(row)));
  })();
  const select = database.prepare('select rowid from vectors where embedding match ? and k = ? order by distance');
  return {
    name: 'sqlite-vec, f32',
    search: (queries) => eachQuery(queries, (query) => (select.all(bytesOf(query), TOP_K) as { rowid: number }[]).map(({ rowid }) => rowid)),
    close: async () => void database.close(),
  };
}

/** C with AVX2 in a process of its own, exact and int8; why not, where it cannot be compiled. */
export function openC(vectors: VectorSet, folder: string): { rivals: Rival[] } | { reason: string } {
  const program = join(folder, 'vectors-scan');
  try {
    execFileSync('gcc', ['-O3', '-mavx2', '-mfma', join(import.meta.dirname, 'vectors-scan.c'), '-o', program, '-lm'], { stdio: 'pipe' });
  } catch (error) {
    return { reason: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gcc is not installed' : 'gcc does not compile for AVX2 here' };
  }
  const data = join(folder, 'vectors.f32');
  writeFileSync(data, new Uint8Array(vectors.values.buffer));
  const child = spawn(program, [data, String(vectors.count), String(vectors.dimensionCount)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const searchIn = (mode: 'f' | 'i') => async (queries: VectorSet) => {
    const header = Buffer.alloc(5);
    header.write(mode);
    header.writeUInt32LE(queries.count, 1);
    child.stdin.write(Buffer.concat([header, Buffer.from(queries.values.buffer)]));
    const answer = await readBytes(child.stdout, queries.count * TOP_K * 4);
    return Array.from({ length: queries.count }, (_, query) => Array.from({ length: TOP_K }, (__, rank) => answer.readUInt32LE((query * TOP_K + rank) * 4)));
  };
  const close = async () => void child.stdin.end();
  return {
    rivals: [
      { name: 'C, AVX2, int8 and f32 rescoring', search: searchIn('i'), close },
      { name: 'C, AVX2, f32', search: searchIn('f'), close: async () => undefined },
    ],
  };
}

async function readBytes(stream: NodeJS.ReadableStream, sizeBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let readCount = 0;
  return new Promise((resolve, reject) => {
    const onData = (bytes: Buffer) => {
      parts.push(bytes);
      readCount += bytes.length;
      if (readCount < sizeBytes) return;
      stream.off('data', onData).off('close', onClose);
      resolve(Buffer.concat(parts));
    };
    const onClose = () => reject(new Error('the C program ended early'));
    stream.on('data', onData).on('close', onClose);
  });
}
