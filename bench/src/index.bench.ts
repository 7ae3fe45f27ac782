import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openKnowledgeBase } from '@iza/core/knowledge';
import { createFileSystemBlobStore, openObsidianVault } from '@iza/node';
import MiniSearch from 'minisearch';
import { type Chunk, chunkNote, type ParsedNote, parseNote } from '../../core/src/knowledge/notes/index.ts';
import { createRetrievalIndex } from '../../core/src/knowledge/retrieval/index.ts';
import { type Bench, type BenchRow, checkAnswer, compareSides } from './harness.ts';
import { clock, vaultsFolder } from './index-vault.ts';

/** What only a process of its own can say. */
interface IndexFacts {
  readonly noteCount: number;
  readonly chunkCount: number;
  readonly indexBytes: number;
  readonly blockMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}
interface UseFacts {
  readonly openMs: number;
  readonly openBlockMs: number;
  readonly firstQueryMs: number;
  readonly queryP50Ms: number;
  readonly queryP99Ms: number;
  readonly saveCpuMs: number;
  readonly saveMs: number;
  readonly peakMb: number;
}

export const bench: Bench = {
  name: 'index',
  target: 'the 6,571-note vault: cold index no slower than MiniSearch adding the same chunks, ≤ 400 MB, on disk ≤ the notes; reopen ≤ 300 ms; one note ≤ 50 ms of work; query p50 ≤ 5 ms; block ≤ 16 ms',
  async run({ small }) {
    const vault = join(vaultsFolder, small ? 'obsidian-help-en' : 'obsidian-hub');
    if (!existsSync(vault)) {
      console.log(`  skipped: there is no vault at ${vault} (set IZA_VAULTS)`);
      return [];
    }
    const folder = await mkdtemp(join(tmpdir(), 'iza-bench-index-'));
    try {
      return [...(await compareCold(vault, folder, small ? 2 : 3)), ...(await liveAlone(vault, join(folder, 'alone')))];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function compareCold(vault: string, folder: string, rounds: number): Promise<BenchRow[]> {
  const parsed = await parseVault(vault);
  const documents = parsed.flatMap(({ note, chunks }) => chunks.map((chunk) => ({ title: note.title, heading: chunk.headingPath.join(' '), text: chunk.searchText }))).map((document, id) => ({ id, ...document }));
  let round = 0;
  const iza = async (): Promise<number> => {
    round += 1;
    const base = await openKnowledgeBase({ sources: [openObsidianVault({ id: 'vault', folder: vault })], store: createFileSystemBlobStore(join(folder, `cold-${round}`)), clock });
    await base.sync();
    const { chunkCount } = base.status();
    await base.close();
    return chunkCount;
  };
  const minisearch = (): number => {
    const engine = new MiniSearch({ fields: ['title', 'heading', 'text'], idField: 'id' });
    engine.addAll(documents);
    return engine.documentCount;
  };
  const adding = (): number => {
    const index = createRetrievalIndex();
    for (const [noteId, { note, chunks }] of parsed.entries()) index.add(noteId, note, chunks);
    for (const _step of index.learn());
    return index.chunkCount;
  };
  checkAnswer('both sides hold the same chunks', (await iza()) === minisearch() && adding() === documents.length);
  return compareSides('index', [
    { name: 'MiniSearch adding parsed chunks', run: minisearch },
    { name: 'IZA adding parsed chunks, all signals', run: adding },
    { name: 'IZA cold, from files to disk', run: iza },
  ], { rounds, notes: { 'IZA cold, from files to disk': 'reads, parses, chunks, all signals, writes' } });
}

async function parseVault(vault: string): Promise<{ note: ParsedNote; chunks: Chunk[] }[]> {
  const source = openObsidianVault({ id: 'vault', folder: vault });
  const parsed = [];
  for await (const item of source.list()) {
    const bytes = item.type === 'note' ? await source.read(item.path) : undefined;
    const note = bytes && parseNote({ path: item.path, bytes });
    if (note && !('type' in note)) parsed.push({ note, chunks: chunkNote(note) });
  }
  return parsed;
}

async function liveAlone(vault: string, indexFolder: string): Promise<BenchRow[]> {
  const step = (name: string): unknown => JSON.parse(execFileSync(process.execPath, ['--no-warnings', fileURLToPath(new URL('index-alone.ts', import.meta.url)), name, vault, indexFolder], { encoding: 'utf8' }));
  const indexed = step('index') as IndexFacts;
  const used = step('use') as UseFacts;
  const noteBytes = await bytesOf(vault);
  const row = (side: string, ms: number, note: string): BenchRow => ({ bench: 'index', side, medianMs: ms, minMs: ms, maxMs: ms, ratioToFirst: 1, note });
  return [
    row('cold index, CPU of its process', indexed.cpuMs, `${indexed.noteCount} notes, ${indexed.chunkCount} chunks, peak ${indexed.peakMb.toFixed(0)} MB (≤ 400), on disk ${(indexed.indexBytes / 1e6).toFixed(1)} of ${(noteBytes / 1e6).toFixed(1)} MB`),
    row('longest block while indexing', indexed.blockMs, '≤ 16 ms'),
    row('reopen', used.openMs, `≤ 300 ms; longest block ${used.openBlockMs.toFixed(0)} ms, first query ${used.firstQueryMs.toFixed(0)} ms`),
    row('query with passages, p50', used.queryP50Ms, `≤ 5 ms; p99 ${used.queryP99Ms.toFixed(1)} ms`),
    row('one saved note until found, work', used.saveCpuMs, `≤ 50 ms of CPU; wall ${used.saveMs.toFixed(0)} ms`),
  ];
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile() && entry.name.endsWith('.md')).map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  return sizes.reduce((total, size) => total + size, 0);
}
