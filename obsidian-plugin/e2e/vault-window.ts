import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { ShimPage } from '../shim/page/start-page.ts';

declare global {
  interface Window {
    shim: ShimPage;
  }
}

export interface OpenVaultOptions {
  readonly url: string;
  readonly phone?: boolean;
  readonly dark?: boolean;
  /** Runs before any script of the page. */
  readonly before?: () => void;
}

/** One window of the shim with the plugin in it, and what a person does there. */
export interface VaultWindow {
  readonly page: Page;
  /** Errors that the page reported. */
  readonly problems: readonly string[];
  runCommand(name: string): Promise<void>;
  /** Paths of the results that the search modal shows for a query; the modal is closed again. */
  searchPaths(query: string): Promise<string[]>;
  /** Waits until the search modal shows results that fulfil `until`, asking again and again; gives the milliseconds it took. */
  waitForSearch(query: string, until: (paths: string[]) => boolean, options?: { timeoutMs?: number }): Promise<number>;
  waitForIndex(noteCount: number): Promise<void>;
  openNote(path: string): Promise<void>;
  openedNote(): Promise<{ path: string | undefined; selection: string; firstSelectedLine: number }>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openVaultWindow(browser: Browser, { url, phone = false, dark = false, before }: OpenVaultOptions): Promise<VaultWindow> {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 820 },
    colorScheme: dark ? 'dark' : 'light',
    hasTouch: phone,
    deviceScaleFactor: phone ? 2 : 1,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  if (before) await page.addInitScript(before);
  await page.goto(`${url}?${new URLSearchParams({ ...(phone && { phone: '' }), ...(dark && { dark: '' }) })}`);
  await page.waitForSelector('body[data-ready]');

  const pathsShown = (): Promise<string[]> => page.locator('iza-search .place-where').evaluateAll((elements) => elements.map((element) => element.textContent ?? ''));

  async function openSearch(query: string): Promise<void> {
    await runCommand('Search notes');
    await page.locator('iza-search input').fill(query);
    await page.waitForFunction(() => {
      const status = document.querySelector('iza-search')?.shadowRoot?.querySelector('.status');
      return Boolean(status?.textContent);
    });
  }

  async function closeModal(): Promise<void> {
    await page.locator('.modal-close-button').click();
  }

  async function runCommand(name: string): Promise<void> {
    await page.keyboard.press('Control+p');
    await page.locator('.prompt-input').fill(name);
    await page.locator('.suggestion-item', { hasText: name }).first().click();
  }

  return {
    page,
    problems,
    runCommand,
    async searchPaths(query) {
      await openSearch(query);
      const paths = await pathsShown();
      await closeModal();
      return paths;
    },
    async waitForSearch(query, until, { timeoutMs = 20_000 } = {}) {
      const startMs = performance.now();
      await openSearch(query);
      while (!until(await pathsShown())) {
        if (performance.now() - startMs > timeoutMs) throw new Error(`Searching ${JSON.stringify(query)} for ${timeoutMs} ms never showed what was waited for, but: ${JSON.stringify(await pathsShown())}`);
        await page.evaluate(() => document.querySelector<HTMLElement & { refresh(): Promise<void> }>('iza-search')?.refresh());
      }
      const tookMs = performance.now() - startMs;
      await closeModal();
      return tookMs;
    },
    async waitForIndex(noteCount) {
      await page.locator('.iza-status', { hasText: `IZA: ${noteCount} notes` }).waitFor({ timeout: 60_000, state: 'attached' });
    },
    async openNote(path) {
      await page.evaluate((given) => window.shim.app.workspace.openLinkText(given, ''), path);
      await page.locator(`[data-path="${path}"]`).waitFor();
    },
    openedNote: () =>
      page.evaluate(() => {
        const shown = document.querySelector('.mod-main .workspace-leaf.is-shown [data-path]');
        const lines = [...(shown?.querySelectorAll<HTMLElement>('.shim-line.is-selected') ?? [])];
        return { path: shown?.getAttribute('data-path') ?? undefined, selection: lines.map((line) => line.textContent).join('\n'), firstSelectedLine: Number(lines[0]?.dataset['line'] ?? 0) };
      }),
    async screenshot(name) {
      const folder = process.env['IZA_SCREENSHOTS'];
      if (!folder) return;
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${name}.png`), await page.screenshot());
    },
    close: () => context.close(),
  };
}
