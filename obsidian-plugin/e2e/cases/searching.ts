import type { EndToEndCase } from '../case.ts';
import { expectEqual, expectTrue } from '../expect.ts';
import { openVaultWindow } from '../vault-window.ts';

export const searchingCases: readonly EndToEndCase[] = [
  {
    name: 'searching finds a passage as one types, and Enter opens the note at its line',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 200 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      await vault.runCommand('Search notes');
      await vault.page.keyboard.type('how much water do tomato plants need', { delay: 5 });
      await vault.page.locator('iza-search .place-where', { hasText: 'Garden/Tomatoes.md' }).first().waitFor();
      await vault.screenshot('search-light');
      await vault.page.keyboard.press('Enter');
      await vault.page.locator('[data-path="Garden/Tomatoes.md"]').waitFor();
      await vault.page.locator('.shim-line.is-selected').first().waitFor();
      const opened = await vault.openedNote();
      expectTrue(opened.selection.includes('two litres of water'), `the answer's line to be highlighted, received ${JSON.stringify(opened)}`);
      expectEqual(await vault.page.locator('.modal').count(), 0, 'the dialogs after a result was opened');
      expectEqual(vault.problems, [], 'the errors of the page');
    },
  },
  {
    name: 'a result is reached with the arrows, and says why it was found',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 50 });
      const vault = await openVaultWindow(browser, { url, dark: true });
      await vault.waitForIndex(noteCount);
      await vault.runCommand('Search notes');
      await vault.page.keyboard.type('compost heap');
      await vault.page.locator('iza-search .place').nth(1).waitFor();
      await vault.page.locator('iza-search .why summary').first().click();
      await vault.page.locator('iza-search .why dl').first().waitFor();
      await vault.screenshot('search-why-dark');
      await vault.page.locator('iza-search input').focus();
      await vault.page.keyboard.press('ArrowDown');
      await vault.page.keyboard.press('ArrowDown');
      const second = await vault.page.locator('iza-search .place-where').nth(1).textContent();
      await vault.page.keyboard.press('Enter');
      await vault.page.locator('.mod-main [data-path]').waitFor();
      const { path } = await vault.openedNote();
      expectTrue(second?.includes(path ?? '?') === true, `the second result (${second}) to be opened, received ${path}`);
    },
  },
  {
    name: 'every capability that Obsidian offers has a command, and a plain one gets a form',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 20 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      const commands = await vault.page.evaluate(() => Object.keys(window.shim.app.commands.commands));
      for (const id of ['notes-ask', 'notes-search', 'notes-index', 'notes-status', 'notes-related', 'notes-read', 'notes-explain']) {
        expectTrue(commands.includes(`iza:${id}`), `a command iza:${id}`);
      }
      expectEqual(commands.includes('iza:notes-evaluate'), false, 'whether the capability that leaves Obsidian out has a command');
      await vault.openNote('Garden/Roses.md');
      await vault.runCommand('Explain a result');
      await vault.page.locator('.modal input').first().fill('when to prune');
      await vault.page.locator('.modal').getByRole('button', { name: 'Explain a result' }).click();
      await vault.page.locator('.iza-signals', { hasText: 'prune' }).waitFor();
      await vault.screenshot('explain');
    },
  },
  {
    name: 'the command line of the app runs a capability and answers in JSON, a mistake too',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 20 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      const runLine = (given: Record<string, string>): Promise<string> => vault.page.evaluate(async (line) => (await window.shim.app.cliHandlers.get('iza:notes-search')?.(line)) ?? 'no handler', given);
      const found = JSON.parse(await runLine({ query: 'forsythia', limit: '1' })) as { passages: { path: string }[] };
      expectEqual(found.passages.map(({ path }) => path), ['Garden/Roses.md'], 'the notes that were found');
      const refused = JSON.parse(await runLine({ query: 'forsythia', limit: 'many' })) as { error: string };
      expectTrue(refused.error.includes('"limit"'), `the error to name the flag, received ${refused.error}`);
    },
  },
  {
    name: 'an embedder that cannot be reached is named, and takes no search away',
    async run({ browser, openVault }) {
      // Nothing listens on the discard port.
      const { url, noteCount } = await openVault({ noteCount: 20, data: { iza: { embedder: { provider: 'ollama', url: 'http://127.0.0.1:9' } } } });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      expectTrue((await vault.searchPaths('forsythia')).some((path) => path.includes('Garden/Roses.md')), 'search by words and meaning to work without it');
      await vault.page.locator('.notice', { hasText: 'Ollama' }).waitFor();
    },
  },
  {
    name: 'nothing is sent to a remote embedder before the person agrees, and what it costs is said',
    async run({ browser, openVault }) {
      const { url } = await openVault({ noteCount: 200, data: { iza: { embedder: { provider: 'openai', url: 'http://embedder.invalid/v1' } } } });
      const vault = await openVaultWindow(browser, { url });
      const sent: string[] = [];
      vault.page.on('request', (request) => request.url().includes('embedder.invalid') && sent.push(request.url()));
      await vault.page.locator('.modal', { hasText: 'would be sent to openai/text-embedding-3-small.' }).waitFor();
      await vault.screenshot('spend');
      await vault.page.evaluate(() => window.shim.disable());
      expectEqual(await vault.page.locator('.modal').count(), 0, 'the questions after the plugin was turned off');
      await vault.page.evaluate(() => window.shim.enable());
      await vault.page.getByRole('button', { name: 'Not now' }).click();
      await vault.page.locator('.notice', { hasText: 'Nothing was sent' }).waitFor();
      expectEqual(sent, [], 'what was sent');
    },
  },
];
