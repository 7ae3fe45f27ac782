import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NoteSource } from '@iza/core/ports';
import { openKnowledgeBase } from '@iza/core/knowledge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileSystemBlobStore } from './file-system-blob-store.ts';
import { openObsidianVault } from '../sources/index.ts';

/** Kills of a real process: a few here, as each start takes its half second; IZA_KILLS=100 in .ci/run. faults.test.ts dies at every operation of the store. */
const killCount = Number(process.env['IZA_KILLS'] ?? 5);
const noteCount = 150;
const clock = { nowMs: () => Date.now(), sleep: async () => undefined };

/** Indexes a vault until it is done or killed. Small batches, so that a kill finds many states of the log. */
const victim = `
import { flushCompileCache } from 'node:module';
import { openKnowledgeBase } from '@iza/core/knowledge';
import { createFileSystemBlobStore } from './src/storage/index.ts';
import { openObsidianVault } from './src/sources/index.ts';
const [vault, index] = process.argv.slice(1);
let nowMs = 0;
const clock = { nowMs: () => (nowMs += 50), sleep: async () => undefined };
flushCompileCache();
const base = await openKnowledgeBase({ sources: [openObsidianVault({ id: 'vault', folder: vault })], store: createFileSystemBlobStore(index), clock });
process.stdout.write('indexing\\n');
await base.sync();
process.stdout.write('done\\n');
`;

let root: string;
let vault: NoteSource;
let random = 42;
/** A small deterministic generator (Park and Miller): the moments differ anyway with the machine's speed. */
const nextRandom = (): number => (random = (random * 48_271) % 2_147_483_647) / 2_147_483_647;

async function writeNote(number: number, version: number): Promise<void> {
  const words = Array.from({ length: 150 }, () => `word${Math.floor(nextRandom() * 3000)}`).join(' ');
  await writeFile(join(root, 'vault', `${number}.md`), `# Note ${number}\n\nversion${version} [[${(number + 1) % noteCount}]]\n\n${words}\n`);
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'iza-kill-'));
  await mkdir(join(root, 'vault'));
  for (let number = 0; number < noteCount; number += 1) await writeNote(number, 0);
  vault = openObsidianVault({ id: 'vault', folder: join(root, 'vault') });
});
afterAll(() => rm(root, { recursive: true, force: true }));

function startVictim(): ChildProcess {
  return spawn(process.execPath, ['--no-warnings', '--input-type=module-typescript', '-e', victim, join(root, 'vault'), join(root, 'index')], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Waits until the victim works, lets it work a while, and kills it. */
async function killAtRandom(): Promise<'killed' | 'done'> {
  const child = startVictim();
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout!, 'data'), ended]);
  expect(child.exitCode, 'the indexing process ended before it began').toBe(null);
  const waited = new Promise((resolve) => setTimeout(resolve, nextRandom() * 150));
  await Promise.race([ended, waited]);
  const killed = child.exitCode === null && child.kill('SIGKILL');
  await ended;
  return killed ? 'killed' : 'done';
}

const open = () => openKnowledgeBase({ sources: [vault], store: createFileSystemBlobStore(join(root, 'index')), clock });

test(`an index killed ${killCount} times while it is written is whole at each start and loses nothing`, { timeout: 20_000 + killCount * 10_000 }, async () => {
  let keptCount = 0;
  let version = 0;
  let kills = 0;
  while (kills < killCount) {
    const outcome = await killAtRandom();
    const base = await open();
    const status = base.status();
    expect(status.problems).toEqual([]);
    expect(status.noteCount).toBeGreaterThanOrEqual(keptCount);
    keptCount = status.noteCount;
    if (keptCount > 0) expect((await base.search('note version0 version1 version2', { limit: 5 })).length).toBeGreaterThan(0);
    await base.close();
    if (outcome === 'killed') kills += 1;
    else {
      version += 1;
      for (let number = 0; number < noteCount; number += 2) await writeNote(number, version);
      if (version % 3 === 0) {
        await rm(join(root, 'index'), { recursive: true });
        keptCount = 0;
      }
    }
  }
  const base = await open();
  const report = await base.sync();
  expect(report.noteCount).toBe(noteCount);
  expect(report.addedCount).toBe(noteCount - keptCount);
  const fresh = await openKnowledgeBase({ sources: [vault], store: createFileSystemBlobStore(join(root, 'fresh')), clock });
  await fresh.sync();
  for (const query of ['version0', 'note 17', 'word1234']) {
    const paths = async (of: typeof base) => (await of.search(query, { limit: 400, passagesPerNote: 1 })).filter(({ text }) => text.includes(query.replace('note ', 'Note '))).map(({ path }) => path).sort();
    expect(await paths(base)).toEqual(await paths(fresh));
  }
  expect((await readdir(join(root, 'index'))).filter((name) => name.includes('unfinished') || name.includes('lock'))).toEqual([]);
});
