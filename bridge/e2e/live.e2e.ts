import type { Page } from 'playwright-core';
import { expectThat, type PageCase } from './cases.ts';
import { emulateHeadsetInBrowser } from './emulated-browser-headset.ts';

/** The picture as the browser has it: equal texts are equal pixels. */
const picture = (page: Page): Promise<string> => page.evaluate(`document.querySelector('iza-scope').shadowRoot.querySelector('canvas').toDataURL()`);

async function untilSignals(page: Page): Promise<void> {
  await page.locator('iza-scope').waitFor();
  await page.locator('iza-scope .waiting').waitFor({ state: 'hidden' });
}

async function startSimulation(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Live' }).click();
  await page.getByRole('button', { name: 'Start the simulated headset' }).click();
  await untilSignals(page);
}

async function stopSession(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('heading', { name: 'The session ended' }).waitFor();
}

async function expectMoving(page: Page, what: string): Promise<void> {
  const before = await picture(page);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await page.waitForTimeout(100);
    if ((await picture(page)) !== before) return;
  }
  throw new Error(`${what}: the picture does not move`);
}

async function expectStill(page: Page, what: string): Promise<void> {
  // A frame that was under way may still come.
  await page.waitForTimeout(200);
  const before = await picture(page);
  await page.waitForTimeout(600);
  expectThat((await picture(page)) === before, `${what}: the picture moves`);
}

/** Headsets on the page: what they show, and that they go on whatever happens to the page. */
export const liveCases: readonly PageCase[] = [
  {
    name: 'the simulated headset moves after two keys, and its code is loaded only then',
    async run({ page, problems, foreignRequests }) {
      let scriptCount = 0;
      page.on('request', (request) => void (/open-live/.test(request.url()) && (scriptCount += 1)));
      const scriptsLoaded = (): number => scriptCount;
      await page.getByRole('tab', { name: 'Ask' }).focus();
      expectThat(scriptsLoaded() === 0, 'The scope was loaded with the page');
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      expectThat((await page.getByRole('tab', { name: 'Live' }).getAttribute('aria-selected')) === 'true', 'The arrow keys did not choose the tab');
      await page.getByRole('button', { name: 'Start the simulated headset' }).press('Enter');
      await untilSignals(page);
      expectThat(scriptsLoaded() === 1, `The scope was loaded ${scriptCount} times`);
      await expectMoving(page, 'After the start');
      await page.getByText(/16 channels · 125 Hz · .*nothing lost/).waitFor();
      await page.locator('iza-scope .channels .state[data-state]').first().waitFor();
      await page.locator('iza-scope .bands dd', { hasText: 'µV²' }).first().waitFor();
      await page.getByRole('img', { name: /16 channels at 125 Hz, running/ }).waitFor();
      await stopSession(page);
      await page.getByText('It was not recorded.').waitFor();
      expectThat(foreignRequests.length === 0, `The page asked for ${foreignRequests.join(', ')}`);
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'a recording says where it goes while it runs and when it ended',
    async run({ page, problems }) {
      await page.getByRole('tab', { name: 'Live' }).click();
      await page.getByRole('checkbox', { name: 'Record to a file' }).check();
      await page.getByRole('textbox', { name: 'Name of the recording' }).fill('eyes closed');
      await page.getByRole('button', { name: 'Simulate: Simulated OpenBCI Cyton', exact: true }).click();
      await page.getByText(/Recording to .*eyes closed.*\.bdf/).waitFor();
      await untilSignals(page);
      await page.waitForTimeout(1500);
      await stopSession(page);
      await page.getByText(/^Recording: .*eyes closed.*\.bdf$/).waitFor();
      await page.getByText(/^Note: .*eyes closed.*\.md$/).waitFor();
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'the picture pauses, looks back and goes on, by keyboard alone',
    async run({ page }) {
      await startSimulation(page);
      const plot = page.getByRole('group', { name: 'Signals' });
      await page.waitForTimeout(3000);
      await plot.focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Resume' }).waitFor();
      await expectStill(page, 'Paused');
      const paused = await picture(page);
      await page.getByRole('slider', { name: 'Look back' }).waitFor();
      await plot.focus();
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(200);
      expectThat((await picture(page)) !== paused, 'What arrived while paused cannot be looked at');
      await page.keyboard.press('Space');
      await expectMoving(page, 'After the pause');
      await page.keyboard.press(']');
      expectThat((await page.getByRole('combobox', { name: 'Time' }).inputValue()) === '20', 'The key ] did not change the time');
      await page.getByRole('combobox', { name: 'Motion' }).selectOption('sweep');
      await expectMoving(page, 'As a sweep');
      await stopSession(page);
    },
  },
  {
    name: 'a marker lands in the picture, filters change it, channels can be hidden',
    async run({ page, problems }) {
      await startSimulation(page);
      await page.getByRole('group', { name: 'Signals' }).focus();
      await page.keyboard.press('m');
      await page.locator('iza-scope [role=status]', { hasText: 'Marker: Marker 1' }).waitFor({ state: 'attached' });
      await page.waitForTimeout(1000);
      await page.keyboard.press('Space');
      await expectStill(page, 'Paused');
      const filtered = await picture(page);
      await page.getByRole('combobox', { name: 'Filter' }).selectOption('off');
      await page.waitForTimeout(1500);
      const unfiltered = await picture(page);
      expectThat(unfiltered !== filtered, 'Another filter shows the same picture');
      await page.getByRole('checkbox', { name: /^Fp1/ }).uncheck();
      await page.waitForTimeout(300);
      expectThat((await picture(page)) !== unfiltered, 'A hidden channel is still drawn');
      await stopSession(page);
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'a page that stands still for seconds catches up, and the capture lost nothing by it',
    async run({ page, problems }) {
      await startSimulation(page);
      await page.evaluate(`(() => { const end = performance.now() + 3000; while (performance.now() < end); })()`);
      await expectMoving(page, 'After standing still');
      await page.getByText(/nothing lost/).waitFor();
      await stopSession(page);
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'a connection that breaks is said, made again, and what was missed is there',
    async run({ page, url }) {
      let cut: () => Promise<void> = async () => undefined;
      await page.routeWebSocket(/\/v1\/headset\/live/, (route) => {
        route.connectToServer();
        cut = () => route.close({ code: 4000, reason: 'cut by the test' });
      });
      await page.goto(url);
      await page.reload();
      await startSimulation(page);
      await page.waitForTimeout(1000);
      await cut();
      await page.getByText('The connection to the bridge is lost.').waitFor();
      await page.getByText('The connection to the bridge is lost.').waitFor({ state: 'hidden' });
      await expectMoving(page, 'After the reconnection');
      await stopSession(page);
    },
  },
  {
    name: 'a session that runs already is shown to who opens the page, and can be left running',
    async run({ page, url }) {
      await startSimulation(page);
      const second = await page.context().newPage();
      await second.goto(url);
      await second.getByRole('tab', { name: 'Live' }).click();
      await untilSignals(second);
      await expectMoving(second, 'In the second tab');
      await second.getByRole('button', { name: 'Other headsets' }).click();
      await second.getByRole('button', { name: /^Watch/ }).waitFor();
      await second.close();
      await expectMoving(page, 'In the first tab');
      await stopSession(page);
    },
  },
  {
    name: 'a headset on this browser is read over Web Serial',
    async run({ page, problems }) {
      const emulator = await emulateHeadsetInBrowser(page);
      await page.reload();
      await page.getByRole('tab', { name: 'Live' }).click();
      await page.getByRole('button', { name: 'Headset on this browser' }).click();
      await untilSignals(page);
      await page.getByRole('heading', { name: 'OpenBCI Cyton on this browser' }).waitFor();
      await expectMoving(page, 'From the browser’s own port');
      await page.getByRole('button', { name: 'Add marker' }).click();
      await page.locator('iza-scope [role=status]', { hasText: 'Marker: Marker 1' }).waitFor({ state: 'attached' });
      await page.getByRole('button', { name: 'Disconnect' }).click();
      await page.getByRole('button', { name: 'Start the simulated headset' }).waitFor();
      expectThat(!emulator.isStreaming(), 'The board was left streaming');
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'iza-scope draws in another document, in forced colours and with less motion',
    async run({ page, problems }) {
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
      await page.getByRole('tab', { name: 'Live' }).click();
      await page.getByRole('button', { name: 'Start the simulated headset' }).waitFor();
      await page.evaluate(`(() => {
        const frame = document.createElement('iframe');
        frame.width = 900;
        frame.height = 600;
        document.body.prepend(frame);
        const scope = document.createElement('iza-scope');
        frame.contentDocument.body.append(scope);
        scope.setStream({ channels: [{ name: 'A', unit: 'µV' }, { name: 'B', unit: 'g' }], samplingRateHz: 100 });
        const samples = new Float32Array(2 * 500).map((_, index) => (index > 200 && index < 250 ? NaN : 20 * Math.sin(index / 5)));
        scope.pushSamples({ firstSampleIndex: 0, sampleCount: 500, samples });
        scope.addMarker({ sampleIndex: 100, text: 'here' });
        window.scope = scope;
      })()`);
      await page.waitForTimeout(1200);
      const { isDrawn, mode, sheetCount } = await page.evaluate<{ isDrawn: boolean; mode: string; sheetCount: number }>(`(() => {
        const canvas = window.scope.shadowRoot.querySelector('canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const colours = new Set();
        for (let at = 0; at < data.length; at += 4) colours.add(data[at] + ',' + data[at + 1] + ',' + data[at + 2]);
        return { isDrawn: colours.size > 2, mode: window.scope.mode, sheetCount: window.scope.shadowRoot.adoptedStyleSheets.length };
      })()`);
      expectThat(isDrawn, 'Nothing is drawn in the other document');
      expectThat(mode === 'sweep', `With less motion it moves as a ${mode}`);
      expectThat(sheetCount === 2, `The scope has ${sheetCount} style sheets`);
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
];
