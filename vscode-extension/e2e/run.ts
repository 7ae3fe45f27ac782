/**
 * The extension as a person meets it: packed, installed into a real VS Code (code-server) and driven in Chromium.
 * `node vscode-extension/e2e/run.ts [--screenshots DIR] [--only TEXT]`; the closing line counts the tests.
 */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { driveEditor, type Editor } from './editor.ts';
import { startFakeChatServer, type FakeChatServer } from './fake-chat-server.ts';
import { generateVault, writeNote } from './generate-vault.ts';
import { ensureCodeServer, startCodeServer, waitFor } from './start-code-server.ts';

const { values: flags } = parseArgs({ options: { screenshots: { type: 'string' }, only: { type: 'string' } } });
const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const vsix = join(import.meta.dirname, '..', 'dist', 'iza-os.vsix');

interface World {
  readonly editor: Editor;
  readonly vault: string;
  readonly chat: FakeChatServer;
  /** Settings of the workspace; the extension sees them as when a person saves them. */
  readonly set: (settings: Readonly<Record<string, unknown>>) => void;
  readonly screenshot: (name: string) => Promise<void>;
}

const tests: readonly (readonly [string, (world: World) => Promise<void>])[] = [
  [
    'offers to index in a sidebar that knows no notes yet',
    async ({ editor, screenshot }) => {
      await editor.runFromPalette('IZA: Ask your notes');
      const frame = await editor.frameWith('iza-ask');
      await frame.locator('.welcome button').waitFor();
      await screenshot('welcome');
      await editor.runFromPalette('IZA: Search notes');
      await editor.page.locator('.quick-input-title').filter({ hasText: 'Search notes' }).waitFor();
      await editor.page.locator('.quick-input-widget input[type="text"]').fill('compost');
      await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Index notes' }).waitFor();
      await editor.page.keyboard.press('Escape');
    },
  ],
  [
    'indexes from the palette with progress and says what it did',
    async ({ editor, screenshot }) => {
      await editor.runFromPalette('IZA: Index notes');
      await editor.notification('Indexing notes');
      await screenshot('indexing');
      await editor.notification(/\d+ notes indexed/);
      await editor.page.locator('.statusbar-item').filter({ hasText: /\d+ notes/ }).waitFor();
      await editor.dismissNotifications();
    },
  ],
  [
    'finds as you type and opens the note at the line',
    async ({ editor, screenshot }) => {
      await editor.runFromPalette('IZA: Search notes');
      const box = editor.page.locator('.quick-input-widget input[type="text"]');
      await editor.page.locator('.quick-input-title').filter({ hasText: 'Search notes' }).waitFor();
      await box.focus();
      await editor.page.keyboard.type('how much water do tomatoes need');
      await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Tomatoes' }).first().waitFor();
      await screenshot('search');
      await editor.page.keyboard.press('Enter');
      const selection = await waitFor('the note to open', async () => {
        const selected = await editor.selection();
        return selected?.path.endsWith('Tomatoes.md') ? selected : undefined;
      });
      assert.match(selection.text, /two litres of water/);
      assert.ok(selection.startLine >= 8 && selection.startLine <= 10, `selected from line ${selection.startLine}`);
    },
  ],
  [
    'answers in the sidebar with verified citations, with no model',
    async ({ editor, screenshot }) => {
      await editor.runFromPalette('IZA: Ask your notes');
      const frame = await editor.frameWith('iza-ask');
      await frame.locator('iza-ask textarea').fill('When should I prune roses?');
      // The palette gives the focus back a moment later: a click does not depend on who has it.
      await frame.locator('iza-ask button[type="submit"]').click();
      await frame.locator('.place[data-verified="true"]').first().waitFor();
      assert.match((await frame.locator('.answer').textContent()) ?? '', /forsythia/);
      await screenshot('answer');
    },
  ],
  [
    'opens a citation at its line with the quote selected',
    async ({ editor }) => {
      const frame = await editor.frameWith('iza-ask');
      await frame.locator('.place[data-verified="true"] .place-open').filter({ hasText: 'Roses' }).first().click();
      const selection = await waitFor('the cited note', async () => {
        const selected = await editor.selection();
        return selected?.path.endsWith('Roses.md') ? selected : undefined;
      });
      assert.match(selection.text, /Prune roses when the forsythia is in bloom/);
      assert.equal(selection.endLine, 3);
    },
  ],
  [
    'shows what is related to the note of the editor',
    async ({ editor, screenshot }) => {
      await editor.runFromPalette('IZA: Show related notes');
      await editor.page.locator('.pane').filter({ hasText: 'Related notes' }).locator('.monaco-list-row').filter({ hasText: 'Compost' }).first().waitFor();
      await screenshot('related');
    },
  ],
  [
    'finds a note within a second of its saving in the editor',
    async ({ editor, vault }) => {
      await editor.probe('command', { id: 'workbench.action.closeAllEditors' });
      writeNote(vault, 'Inbox.md', '# Inbox\n\n');
      await editor.runFromPalette('Go to File');
      await editor.page.keyboard.press('Escape');
      await editor.page.keyboard.press('Control+P');
      await editor.page.keyboard.type('Inbox.md');
      await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Inbox.md' }).first().waitFor();
      await editor.page.keyboard.press('Enter');
      await waitFor('the editor', async () => (await editor.selection())?.path.endsWith('Inbox.md'));
      await editor.page.keyboard.press('Control+End');
      await editor.page.keyboard.type('The quokka smiles at photographers.');
      await editor.page.keyboard.press('Control+S');
      const savedMs = performance.now();
      await waitFor('the saved words to be found', async () => (await search(editor, 'quokka')).includes('Inbox.md'), 10_000);
      const foundMs = performance.now() - savedMs;
      console.log(`      found ${foundMs.toFixed(0)} ms after the key`);
      await editor.probe('command', { id: 'workbench.action.closeAllEditors' });
    },
  ],
  [
    'forgets what the settings exclude and finds it again afterwards',
    async ({ editor, set }) => {
      await waitFor('the note before the exclusion', async () => (await search(editor, 'zebrafinch')).includes('Private/Diary.md'));
      assert.deepEqual((await search(editor, 'left-pad')).filter((path) => path.startsWith('node_modules/')), [], 'packages of a workspace are no notes');
      set({ 'iza.exclude.folders': ['Private'] });
      await waitFor('the exclusion', async () => (await search(editor, 'zebrafinch')).every((path) => !path.startsWith('Private/')));
      set({});
      await waitFor('the note after the exclusion', async () => (await search(editor, 'zebrafinch')).includes('Private/Diary.md'));
    },
  ],
  [
    'says what is wrong with a vault folder that is not there',
    async ({ editor, set, screenshot }) => {
      set({ 'iza.vault': '/nowhere/at all' });
      await editor.notification('/nowhere/at all');
      await editor.page.locator('.notification-toast').getByText('Open settings').waitFor();
      await screenshot('bad-vault');
      await editor.dismissNotifications();
      set({});
      await waitFor('the notes of the workspace again', async () => (await search(editor, 'forsythia')).includes('Garden/Roses.md'));
    },
  ],
  [
    'opens a notebook at the cited cell',
    async ({ editor, screenshot }) => {
      await editor.runFromPalette('IZA: Search notes');
      await editor.page.locator('.quick-input-title').filter({ hasText: 'Search notes' }).waitFor();
      await editor.page.locator('.quick-input-widget input[type="text"]').focus();
      await editor.page.keyboard.type('period of the pendulum');
      await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Physics' }).first().waitFor();
      await editor.page.keyboard.press('Enter');
      await editor.page.locator('.notebook-editor').first().waitFor();
      await screenshot('notebook');
      await editor.probe('command', { id: 'workbench.action.closeAllEditors' });
    },
  ],
  [
    'streams the answer of a chat model with the key from the secret storage, and stops it',
    async ({ editor, set, chat, screenshot }) => {
      await editor.runFromPalette('IZA: Set a provider key');
      await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'openai' }).click();
      await editor.page.locator('.quick-input-widget input[type="password"]').fill('key-of-the-test');
      await editor.page.keyboard.press('Enter');
      await editor.notification('The key is set.');
      await editor.dismissNotifications();
      set({ 'iza.chat.provider': 'openai', 'iza.chat.model': 'test-model' });
      await waitFor('the chat model', async () => (await statusOf(editor)).chatModel.includes('test-model'));
      await editor.runFromPalette('IZA: Ask your notes');
      const frame = await editor.frameWith('iza-ask');
      await frame.locator('iza-ask textarea').fill('How much water do tomatoes need on a hot day?');
      await frame.locator('iza-ask textarea').press('Enter');
      await frame.locator('.answer[data-streaming]').filter({ hasText: 'about two' }).waitFor();
      await frame.locator('.place[data-verified="true"]').filter({ hasText: 'Tomatoes' }).first().waitFor();
      assert.equal(chat.authorizations.at(-1), 'Bearer key-of-the-test');
      await screenshot('streamed');

      await frame.locator('iza-ask textarea').fill('Tell me slowly how compost feeds tomatoes and roses');
      await frame.locator('iza-ask textarea').press('Enter');
      await frame.locator('.answer[data-streaming]').waitFor();
      await frame.getByText('Stop', { exact: true }).click();
      await frame.locator('.status').filter({ hasText: 'Stopped' }).waitFor();
      await waitFor('the model to be left alone', () => chat.abandonedCount() === 1);
      set({});
    },
  ],
  [
    'shows the status as a page, explains a result and evaluates a judged folder',
    async ({ editor, vault, screenshot }) => {
      await waitFor('the model of quotes', async () => (await statusOf(editor)).chatModel === 'extractive');
      await editor.runFromPalette('IZA: Show index status');
      const frame = await editor.frameWith('h1:has-text("Show index status")');
      await frame.getByText('extractive').waitFor();
      await screenshot('status');
      await editor.runFromPalette('IZA: Explain a result');
      await editor.page.locator('.quick-input-widget input[type="text"]').fill('water for tomatoes');
      await editor.page.keyboard.press('Enter');
      await editor.page.locator('.quick-input-widget').getByText('The note to explain').waitFor();
      await editor.page.locator('.quick-input-widget input[type="text"]').fill('Garden/Tomatoes.md');
      await editor.page.keyboard.press('Enter');
      const explained = await editor.frameWith('h1:has-text("Explain a result")');
      await explained.locator('table').first().waitFor();
      await screenshot('explain');
      const judged = join(vault, '.judged');
      writeNote(judged, 'corpus.jsonl', '{"id":"1","title":"Roses","text":"Prune roses in spring."}\n{"id":"2","title":"Tides","text":"The moon pulls the sea."}\n');
      writeNote(judged, 'queries.jsonl', '{"id":"q","text":"when to prune roses"}\n');
      writeNote(judged, 'qrels.tsv', 'query-id\tcorpus-id\tscore\nq\t1\t1\n');
      await editor.runFromPalette('IZA: Evaluate retrieval');
      await editor.page.locator('.quick-input-widget').getByText('Folder with corpus.jsonl').waitFor();
      await editor.page.locator('.quick-input-widget input[type="text"]').fill(judged);
      await editor.page.keyboard.press('Enter');
      const evaluated = await editor.frameWith('h1:has-text("Evaluate retrieval")');
      await evaluated.getByText('Ndcg at10').waitFor();
      await editor.probe('command', { id: 'workbench.action.closeAllEditors' });
    },
  ],
  [
    'offers every capability as a tool to VS Code, which can call it',
    async ({ editor }) => {
      const names = (await editor.probe('tools')) as string[];
      assert.ok(names.includes('iza_notes_search') && names.includes('iza_notes_ask'), names.join());
      const output = String(await editor.probe('invokeTool', { name: 'iza_notes_search', input: { query: 'smoke tests' } }));
      assert.match(output, /Deploy checklist/);
    },
  ],
  [
    'pauses and resumes indexing, and never holds the editor up',
    async ({ editor, vault, screenshot }) => {
      generateVault(vault, { noteCount: 4000 });
      // The editor itself takes note of the new files first.
      await waitFor('the new notes', async () => (await search(editor, 'Entry 3999')).includes('Log/39/Entry 3999.md'));
      await waitFor('the index to rest', async () => (await stateOf(editor)) === 'idle');
      const indexing = editor.probe('longestBlock', { id: 'iza.notes.index', input: { rebuild: true } });
      // A test that fails before it is awaited must not end the run.
      indexing.catch(() => undefined);
      await waitFor('indexing', async () => (await stateOf(editor)) === 'indexing');
      await editor.runFromPalette('IZA: Pause indexing');
      await waitFor('the pause', async () => (await stateOf(editor)) === 'paused');
      await editor.runFromPalette('IZA: Ask your notes');
      await (await editor.frameWith('iza-ask')).locator('iza-progress').getByText('Resume').waitFor();
      await screenshot('paused');
      await (await editor.frameWith('iza-ask')).locator('iza-progress').getByText('Resume').click();
      const { cpuMs, wallMs } = (await indexing) as { cpuMs: number; wallMs: number };
      console.log(`      longest block of the extension host while indexing 4,000 notes: ${cpuMs.toFixed(1)} ms of work, ${wallMs.toFixed(1)} ms with what else the machine did`);
      assert.ok(cpuMs <= 16, `the extension host was held up for ${cpuMs.toFixed(1)} ms`);
      await waitFor('a late note', async () => (await search(editor, 'Entry 3999')).includes('Log/39/Entry 3999.md'));
    },
  ],
  [
    'stops indexing from its notification and goes on from there, in the vault of the settings',
    async ({ editor, vault, set }) => {
      const other = `${vault}-other`;
      generateVault(other, { noteCount: 3000 });
      set({ 'iza.vault': other });
      await waitFor('the other vault', async () => (await noteCountOf(editor)) === 0);
      await editor.dismissNotifications();
      await editor.runFromPalette('IZA: Index notes');
      await editor.page.locator('.notification-toast').filter({ hasText: /Indexing notes: \d\d+ of/ }).getByText('Cancel').click();
      await waitFor('the stop', async () => (await stateOf(editor)) === 'idle');
      const keptCount = await noteCountOf(editor);
      assert.ok(keptCount > 0 && keptCount < 3000, `${keptCount} notes were kept`);
      await editor.runFromPalette('IZA: Index notes');
      await editor.notification(/300\d notes indexed/);
      set({});
      await waitFor('the notes of the workspace again', async () => (await noteCountOf(editor)) > 4000);
    },
  ],
  [
    'looks right in a light theme',
    async ({ editor, set, screenshot }) => {
      set({ 'workbench.colorTheme': 'Default Light Modern' });
      await editor.page.locator('.monaco-workbench.vs').waitFor();
      await editor.runFromPalette('IZA: Ask your notes');
      const frame = await editor.frameWith('iza-ask');
      await frame.locator('iza-ask textarea').fill('What feeds the tomatoes?');
      await frame.locator('iza-ask textarea').press('Enter');
      await frame.locator('.place').first().waitFor();
      await editor.probe('command', { id: 'iza.search.focus' });
      const searchFrame = await editor.frameWith('iza-search');
      await searchFrame.locator('iza-search input').fill('compost');
      await searchFrame.locator('.place').first().waitFor();
      await searchFrame.locator('.why summary').first().click();
      await screenshot('light');
    },
  ],
];

async function search(editor: Editor, query: string): Promise<string[]> {
  const { passages } = (await editor.probe('command', { id: 'iza.notes.search', input: { query } })) as { passages: { path: string }[] };
  return passages.map(({ path }) => path);
}

interface Status {
  readonly state: string;
  readonly noteCount: number;
  readonly chatModel: string;
}

async function statusOf(editor: Editor): Promise<Status> {
  return (await editor.probe('command', { id: 'iza.notes.status', input: {} })) as Status; // reason: the capability's own output
}

async function stateOf(editor: Editor): Promise<string> {
  return (await statusOf(editor)).state;
}

async function noteCountOf(editor: Editor): Promise<number> {
  return (await statusOf(editor)).noteCount;
}

async function main(): Promise<void> {
  const missing = existsSync(chromiumPath) ? ensureCodeServer() : `no Chromium at ${chromiumPath}`;
  if (missing !== undefined) {
    console.log(`SKIPPED: a real VS Code cannot be had here: ${missing}`);
    console.log(`0 passed, 0 failed, ${tests.length} skipped`);
    return;
  }
  const built = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'build.ts')], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The extension does not build');

  const home = realpathSync(mkdtempSync(join(tmpdir(), 'iza-vscode-')));
  const vault = join(home, 'vault');
  generateVault(vault, { noteCount: 300 });
  const baseSettings = {
    'workbench.startupEditor': 'none',
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'telemetry.telemetryLevel': 'off',
    'chat.commandCenter.enabled': false,
    'files.autoSave': 'off',
  };
  let wordMs = 30;
  const chat = await startFakeChatServer({
    intervalMs: () => wordMs,
    answer(prompt) {
      if (prompt.includes('slowly')) {
        wordMs = 200;
        return 'Here is one more sentence of a long story. '.repeat(100);
      }
      const number = /<passage number=\\"(\d+)\\" note=\\"Garden\/Tomatoes\.md\\"[^>]*Watering/.exec(prompt)?.[1] ?? '1';
      return `They need about two litres each on a hot day [${number}].\n===QUOTES===\n[${number}] "Tomatoes need about two litres of water per plant on a hot day"\n`;
    },
  });
  const set = (settings: Readonly<Record<string, unknown>>): void => writeNote(vault, '.vscode/settings.json', JSON.stringify(settings));
  const server = await startCodeServer({ home, folder: vault, vsix, settings: baseSettings, machineSettings: { 'iza.chat.url': chat.url } });
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  let [passed, failed] = [0, 0];
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    page.setDefaultTimeout(30_000);
    const shots = flags.screenshots;
    if (shots !== undefined) mkdirSync(shots, { recursive: true });
    const editor = driveEditor(page, server.probePort);
    const world: World = {
      editor,
      vault,
      chat,
      set,
      async screenshot(name) {
        if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
      },
    };
    await page.goto(server.url);
    await page.locator('.monaco-workbench').waitFor();
    await waitFor('the extension', async () => ((await editor.probe('tools')) as string[]).length > 0);
    for (const [name, run] of tests) {
      if (flags.only !== undefined && !name.includes(flags.only)) continue;
      const startMs = performance.now();
      try {
        await run(world);
        passed++;
        console.log(`ok    ${name} (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
      } catch (error) {
        failed++;
        console.log(`FAIL  ${name}\n      ${error instanceof Error ? error.message : String(error)}`);
        await world.screenshot(`failed-${passed + failed}`);
        await page.keyboard.press('Escape');
        set({});
      }
    }
  } finally {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await chat[Symbol.asyncDispose]();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

await main();
