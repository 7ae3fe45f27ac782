import { join } from 'node:path';
import type { Browser } from 'playwright-core';

const looks = [
  { name: 'light', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'dark', width: 1280, height: 860, colorScheme: 'dark' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
] as const;

/** Pictures of the page for a person to look at. */
export async function takeScreenshots(browser: Browser, url: string, folder: string): Promise<void> {
  for (const { name, width, height, colorScheme } of looks) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    const shoot = (what: string): Promise<unknown> => page.screenshot({ path: join(folder, `${name}-${what}.png`) });
    await page.goto(url);
    await page.getByText(/\d+ notes/).first().waitFor();
    await shoot('1-empty');
    await page.getByRole('textbox', { name: 'Question' }).fill('What did we decide about the photos?');
    await page.keyboard.press('Enter');
    await page.locator('iza-ask .place').first().waitFor();
    await shoot('2-answer');
    await page.locator('iza-ask .place-open').first().click();
    await page.locator('#reader mark').first().waitFor();
    await page.waitForTimeout(300);
    await shoot('3-reader');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('tab', { name: 'Search' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('disks sunday');
    await page.locator('iza-search .why summary').first().click();
    await shoot('4-search');
    await page.getByRole('tab', { name: 'Live' }).click();
    await page.getByRole('button', { name: /^Simulate/ }).first().waitFor();
    await shoot('6-headsets');
    await page.getByRole('button', { name: 'Start the simulated headset' }).click();
    await page.locator('iza-scope .bands dd').first().waitFor();
    await page.getByRole('textbox', { name: 'Text of the next marker' }).fill('eyes closed');
    await page.getByRole('button', { name: 'Add marker' }).click();
    await page.waitForTimeout(8000);
    await shoot('7-live');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('heading', { name: 'The session ended' }).waitFor();
    await shoot('8-ended');
    await page.getByRole('tab', { name: 'Circuits' }).click();
    await page.locator('figure[data-view=outcomes] svg').waitFor();
    await page.screenshot({ path: join(folder, `${name}-9-circuits.png`), fullPage: true });
    await page.getByRole('textbox', { name: 'OpenQASM program' }).fill('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\nhh q[0];\n');
    await page.getByRole('button', { name: 'Line 4, column 1' }).waitFor();
    await shoot('10-problem');
    await page.getByRole('tab', { name: 'Status' }).click();
    await shoot('5-status');
    await context.close();
  }
}
