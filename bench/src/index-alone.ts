/**
 * One step of the life of an index in a process of its own, so that memory and blocks of the thread are that step's alone.
 * Arguments: index | use, vault folder, index folder. Prints JSON.
 */
import { openKnowledgeBase } from '@iza/core/knowledge';
import { createFileSystemBlobStore } from '@iza/node';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { median } from './harness.ts';
import { clock, openEditedVault } from './index-vault.ts';

const [step, vaultFolder, indexFolder] = process.argv.slice(2) as [string, string, string];
const source = openEditedVault(vaultFolder);
const openBase = () => openKnowledgeBase({ sources: [source], store: createFileSystemBlobStore(indexFolder), clock });
/** One word of a title, two of a text, a question, a typo, another script. */
const queries = ['dataview', 'dark theme', 'how do I sync my vault between devices', 'calender plugin', 'mobile app', 'publish a site from notes', 'css snippet for headings', 'zettelkasten', '插件', 'folder templates daily note'];

/** Longest time the event loop was not free, sampled every millisecond. */
async function longestBlockMs(work: () => Promise<unknown>): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await work();
  delays.disable();
  return delays.max / 1e6;
}

if (step === 'index') {
  const base = await openBase();
  const cpuBefore = process.cpuUsage();
  const blockMs = await longestBlockMs(() => base.sync());
  const { user, system } = process.cpuUsage(cpuBefore);
  const { noteCount, chunkCount, indexBytes } = base.status();
  console.log(JSON.stringify({ noteCount, chunkCount, indexBytes, blockMs, cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024 }));
  await base.close();
} else {
  const openMs: number[] = [];
  let base = await openBase();
  for (let round = 0; round < 7; round += 1) {
    const startMs = performance.now();
    const next = await openBase();
    openMs.push(performance.now() - startMs);
    await base.close();
    base = next;
  }
  const openBlockMs = await longestBlockMs(async () => (await openBase()).close());
  const firstStartMs = performance.now();
  await base.search(queries[0]);
  const firstQueryMs = performance.now() - firstStartMs;
  const queryMs: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    for (const query of queries) {
      const startMs = performance.now();
      await base.search(query, { limit: 10 });
      if (round > 1) queryMs.push(performance.now() - startMs);
    }
  }
  queryMs.sort((left, right) => left - right);
  const { cpuMs, saveMs, afterQueryMs } = await saveNotes();
  console.log(JSON.stringify({ openMs: median(openMs), openMinMs: Math.min(...openMs), openBlockMs, firstQueryMs, queryP50Ms: median(queryMs), queryP99Ms: queryMs[Math.floor(queryMs.length * 0.99)], saveCpuMs: cpuMs, saveMs, afterQueryMs, peakMb: process.resourceUsage().maxRSS / 1024 }));
  await base.close();

  /** From the moment a source tells of a save until a search finds it. */
  async function saveNotes(): Promise<{ cpuMs: number; saveMs: number; afterQueryMs: number }> {
    const controller = new AbortController();
    const reports = base.follow({ signal: controller.signal })[Symbol.asyncIterator]();
    const saves: number[] = [];
    const cpus: number[] = [];
    const queriesMs: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const startMs = performance.now();
      const cpuBefore = process.cpuUsage();
      const next = reports.next();
      source.save('CONTRIBUTING.md', `# CONTRIBUTING\n\nSee [[README]]. The ${'long '.repeat(300)} zyxwvut${round} sentence.\n`);
      await next;
      const searchStartMs = performance.now();
      const [found] = await base.search(`zyxwvut${round}`);
      if (found?.path !== 'CONTRIBUTING.md') throw new Error(`The saved note was not found: ${found?.path}`);
      const { user, system } = process.cpuUsage(cpuBefore);
      saves.push(performance.now() - startMs);
      queriesMs.push(performance.now() - searchStartMs);
      cpus.push((user + system) / 1000);
    }
    controller.abort();
    return { cpuMs: median(cpus), saveMs: median(saves), afterQueryMs: median(queriesMs) };
  }
}
