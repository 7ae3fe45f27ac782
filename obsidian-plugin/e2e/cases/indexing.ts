import { rename } from 'node:fs/promises';
import type { EndToEndCase } from '../case.ts';
import { expectEqual, expectTrue } from '../expect.ts';
import { measureMainThread } from '../main-thread-probe.ts';
import { openVaultWindow } from '../vault-window.ts';

const BY_HAND = { indexOnStart: false };
/** One frame. */
const LONGEST_TASK_MS = 16;

export const indexingCases: readonly EndToEndCase[] = [
  {
    name: 'indexing shows progress, pauses, resumes and ends with every note',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 1500, data: BY_HAND });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(0);
      await vault.runCommand('Index notes');
      const progress = vault.page.locator('.notice iza-progress');
      await progress.waitFor();
      await progress.getByRole('button', { name: 'Pause' }).click();
      await vault.page.locator('.iza-status', { hasText: 'IZA paused at' }).waitFor();
      await vault.screenshot('indexing-paused');
      const pausedAt = await vault.page.locator('.iza-status').textContent();
      await vault.page.waitForTimeout(600);
      expectEqual(await vault.page.locator('.iza-status').textContent(), pausedAt, 'the progress while it is paused');
      await progress.getByRole('button', { name: 'Resume' }).click();
      await vault.waitForIndex(noteCount);
      await vault.page.locator('.notice', { hasText: `${noteCount} notes are indexed: ${noteCount} new` }).waitFor();
      expectEqual(await vault.page.locator('.notice iza-progress').count(), 0, 'the progress notices after the end');
      expectEqual(vault.problems, [], 'the errors of the page');
    },
  },
  {
    name: 'indexing 1,500 notes never holds the main thread for a frame',
    async run({ browser, openVault, report }) {
      const { url, noteCount } = await openVault({ noteCount: 1500, data: BY_HAND });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(0);
      await vault.page.evaluate(() => window.shim.preload());
      const startMs = performance.now();
      const measured = await measureMainThread(vault.page, async () => {
        await vault.page.evaluate(() => window.shim.app.commands.executeCommandById('iza:notes-index'));
        await vault.waitForIndex(noteCount);
      });
      report(`indexed ${noteCount} notes in ${Math.round(performance.now() - startMs)} ms; longest main-thread task ${measured.longestTaskCpuMs.toFixed(1)} ms CPU, ${measured.longestTaskWallMs.toFixed(1)} ms wall, of ${measured.taskCount} tasks`);
      expectTrue(measured.longestTaskCpuMs <= LONGEST_TASK_MS, `the longest task of the main thread to be at most ${LONGEST_TASK_MS} ms, received ${measured.longestTaskCpuMs.toFixed(1)} ms`);
    },
  },
  {
    name: 'indexing that was stopped keeps what it read and goes on from there',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 1500, data: BY_HAND });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(0);
      await vault.runCommand('Index notes');
      await vault.page.locator('.notice iza-progress').waitFor();
      await vault.page.locator('.notice').getByRole('button', { name: 'Stop' }).click();
      await vault.page.locator('.notice', { hasText: 'Stopped. What was read so far is kept.' }).waitFor();
      await vault.page.locator('.iza-status', { hasText: /IZA: \d+ notes/ }).waitFor();
      await vault.runCommand('Index notes');
      await vault.waitForIndex(noteCount);
      const report = await vault.page.locator('.notice', { hasText: 'notes are indexed' }).textContent();
      const addedCount = Number(/: (\d+) new/.exec(report ?? '')?.[1]);
      expectTrue(addedCount < noteCount, `the second pass to read less than all ${noteCount} notes, received ${addedCount}`);
    },
  },
  {
    name: 'indexing that was killed goes on from what was written',
    async run({ browser, openVault, report }) {
      const { url, noteCount } = await openVault({ noteCount: 1500, data: BY_HAND });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(0);
      await vault.page.evaluate(() => void window.shim.app.commands.executeCommandById('iza:notes-index'));
      await vault.page.waitForFunction(() => Number(/reads (\d+) of/.exec(document.querySelector('.iza-status')?.textContent ?? '')?.[1]) > 700);
      // A reload ends the worker without a word, as a crash does.
      await vault.page.reload();
      await vault.page.locator('.iza-status', { hasText: /IZA: [1-9]\d* notes/ }).waitFor();
      const keptText = await vault.page.locator('.iza-status').textContent();
      await vault.runCommand('Index notes');
      await vault.waitForIndex(noteCount);
      const text = await vault.page.locator('.notice', { hasText: 'notes are indexed' }).textContent();
      const addedCount = Number(/: (\d+) new/.exec(text ?? '')?.[1]);
      report(`after the kill: "${keptText}"; the next pass read ${addedCount} of ${noteCount}`);
      expectTrue(addedCount > 0 && addedCount < noteCount, `the next pass to read a part of the ${noteCount} notes, received ${addedCount}`);
      expectTrue((await vault.searchPaths('litres of water per plant')).length > 0, 'the index to find a note');
    },
  },
  {
    name: 'the index opens again without reading a note, and the status says what it holds',
    async run({ browser, openVault, report }) {
      const { url, noteCount } = await openVault({ noteCount: 300 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      const page = vault.page;
      let readCount = 0;
      page.on('request', (request) => {
        if (/\/disk\/read\?path=(?!\.obsidian)/.test(request.url())) readCount += 1;
      });
      const startMs = performance.now();
      await page.reload();
      await vault.waitForIndex(noteCount);
      report(`reopened ${noteCount} notes in ${Math.round(performance.now() - startMs)} ms, page load included`);
      await vault.runCommand('Show index status');
      await page.locator('.modal', { hasText: `${noteCount} notes in` }).waitFor();
      await vault.screenshot('status');
      expectEqual(readCount, 0, 'the notes read again');
      await page.locator('.modal-close-button').click();
      expectTrue((await vault.searchPaths('litres of water per plant')).length > 0, 'the reopened index to find a note');
    },
  },
  {
    name: 'without a worker IZA runs in the app, says so, and still lets it breathe',
    async run({ browser, openVault, report }) {
      const { url, noteCount } = await openVault({ noteCount: 300, data: BY_HAND });
      const vault = await openVaultWindow(browser, {
        url,
        before: () => {
          window.Worker = function refuse() {
            throw new DOMException('Refused by the content policy', 'SecurityError');
            // reason: only `new Worker` is called, and it must throw as a content policy makes it
          } as unknown as typeof Worker;
        },
      });
      await vault.waitForIndex(0);
      await vault.page.evaluate(() => window.shim.preload());
      const measured = await measureMainThread(vault.page, async () => {
        await vault.page.evaluate(() => window.shim.app.commands.executeCommandById('iza:notes-index'));
        await vault.waitForIndex(noteCount);
      });
      report(`without a worker: longest main-thread task ${measured.longestTaskCpuMs.toFixed(1)} ms CPU, ${measured.overlongTaskCount} of ${measured.taskCount} tasks over 16 ms`);
      await vault.runCommand('Show index status');
      await vault.page.locator('.modal', { hasText: 'Runs in the app itself' }).waitFor();
      expectEqual(vault.page.workers().length, 0, 'the workers');
    },
  },
  {
    name: 'a real vault of thousands of notes is indexed without holding the main thread',
    async run({ browser, openCopyOf, report }) {
      const opened = await openCopyOf('obsidian-hub');
      if (!opened) return 'the vault obsidian-hub is not here. Set IZA_VAULTS to the folder that holds it.';
      const vault = await openVaultWindow(browser, { url: opened.url });
      await vault.waitForIndex(0);
      await vault.page.evaluate(() => window.shim.preload());
      const startMs = performance.now();
      const measured = await measureMainThread(vault.page, async () => {
        await vault.page.evaluate(() => window.shim.app.commands.executeCommandById('iza:notes-index'));
        await vault.page.locator('.iza-status', { hasText: /IZA: [1-9]\d* notes/ }).waitFor({ timeout: 120_000 });
      });
      const indexedMs = performance.now() - startMs;
      report(`${await vault.page.locator('.iza-status').textContent()} after ${Math.round(indexedMs)} ms; longest main-thread task ${measured.longestTaskCpuMs.toFixed(1)} ms CPU, ${measured.longestTaskWallMs.toFixed(1)} ms wall, of ${measured.taskCount} tasks`);
      const reopenedMs = await vault.page.evaluate(async () => {
        await window.shim.disable();
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const startedMs = performance.now();
        await window.shim.enable();
        while (!/IZA: [1-9]/.test(document.querySelector('.iza-status')?.textContent ?? '')) await new Promise((resolve) => setTimeout(resolve, 5));
        return performance.now() - startedMs;
      });
      report(`turned off and on again, its index was open after ${Math.round(reopenedMs)} ms, loading main.js and starting the worker included`);
      expectTrue(measured.longestTaskCpuMs <= LONGEST_TASK_MS, `the longest task of the main thread to be at most ${LONGEST_TASK_MS} ms, received ${measured.longestTaskCpuMs.toFixed(1)} ms`);
      return undefined;
    },
  },
  {
    name: 'a vault whose folder is gone is told so, and the index is kept as it was',
    async run({ browser, openVault }) {
      const { url, folder, noteCount } = await openVault({ noteCount: 20 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      await rename(folder, `${folder}-away`);
      await vault.runCommand('Index notes');
      await vault.page.locator('.notice', { hasText: 'its folder is gone. The index is kept as it was.' }).waitFor();
      await vault.waitForIndex(noteCount);
      await rename(`${folder}-away`, folder);
      await vault.runCommand('Index notes');
      await vault.page.locator('.notice', { hasText: `${noteCount} notes are indexed: 0 new, 0 changed, 0 removed` }).waitFor();
    },
  },
];
