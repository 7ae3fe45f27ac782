import type { Page } from 'playwright-core';
import { expectThat, type PageCase } from './cases.ts';

const citation = `{ marker: 1, sourceId: 's', path: 'a/b.md', title: 'B', headingPath: ['One', 'Two'], anchor: '#Two', startLine: 3, endLine: 4, quote: 'exact words', verified: true }`;

/** Lets the page's own `<iza-ask>` answer from a script of the test. */
async function askWith(page: Page, body: string, question = 'Anything?'): Promise<void> {
  await page.evaluate(`document.querySelector('iza-ask').ask = async (input, { signal, onDelta }) => { window.asked = input; ${body} }`);
  await page.getByRole('textbox', { name: 'Question' }).fill(question);
  await page.keyboard.press('Enter');
}

/** What the shared elements do, apart from any answer engine. */
export const elementCases: readonly PageCase[] = [
  {
    name: 'iza-ask streams, then stops when told, keeping what has arrived',
    async run({ page }) {
      await askWith(page, `onDelta('First **words**'); await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('x')))); `);
      await page.locator('iza-ask .answer strong', { hasText: 'words' }).waitFor();
      expectThat((await page.locator('iza-ask .answer').getAttribute('aria-busy')) === 'true', 'The arriving answer is not marked as busy');
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped.').waitFor();
      expectThat((await page.locator('iza-ask .answer').textContent())!.includes('First words'), 'What had arrived is gone');
      expectThat(await page.locator('iza-ask .problem').isHidden(), 'Stopping is shown as a failure');
    },
  },
  {
    name: 'iza-ask keeps the blocks that have arrived while the next ones do',
    async run({ page }) {
      await askWith(page, `onDelta('Stays.\\n\\nGrows'); await new Promise((done) => { window.goOn = done; }); onDelta(' on'); await new Promise((done) => setTimeout(done, 50)); return { text: 'Stays.\\n\\nGrows on', citations: [], basis: 'notes', model: 'test/model' };`);
      await page.locator('iza-ask .answer p', { hasText: 'Grows' }).waitFor();
      await page.evaluate(`window.first = document.querySelector('iza-ask').shadowRoot.querySelector('.answer p'); window.goOn()`);
      await page.locator('iza-ask .answer p', { hasText: 'Grows on' }).waitFor();
      expectThat((await page.evaluate(`window.first.isConnected`)) === true, 'The first paragraph was drawn anew');
    },
  },
  {
    name: 'iza-ask shows an error in words and can be asked again',
    async run({ page }) {
      await askWith(page, `throw new Error('The model did not answer. Start Ollama.');`);
      await page.getByRole('alert').filter({ hasText: 'Start Ollama' }).waitFor();
      await askWith(page, `return { text: 'Fine.', citations: [], basis: 'notes', model: 'test/model' };`);
      await page.locator('iza-ask .answer', { hasText: 'Fine.' }).waitFor();
      expectThat(await page.locator('iza-ask .problem').isHidden(), 'The old error is still shown');
    },
  },
  {
    name: 'iza-ask marks what is not verified and what is general knowledge',
    async run({ page }) {
      const general = page.getByRole('radio', { name: 'Notes and general knowledge' });
      expectThat(await general.isDisabled(), 'General knowledge is offered where no model is');
      await page.evaluate(`document.querySelector('iza-ask').hasModel = true`);
      await general.check();
      await askWith(page, `return { text: 'A [1] and [2], not [9].', citations: [${citation}, { ...${citation}, marker: 2, verified: false, problem: 'The note has changed.' }], basis: 'notes-and-general-knowledge', model: 'test/model' };`);
      await page.locator('iza-ask .place[data-verified=false]', { hasText: 'The note has changed.' }).waitFor();
      expectThat((await page.evaluate('window.asked.scope')) === 'notes-and-general-knowledge', 'The switch was not passed on');
      expectThat((await page.locator('iza-ask .answer .citation-mark').count()) === 2, 'A marker without a citation became a button');
      const notice = await page.locator('iza-ask .notice').textContent();
      expectThat(/One quote could not be verified.*general knowledge/.test(notice!), `The notice says: ${notice}`);
    },
  },
  {
    name: 'iza-open carries everything that an editor needs',
    async run({ page }) {
      await page.evaluate(`document.addEventListener('iza-open', (event) => { window.opened = event.detail; event.stopImmediatePropagation(); }, { capture: true })`);
      await askWith(page, `return { text: 'A [1].', citations: [${citation}], basis: 'notes', model: 'm' };`);
      await page.locator('iza-ask .citation-mark').click();
      const opened = JSON.stringify(await page.evaluate('window.opened'));
      expectThat(opened === JSON.stringify({ sourceId: 's', path: 'a/b.md', startLine: 3, endLine: 4, anchor: '#Two', quote: 'exact words' }), `The detail is ${opened}`);
    },
  },
  {
    name: 'iza-ask draws Markdown as elements and never as HTML',
    async run({ page }) {
      const text = '# Head\\n\\n- a\\n  - b\\n\\n| x | y |\\n|---|--:|\\n| 1 | `2` |\\n\\n> quote\\n\\n```js\\nlet a = \\"<b>\\";\\n```\\n\\n<img src=x onerror=alert(1)> [ok](https://e.example/) [bad](javascript:alert(1)) ![pic](https://e.example/p.png) [[Note|shown]]';
      await askWith(page, `return { text: "${text}", citations: [], basis: 'notes', model: 'm' };`);
      await page.locator('iza-ask .answer h3', { hasText: 'Head' }).waitFor();
      const counts = await page.evaluate(`(() => { const answer = document.querySelector('iza-ask').shadowRoot.querySelector('.answer'); return ['ul ul', 'td', 'blockquote', 'pre code', 'img', 'a', '.wikilink'].map((selector) => answer.querySelectorAll(selector).length).join(); })()`);
      expectThat(counts === '1,2,1,1,0,2,1', `Elements drawn: ${String(counts)}`);
      expectThat((await page.locator('iza-ask .answer').textContent())!.includes('<img src=x onerror=alert(1)>'), 'HTML of the answer is not shown as text');
    },
  },
  {
    name: 'iza-progress shows how far it is and asks to pause and resume',
    async run({ page }) {
      await page.evaluate(`(() => {
        const progress = document.createElement('iza-progress');
        progress.id = 'mine';
        document.querySelector('main').append(progress);
        window.events = [];
        for (const type of ['iza-pause', 'iza-resume']) progress.addEventListener(type, () => window.events.push(type));
        progress.progress = { state: 'indexing', doneCount: 3, totalCount: 12, message: 'a/b.md' };
      })()`);
      const mine = page.locator('#mine');
      expectThat((await mine.locator('.progress-text').textContent())!.includes('Indexing 3 of 12'), 'The count is not shown');
      await mine.getByRole('button', { name: 'Pause' }).click();
      await page.evaluate(`document.querySelector('#mine').progress = { state: 'paused', doneCount: 3, totalCount: 12 }`);
      await mine.getByRole('button', { name: 'Resume' }).click();
      expectThat((await page.evaluate('window.events.join()')) === 'iza-pause,iza-resume', 'The wishes did not arrive');
      await page.evaluate(`document.querySelector('#mine').progress = { state: 'idle' }`);
      expectThat(await mine.isHidden(), 'An idle bar is shown');
    },
  },
  {
    name: 'the elements can be defined twice and moved to another document',
    async run({ page }) {
      const styled = await page.evaluate(`(() => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const ask = document.createElement('iza-ask');
        frame.contentDocument.body.append(ask);
        return ask.shadowRoot.adoptedStyleSheets.length;
      })()`);
      expectThat(styled === 1, `In another document the element has ${String(styled)} style sheets`);
    },
  },
];
