import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { EndToEndCase } from '../case.ts';
import { expectEqual, expectTrue } from '../expect.ts';
import type { runContract } from '../indexed-db-contract.ts';
import { openVaultWindow } from '../vault-window.ts';

declare global {
  interface Window {
    /** What the bundle of `indexed-db-contract.ts` defines. */
    contract: { runContract: typeof runContract };
  }
}

const LARGEST_FILE_BYTES = 5_000_000;

export const storageCases: readonly EndToEndCase[] = [
  {
    name: 'the store of this device keeps the contract of every blob store, in a real browser',
    async run({ browser, openVault, report }) {
      const { url } = await openVault({ noteCount: 0 });
      const bundle = await build({ entryPoints: [join(import.meta.dirname, '..', 'indexed-db-contract.ts')], bundle: true, write: false, format: 'iife', globalName: 'contract', target: 'chrome120' });
      const page = await (await browser.newContext()).newPage();
      await page.goto(url);
      await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
      const results = await page.evaluate(() => window.contract.runContract());
      report(`${results.length} cases of the contract`);
      expectTrue(results.length > 5, 'the contract to have cases');
      expectEqual(results.filter(({ problem }) => problem !== undefined), [], 'the cases that failed');
    },
  },
  {
    name: 'an index in the vault is made of small files, and opens again',
    async run({ browser, openVault, report }) {
      const { url, folder, noteCount } = await openVault({ noteCount: 300, data: { indexLocation: 'vault' } });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      const indexFolder = join(folder, '.obsidian/plugins/iza/index');
      const files = await readdir(indexFolder, { recursive: true, withFileTypes: true });
      const sizes = await Promise.all(files.filter((file) => file.isFile()).map(async (file) => (await stat(join(file.parentPath, file.name))).size));
      report(`${sizes.length} files, the largest ${Math.max(...sizes)} bytes`);
      expectTrue(sizes.length > 0 && Math.max(...sizes) <= LARGEST_FILE_BYTES, `files of at most ${LARGEST_FILE_BYTES} bytes`);
      await vault.page.reload();
      await vault.waitForIndex(noteCount);
      expectTrue((await vault.searchPaths('litres of water')).length > 0, 'the reopened index to find a note');
    },
  },
  {
    name: 'a key goes to the key store and never into data.json',
    async run({ browser, openVault }) {
      const { url, folder, noteCount } = await openVault({ noteCount: 5 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      await vault.page.evaluate(() => void window.shim.app.openSettings('iza'));
      const rows = vault.page.locator('.modal .setting-item');
      await rows.filter({ hasText: 'With none, answers are made of quotes' }).locator('select').selectOption('anthropic');
      await rows.filter({ hasText: 'Key' }).locator('visible=true').locator('input[type=password]').fill('sk-canary-0123456789');
      await vault.screenshot('settings-key');
      await vault.page.locator('.iza-status', { hasText: `IZA: ${noteCount} notes` }).waitFor();
      const saved = await readFile(join(folder, '.obsidian/plugins/iza/data.json'), 'utf8');
      expectTrue(saved.includes('anthropic'), `the provider to be saved, received ${saved}`);
      expectEqual(saved.includes('canary'), false, 'whether data.json holds the key');
      expectEqual(await vault.page.evaluate(() => window.shim.app.secretStorage.getSecret('iza-anthropic-key')), 'sk-canary-0123456789', 'the key in the key store');
      expectEqual(await vault.page.evaluate(() => Object.keys(localStorage).some((name) => localStorage.getItem(name)?.includes('canary') === true)), false, 'whether local storage holds the key');
    },
  },
];
