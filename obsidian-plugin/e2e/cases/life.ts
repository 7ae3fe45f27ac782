import type { EndToEndCase } from '../case.ts';
import { expectEqual, expectTrue } from '../expect.ts';
import { openVaultWindow, type VaultWindow } from '../vault-window.ts';

/** What a plugin can leave behind. */
function traces(vault: VaultWindow): Promise<Record<string, number>> {
  return vault.page.evaluate(() => {
    const { app } = window.shim;
    return {
      vaultListeners: app.vault.listenerCount,
      metadataListeners: app.metadataCache.listenerCount,
      workspaceListeners: app.workspace.listenerCount,
      commands: Object.keys(app.commands.commands).length,
      views: app.workspace.viewCreators.size,
      cliHandlers: app.cliHandlers.size,
      settingTabs: app.settingTabs.size,
      statusBarItems: app.statusBarEl.childElementCount,
      ribbonItems: app.ribbonEl.childElementCount,
      notices: document.querySelectorAll('.notice').length,
      elements: document.querySelectorAll('iza-ask, iza-search, iza-related, iza-progress').length,
      sidePanes: document.querySelectorAll('.mod-right .workspace-leaf').length,
    };
  });
}

export const lifeCases: readonly EndToEndCase[] = [
  {
    name: 'turning the plugin off leaves nothing behind, and on again it works',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 100 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      await vault.runCommand('Ask your notes');
      await vault.runCommand('Show related notes');
      expectEqual(vault.page.workers().length, 1, 'the workers while it is on');
      await vault.page.evaluate(() => window.shim.disable());
      await vault.page.waitForFunction(() => window.shim.app.vault.listenerCount === 0);
      for (let waitedMs = 0; vault.page.workers().length > 0 && waitedMs < 5000; waitedMs += 100) await vault.page.waitForTimeout(100);
      expectEqual(vault.page.workers().length, 0, 'the workers after it was turned off');
      const left = await traces(vault);
      // One listener of the shim itself waits for the layout.
      expectEqual(Object.entries(left).filter(([name, count]) => count > (name === 'workspaceListeners' ? 1 : 0)), [], 'what was left behind');
      await vault.page.evaluate(() => window.shim.enable());
      await vault.waitForIndex(noteCount);
      expectTrue((await vault.searchPaths('litres of water')).length > 0, 'the plugin to work after it was turned on again');
      expectEqual(vault.problems, [], 'the errors of the page');
    },
  },
  {
    name: 'turning the plugin off in the middle of indexing ends its worker',
    async run({ browser, openVault }) {
      const { url } = await openVault({ noteCount: 1500 });
      const vault = await openVaultWindow(browser, { url });
      await vault.page.locator('.notice iza-progress').waitFor();
      await vault.page.evaluate(() => window.shim.disable());
      for (let waitedMs = 0; vault.page.workers().length > 0 && waitedMs < 6000; waitedMs += 100) await vault.page.waitForTimeout(100);
      expectEqual(vault.page.workers().length, 0, 'the workers');
      expectEqual(await vault.page.locator('.notice').count(), 0, 'the notices');
      expectEqual(vault.problems, [], 'the errors of the page');
    },
  },
  {
    name: 'on a phone every surface fits the width',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 100 });
      for (const dark of [false, true]) {
        const vault = await openVaultWindow(browser, { url, phone: true, dark });
        await vault.waitForIndex(noteCount);
        const fits = async (what: string): Promise<void> => {
          await vault.screenshot(`phone-${what}-${dark ? 'dark' : 'light'}`);
          const overflowing = await vault.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth || [...document.querySelectorAll('.modal, .view-content')].some((element) => element.scrollWidth > element.clientWidth + 1));
          expectEqual(overflowing, false, `whether ${what} is wider than the phone`);
        };
        await vault.runCommand('Search notes');
        await vault.page.locator('iza-search input').fill('water for tomatoes');
        await vault.page.locator('iza-search .place').first().waitFor();
        await fits('search');
        await vault.page.locator('.modal-close-button').click();
        await vault.runCommand('Ask your notes');
        await vault.page.locator('iza-ask textarea').fill('When do I sow tomatoes?');
        await vault.page.keyboard.press('Enter');
        await vault.page.locator('iza-ask .mark.verified').first().waitFor();
        await fits('ask');
        await vault.page.locator('iza-ask .place-open').first().click();
        await vault.page.locator('.is-selected').first().waitFor();
        expectEqual(await vault.page.locator('.mod-right').isVisible(), false, 'whether the sidebar still covers the opened note');
        await fits('note');
        await vault.page.evaluate(() => void window.shim.app.openSettings('iza'));
        await fits('settings');
        await vault.close();
      }
    },
  },
];
