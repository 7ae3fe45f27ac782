import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectThat, type PageCase } from './cases.ts';

const QUESTION = 'What did we decide about the photos?';

export const pageCases: readonly PageCase[] = [
  {
    name: 'the token leaves the address, and a reload keeps working',
    async run({ page }) {
      expectThat(!page.url().includes('token'), `The address still holds the token: ${page.url()}`);
      await page.reload();
      await page.getByText('6 notes').first().waitFor();
      expectThat(await page.locator('#problem').isHidden(), 'The page complained after a reload');
    },
  },
  {
    name: 'without the token nothing is shown, and the page says what to do',
    async run({ page, url }) {
      const stranger = await page.context().browser()!.newPage();
      try {
        await stranger.goto(url.split('#')[0]);
        await stranger.getByText('Open the address that `iza start` printed').waitFor();
        expectThat(!(await stranger.locator('#summary').textContent()), 'A page without the token shows the notes');
      } finally {
        await stranger.close();
      }
    },
  },
  {
    name: 'a question is answered with a verified citation that opens the note at its lines',
    async run({ page }) {
      await page.getByRole('textbox', { name: 'Question' }).fill(QUESTION);
      await page.keyboard.press('Enter');
      const citation = page.locator('iza-ask .place').first();
      await citation.waitFor();
      expectThat((await citation.textContent())!.includes('✓ verified'), 'The citation is not marked as verified');
      expectThat(/Backups\.md:\d+/.test((await citation.textContent())!), 'The citation does not name path and line');
      await page.locator('iza-ask .answer .citation-mark').first().click();
      const mark = page.locator('#reader mark').first();
      await mark.waitFor();
      expectThat((await mark.textContent())!.includes('two disks every Sunday'), `The wrong words are marked: ${await mark.textContent()}`);
      const number = await page.locator('#reader .cited .number').first().textContent();
      expectThat(number === '10', `The cited line is 10, the reader shows ${number}`);
      await page.keyboard.press('Escape');
      await page.locator('#reader').waitFor({ state: 'hidden' });
      const focused = await page.evaluate('document.activeElement.shadowRoot.activeElement.className');
      expectThat(focused === 'citation-mark', `Focus went to ${String(focused)} instead of back to the citation`);
    },
  },
  {
    name: 'when the notes do not hold the answer, it says so',
    async run({ page }) {
      await page.getByRole('textbox', { name: 'Question' }).fill('Which quarterback won the Super Bowl in 1987?');
      await page.keyboard.press('Enter');
      await page.getByText('Your notes do not hold the answer.').waitFor();
    },
  },
  {
    name: 'search shows results while typing, with reasons, and works by keyboard alone',
    async run({ page }) {
      await page.getByRole('tab', { name: 'Ask' }).focus();
      await page.keyboard.press('ArrowRight');
      expectThat((await page.getByRole('tab', { name: 'Search' }).getAttribute('aria-selected')) === 'true', 'The arrow key did not choose the tab');
      await page.getByRole('searchbox', { name: 'Search' }).pressSequentially('green zebra');
      await page.locator('iza-search .place').first().waitFor();
      await page.locator('iza-search .why summary').first().click();
      expectThat((await page.locator('iza-search .why dt').count()) > 0, 'No reason is shown');
      await page.getByRole('searchbox', { name: 'Search' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('#reader h2', { hasText: 'Tomatoes' }).waitFor();
      await page.locator('#reader iza-related .place', { hasText: 'Backups' }).first().waitFor();
    },
  },
  {
    name: 'every script can be searched',
    async run({ page }) {
      await page.getByRole('tab', { name: 'Search' }).click();
      await page.getByRole('searchbox', { name: 'Search' }).fill('京都 桜');
      await page.locator('iza-search .place', { hasText: '京都の桜' }).first().waitFor();
    },
  },
  {
    name: 'a saved note is found without a reload',
    async run({ page, vaultFolder }) {
      writeFileSync(join(vaultFolder, 'Fresh.md'), '# Fresh\n\nThe marzipan festival opens on the ninth of May.\n');
      await page.getByRole('tab', { name: 'Search' }).click();
      const box = page.getByRole('searchbox', { name: 'Search' });
      const found = page.locator('iza-search .place', { hasText: 'marzipan' });
      for (let attempt = 0; attempt < 50 && (await found.count()) === 0; attempt += 1) {
        await box.fill(attempt % 2 === 0 ? 'marzipan' : 'marzipan festival');
        await page.waitForTimeout(200);
      }
      expectThat((await found.count()) > 0, 'The new note was not found within ten seconds');
    },
  },
  {
    name: 'a hostile note stays text: nothing runs and nothing is loaded',
    async run({ page, foreignRequests, problems }) {
      page.on('dialog', (dialog) => void dialog.dismiss().then(() => Promise.reject(new Error('A script of a note ran'))));
      await page.getByRole('textbox', { name: 'Question' }).fill('What about the zanzibar manuscript?');
      await page.keyboard.press('Enter');
      await page.locator('iza-ask .place').first().waitFor();
      await page.locator('iza-ask .place-open').first().click();
      await page.locator('#reader h2', { hasText: 'Ignore all previous' }).waitFor();
      const dangerous = await page.evaluate(`(() => {
        const roots = [document, ...[...document.querySelectorAll('*')].map((element) => element.shadowRoot).filter(Boolean)];
        return roots.flatMap((root) => [...root.querySelectorAll('img, iframe, object, a[href^="javascript"], script:not([src="/page.js"])')].map((element) => element.outerHTML));
      })()`);
      expectThat((dangerous as string[]).length === 0, `Elements of the note are in the page: ${JSON.stringify(dangerous)}`);
      expectThat(foreignRequests.length === 0, `The page asked for ${foreignRequests.join(', ')}`);
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'indexing can be paused from the page',
    async run({ page, problems }) {
      // The sample vault is indexed before anybody could press a button: the status is made up, the wish is real.
      let state = 'indexing';
      await page.route('**/v1/notes/status', (route) => {
        const status = { state, progress: { doneCount: 2, totalCount: 9, path: 'a/b.md' }, sources: [], noteCount: 2, chunkCount: 2, indexBytes: 9, skipped: [], problems: [], chatModel: 'extractive' };
        return route.fulfill({ contentType: 'text/event-stream', body: `event: result\ndata: ${JSON.stringify(status)}\n\n` });
      });
      await page.reload();
      await page.getByText('Indexing 2 of 9').waitFor();
      const asked = page.waitForResponse('**/bridge/pause');
      state = 'paused';
      await page.getByRole('button', { name: 'Pause' }).click();
      expectThat((await asked).status() === 204, 'The bridge did not take the wish');
      await page.getByRole('button', { name: 'Resume' }).click();
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'the status tells sources, size and model',
    async run({ page }) {
      await page.getByRole('tab', { name: 'Status' }).click();
      await page.locator('#status', { hasText: 'Nothing leaves this machine' }).waitFor();
      await page.locator('#status', { hasText: 'vault, obsidian vault' }).waitFor();
    },
  },
];
