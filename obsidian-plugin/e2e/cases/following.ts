import type { EndToEndCase } from '../case.ts';
import { expectEqual, expectTrue } from '../expect.ts';
import { openVaultWindow } from '../vault-window.ts';

const holds =
  (path: string) =>
  (paths: string[]): boolean =>
    paths.some((shown) => shown.includes(path));
const lacks =
  (path: string) =>
  (paths: string[]): boolean =>
    !holds(path)(paths);

export const followingCases: readonly EndToEndCase[] = [
  {
    name: 'a saved note is searchable within a second, a renamed one under its new name, a deleted one no more',
    async run({ browser, openVault, report }) {
      const { url, noteCount } = await openVault({ noteCount: 500 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      expectTrue(lacks('Garden/Roses.md')(await vault.searchPaths('quokka')), 'the word not to be known before it is written');
      await vault.page.evaluate(async () => {
        const { vault: files } = window.shim.app;
        const file = files.getFileByPath('Garden/Roses.md');
        if (file) await files.modify(file, '# Roses\n\nA quokka visited the roses.\n');
      });
      const savedMs = await vault.waitForSearch('quokka', holds('Garden/Roses.md'));
      report(`a save was searchable after ${Math.round(savedMs)} ms, opening the search dialog included`);
      expectTrue(savedMs < 1000, `a save to be searchable within a second, received ${Math.round(savedMs)} ms`);
      await vault.page.evaluate(async () => {
        const { vault: files } = window.shim.app;
        const file = files.getFileByPath('Garden/Roses.md');
        if (file) await files.rename(file, 'Garden/Rose bed.md');
      });
      await vault.waitForSearch('quokka', (paths) => holds('Garden/Rose bed.md')(paths) && lacks('Garden/Roses.md')(paths));
      await vault.page.evaluate(async () => {
        const { vault: files } = window.shim.app;
        const folder = files.getFolderByPath('Garden');
        if (folder) await files.rename(folder, 'Allotment');
      });
      await vault.waitForSearch('quokka', holds('Allotment/Rose bed.md'));
      await vault.page.evaluate(async () => {
        const { vault: files } = window.shim.app;
        const file = files.getFileByPath('Allotment/Rose bed.md');
        if (file) await files.delete(file);
      });
      await vault.waitForSearch('quokka', lacks('Rose bed.md'));
      expectEqual(vault.problems, [], 'the errors of the page');
    },
  },
  {
    name: 'the related pane follows the note in front',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 100 });
      const vault = await openVaultWindow(browser, { url, dark: true });
      await vault.waitForIndex(noteCount);
      await vault.openNote('Garden/Tomatoes.md');
      await vault.runCommand('Show related notes');
      const related = vault.page.locator('iza-related');
      await related.locator('.place', { hasText: 'Compost' }).first().waitFor();
      await vault.screenshot('related-dark');
      await vault.openNote('sailing/sailing 0.md');
      await related.locator('.place', { hasText: 'sailing' }).first().waitFor();
      expectEqual(await related.locator('.place', { hasText: 'Compost' }).count(), 0, 'the notes related to the note before');
      await related.locator('.place-open').first().click();
      await vault.page.waitForFunction(() => document.querySelector('.mod-main .is-shown [data-path]')?.getAttribute('data-path') !== 'sailing/sailing 0.md');
    },
  },
  {
    name: 'a folder that the settings exclude disappears, and comes back',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 50 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      expectTrue(holds('Private/Diary.md')(await vault.searchPaths('zebrafinch')), 'the note to be found before it is excluded');
      const setFolders = async (text: string): Promise<void> => {
        await vault.page.evaluate(() => void window.shim.app.openSettings('iza'));
        await vault.page.locator('.setting-item', { hasText: 'Folders' }).locator('textarea').fill(text);
        await vault.screenshot('settings-light');
        await vault.page.locator('.modal-close-button').click();
      };
      await setFolders('Private');
      await vault.waitForIndex(noteCount - 1);
      expectTrue(lacks('Private/Diary.md')(await vault.searchPaths('zebrafinch')), 'the excluded note not to be found');
      await setFolders('');
      await vault.waitForIndex(noteCount);
      expectTrue(holds('Private/Diary.md')(await vault.searchPaths('zebrafinch')), 'the note to be found again');
    },
  },
];
