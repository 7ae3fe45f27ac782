// Drives the built plugin in Chromium over generated vaults and the shim. `node e2e/run.ts [part of a case's name]`
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPlugin } from '../build.ts';
import { startShimServer, type ShimServer } from '../shim/server/shim-server.ts';
import type { CaseContext, EndToEndCase } from './case.ts';
import { answeringCases } from './cases/answering.ts';
import { followingCases } from './cases/following.ts';
import { indexingCases } from './cases/indexing.ts';
import { lifeCases } from './cases/life.ts';
import { searchingCases } from './cases/searching.ts';
import { storageCases } from './cases/storage.ts';
import { generateVault, KNOWN_NOTES } from './generate-vault.ts';
import { startBrowser } from './start-browser.ts';

const all: readonly EndToEndCase[] = [...indexingCases, ...searchingCases, ...answeringCases, ...followingCases, ...storageCases, ...lifeCases];
const wanted = process.argv[2]?.toLowerCase() ?? '';
const cases = all.filter(({ name }) => name.toLowerCase().includes(wanted));

const scratch = await mkdtemp(join(tmpdir(), 'iza-obsidian-e2e-'));
const pluginFolder = join(scratch, 'plugin');
const { mainBytes } = await buildPlugin({ outFolder: pluginFolder });
console.log(`main.js is ${mainBytes} bytes`);
const browser = await startBrowser();
let passedCount = 0;
let failedCount = 0;
let skippedCount = 0;

for (const [index, { name, run }] of cases.entries()) {
  const servers: ShimServer[] = [];
  const context: CaseContext = {
    browser,
    async openVault({ noteCount, data }) {
      const folder = join(scratch, `vault-${index}-${servers.length}`);
      await generateVault(folder, { noteCount });
      if (data !== undefined) await writeData(folder, data);
      const server = await startShimServer({ vaultFolder: folder, pluginFolder });
      servers.push(server);
      return { url: server.url, folder, noteCount: noteCount + Object.keys(KNOWN_NOTES).length };
    },
    async openCopyOf(name) {
      const original = join(process.env['IZA_VAULTS'] ?? join(import.meta.dirname, '../../../shared/data/vaults'), name);
      if (!(await stat(original).catch(() => undefined))) return undefined;
      const folder = join(scratch, `copy-${index}`);
      await cp(original, folder, { recursive: true });
      await writeData(folder, { indexOnStart: false });
      const server = await startShimServer({ vaultFolder: folder, pluginFolder });
      servers.push(server);
      return { url: server.url };
    },
    report: (line) => console.log(`    ${line}`),
  };
  const startMs = performance.now();
  try {
    const reason = await run(context);
    if (reason) skippedCount += 1;
    else passedCount += 1;
    console.log(reason ? `SKIP ${name}: ${reason}` : `ok   ${name} (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failedCount += 1;
    console.log(`FAIL ${name}\n     ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  for (const open of browser.contexts()) await open.close();
  for (const server of servers) await server.close();
}

await browser.close();
await rm(scratch, { recursive: true, force: true });
console.log(`${passedCount} passed, ${failedCount} failed${skippedCount > 0 ? `, ${skippedCount} skipped` : ''}`);
process.exitCode = failedCount > 0 || passedCount === 0 ? 1 : 0;

async function writeData(vaultFolder: string, data: unknown): Promise<void> {
  await mkdir(join(vaultFolder, '.obsidian/plugins/iza'), { recursive: true });
  await writeFile(join(vaultFolder, '.obsidian/plugins/iza/data.json'), JSON.stringify(data));
}
