import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndToEndCase } from '../case.ts';
import { expectEqual, expectTrue } from '../expect.ts';
import { startFakeChatServer } from '../fake-chat-server.ts';
import { openVaultWindow, type VaultWindow } from '../vault-window.ts';

const COMPOST_REPLY = ['It gets ', 'hot [1].\n', '===QUOTES===\n', '[1] "A good heap reaches sixty degrees within a week."\n'];

async function askAboutCompost(vault: VaultWindow): Promise<void> {
  await vault.runCommand('Ask your notes');
  await vault.page.locator('iza-ask textarea').fill('How hot does a good compost heap get?');
  await vault.page.keyboard.press('Enter');
  await vault.page.locator('iza-ask .mark.verified').waitFor();
}

export const answeringCases: readonly EndToEndCase[] = [
  {
    name: 'an answer quotes the notes, and a verified citation opens the note at the quote',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 200 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      await vault.runCommand('Ask your notes');
      const ask = vault.page.locator('iza-ask');
      await ask.locator('textarea').fill('How much water does a tomato plant need on a hot day?');
      await vault.page.keyboard.press('Enter');
      await ask.locator('.mark.verified').first().waitFor();
      await vault.screenshot('ask-light');
      const citation = ask.locator('.place', { hasText: 'Tomatoes' }).first();
      await citation.locator('.place-open').click();
      await vault.page.locator('[data-path="Garden/Tomatoes.md"] .is-selected').first().waitFor();
      await vault.screenshot('ask-citation-opened');
      const { selection } = await vault.openedNote();
      expectTrue(selection.includes('two litres of water'), `the quoted line to be highlighted, received ${JSON.stringify(selection)}`);
      expectEqual(vault.problems, [], 'the errors of the page');
    },
  },
  {
    name: 'a question that the notes do not answer is told so',
    async run({ browser, openVault }) {
      const { url, noteCount } = await openVault({ noteCount: 20 });
      const vault = await openVaultWindow(browser, { url });
      await vault.waitForIndex(noteCount);
      await vault.runCommand('Ask your notes');
      const ask = vault.page.locator('iza-ask');
      await ask.locator('textarea').fill('Which treaty ended the Peloponnesian war?');
      await vault.page.keyboard.press('Enter');
      await ask.locator('.notice', { hasText: 'Your notes do not hold the answer' }).waitFor();
      expectEqual(await ask.locator('.mark.verified').count(), 0, 'the verified citations of no answer');
    },
  },
  {
    name: 'a hostile note runs no script and fetches nothing, in results and in answers',
    async run({ browser, openVault }) {
      const { url, folder, noteCount } = await openVault({ noteCount: 10 });
      const hostile = 'The marmoset protocol <img src=x onerror="window.owned = true"> says ![x](http://tracker.invalid/leak.png) <script>window.owned = true</script> yes.\n';
      await writeFile(join(folder, 'Garden/Hostile.md'), hostile);
      const vault = await openVaultWindow(browser, { url });
      const foreign: string[] = [];
      vault.page.on('request', (request) => !request.url().startsWith(url) && !/^(blob|data):/.test(request.url()) && foreign.push(request.url()));
      await vault.waitForIndex(noteCount + 1);
      expectTrue((await vault.searchPaths('marmoset protocol')).length > 0, 'the hostile note to be found');
      await vault.runCommand('Ask your notes');
      await vault.page.locator('iza-ask textarea').fill('What does the marmoset protocol say?');
      await vault.page.keyboard.press('Enter');
      await vault.page.locator('iza-ask .place').first().waitFor();
      expectEqual(foreign, [], 'the requests to other hosts');
      expectEqual(await vault.page.evaluate(() => 'owned' in window), false, 'whether a script of the note ran');
      expectEqual(await vault.page.locator('iza-ask img, iza-search img').count(), 0, 'the images that were drawn');
    },
  },
  {
    name: 'quotes of a model are checked: a true one is verified, an invented one is marked',
    async run({ browser, openVault }) {
      const reply = 'It reaches sixty degrees within a week [1]. It must never be turned [2].\n===QUOTES===\n[1] "A good heap reaches sixty degrees within a week."\n[2] "A heap must never be turned."\n';
      const server = await startFakeChatServer({ words: reply.match(/\S*\s/g) ?? [], intervalMs: 5 });
      try {
        const { url, noteCount } = await openVault({ noteCount: 20, data: { iza: { chat: { provider: 'openai', model: 'fake', url: server.url } } } });
        const vault = await openVaultWindow(browser, { url });
        await vault.waitForIndex(noteCount);
        await vault.runCommand('Ask your notes');
        const ask = vault.page.locator('iza-ask');
        await ask.locator('textarea').fill('How hot does a good compost heap get?');
        await vault.page.keyboard.press('Enter');
        await ask.locator('.mark.verified').waitFor();
        await vault.screenshot('ask-model');
        expectEqual(await ask.locator('.mark.verified').count(), 1, 'the verified quotes');
        expectEqual(await ask.locator('.mark.unverified').count(), 1, 'the quotes that could not be verified');
        expectEqual((await ask.locator('.answer').textContent())?.includes('QUOTES'), false, 'whether the list of quotes is shown as answer');
        await ask.locator('.citation-mark').first().click();
        await vault.page.locator('[data-path="Garden/Compost.md"] .is-selected').first().waitFor();
        expectTrue((await vault.openedNote()).selection.includes('sixty degrees'), 'the quoted line to be highlighted');
      } finally {
        await server.close();
      }
    },
  },
  {
    name: 'Claude without a key leaves search alone and says what is missing; with one typed in it answers',
    async run({ browser, openVault }) {
      const server = await startFakeChatServer({ provider: 'anthropic', words: COMPOST_REPLY, intervalMs: 5 });
      try {
        const { url, noteCount } = await openVault({ noteCount: 10, data: { iza: { chat: { provider: 'anthropic', model: 'fake', url: server.url } } } });
        const vault = await openVaultWindow(browser, { url });
        await vault.page.locator('.notice', { hasText: 'there is no key for it' }).waitFor();
        await vault.waitForIndex(noteCount);
        expectTrue((await vault.searchPaths('compost')).length > 0, 'search to work without the key');
        await vault.page.evaluate(() => void window.shim.app.openSettings('iza'));
        await vault.page.locator('.modal input[type=password]').locator('visible=true').fill('sk-test');
        await vault.page.locator('.modal-close-button').click();
        await vault.page.locator('.iza-status', { hasText: 'opening' }).waitFor();
        await vault.waitForIndex(noteCount);
        await askAboutCompost(vault);
        await vault.page.locator('iza-ask .status', { hasText: 'anthropic/fake' }).waitFor();
      } finally {
        await server.close();
      }
    },
  },
  {
    name: 'Ollama answers from inside the worker',
    async run({ browser, openVault }) {
      const server = await startFakeChatServer({ provider: 'ollama', words: COMPOST_REPLY, intervalMs: 5 });
      try {
        const { url, noteCount } = await openVault({ noteCount: 10, data: { iza: { chat: { provider: 'ollama', model: 'fake', url: server.url } } } });
        const vault = await openVaultWindow(browser, { url });
        await vault.waitForIndex(noteCount);
        await askAboutCompost(vault);
        await vault.page.locator('iza-ask .status', { hasText: 'ollama/fake' }).waitFor();
      } finally {
        await server.close();
      }
    },
  },
  {
    name: 'a server that refuses the app by CORS still answers, in one piece',
    async run({ browser, openVault }) {
      const server = await startFakeChatServer({ words: COMPOST_REPLY, intervalMs: 5, allowsOrigins: false });
      try {
        const { url, noteCount } = await openVault({ noteCount: 10, data: { iza: { chat: { provider: 'openai', model: 'fake', url: server.url } } } });
        const vault = await openVaultWindow(browser, { url });
        await vault.waitForIndex(noteCount);
        await askAboutCompost(vault);
      } finally {
        await server.close();
      }
    },
  },
  {
    name: 'a model streams its answer, the scope can be switched, and Stop ends the request',
    async run({ browser, openVault }) {
      const words = Array.from({ length: 400 }, (_, index) => `word${index} `);
      const server = await startFakeChatServer({ words, intervalMs: 40 });
      try {
        const { url, noteCount } = await openVault({ noteCount: 20, data: { iza: { chat: { provider: 'openai', model: 'fake', url: server.url } } } });
        const vault = await openVaultWindow(browser, { url });
        await vault.waitForIndex(noteCount);
        await vault.runCommand('Ask your notes');
        const ask = vault.page.locator('iza-ask');
        await ask.getByText('Notes and general knowledge').click();
        await ask.locator('textarea').fill('How hot does a compost heap get?');
        await vault.page.keyboard.press('Enter');
        await ask.locator('.answer', { hasText: 'word3' }).waitFor();
        await ask.getByRole('button', { name: 'Stop' }).click();
        await ask.locator('.status', { hasText: 'Stopped.' }).waitFor();
        const shown = await ask.locator('.answer').textContent();
        expectTrue(shown !== null && shown.includes('word0') && !shown.includes('word399'), 'what arrived to stay and the rest to be left');
        await vault.page.waitForTimeout(300);
        expectEqual(server.abandonedCount(), 1, 'the requests that were ended');
      } finally {
        await server.close();
      }
    },
  },
];
