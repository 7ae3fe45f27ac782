// Runs the page in a real Chromium over a real bridge, and closes with one line that counts the cases.
// IZA_SCREENSHOTS=folder keeps pictures of the page in light, dark and at phone width.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBridge, type BridgeProcess } from './bridge-process.ts';
import { expectThat, type PageCase } from './cases.ts';
import { circuitCases } from './circuits.e2e.ts';
import { elementCases } from './elements.e2e.ts';
import { chromiumPath, launchChromium } from './launch-chromium.ts';
import { liveCases } from './live.e2e.ts';
import { pageCases } from './page.e2e.ts';
import { writeSampleVault } from './sample-vault.ts';
import { takeScreenshots } from './screenshots.ts';

const CASE_LIMIT_MS = 20_000;

if (chromiumPath === undefined) {
  console.log('There is no Chromium here: install one, or name it in IZA_CHROMIUM.');
  console.log(`0 passed, 0 failed, ${pageCases.length + elementCases.length + liveCases.length + circuitCases.length} skipped`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'iza-page-'));
  const vaultFolder = join(folder, 'vault');
  writeSampleVault(vaultFolder);
  const bridge = await startBridge(['--vault', vaultFolder, '--port', '0'], { stateFolder: join(folder, 'state') });
  const browser = await launchChromium(chromiumPath);
  let failedCount = 0;
  const cases = [...pageCases, ...elementCases, ...liveCases, ...circuitCases, stopCase(bridge)];
  try {
    if (process.env['IZA_SCREENSHOTS']) {
      mkdirSync(process.env['IZA_SCREENSHOTS'], { recursive: true });
      await takeScreenshots(browser, bridge.url, process.env['IZA_SCREENSHOTS']);
    }
    for (const pageCase of cases) {
      try {
        await runCase(pageCase, { browser, bridge, vaultFolder });
        console.log(`ok     ${pageCase.name}`);
      } catch (error) {
        failedCount += 1;
        console.log(`FAILED ${pageCase.name}\n       ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    await browser.close();
    await bridge.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  if (failedCount > 0) console.log(`--- what the bridge printed\n${bridge.output()}`);
  console.log(`${cases.length - failedCount} passed, ${failedCount} failed`);
  process.exitCode = failedCount > 0 ? 1 : 0;
}

async function runCase(pageCase: PageCase, { browser, bridge, vaultFolder }: { browser: Browser; bridge: BridgeProcess; vaultFolder: string }): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(CASE_LIMIT_MS);
    const origin = new URL(bridge.url).origin;
    const foreignRequests: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => void (request.url().startsWith(`${origin}/`) || foreignRequests.push(request.url())));
    page.on('pageerror', (error) => void problems.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    await page.goto(bridge.url);
    await page.getByText(/\d+ notes/).first().waitFor();
    await pageCase.run({ page, foreignRequests, problems, url: bridge.url, vaultFolder });
  } finally {
    await context.close();
  }
}

/** The last case: it ends the bridge that the others need. */
function stopCase(bridge: BridgeProcess): PageCase {
  return {
    name: 'Ctrl-C ends the bridge cleanly, and the page says that it is gone',
    async run({ page }) {
      const exitCode = await bridge.stop();
      expectThat(exitCode === 0, `The bridge ended with ${exitCode}`);
      await page.getByRole('textbox', { name: 'Question' }).fill('Still there?');
      await page.keyboard.press('Enter');
      await page.getByText('is `iza start` still running?').first().waitFor();
    },
  };
}
