import type { Page } from 'playwright-core';
import { expectThat, type PageCase } from './cases.ts';

const program = (page: Page) => page.getByRole('textbox', { name: 'OpenQASM program' });
const view = (page: Page, id: string) => page.locator(`figure[data-view=${id}] svg`);
const described = async (page: Page, id: string): Promise<string> => (await view(page, id).locator('desc').textContent()) ?? '';

async function openCircuits(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Circuits' }).click();
  await view(page, 'outcomes').waitFor();
}

export const circuitCases: readonly PageCase[] = [
  {
    name: 'a circuit is drawn and run when its tab is chosen, and nothing of it breaks the policy',
    async run({ page, foreignRequests, problems }) {
      await openCircuits(page);
      expectThat(/2 qubits.*H q\[0\]/.test(await described(page, 'circuit')), `The drawing is described as: ${await described(page, 'circuit')}`);
      expectThat(/2 outcomes: (00|11)/.test(await described(page, 'outcomes')), `The outcomes are described as: ${await described(page, 'outcomes')}`);
      for (const id of ['bloch', 'amplitudes', 'density']) await view(page, id).waitFor();
      const fill = String(await page.evaluate(`getComputedStyle(document.querySelector('figure[data-view=outcomes] .area-0')).fill`));
      expectThat(fill === 'rgb(11, 111, 184)', `The bars are ${fill}: the style sheet of the charts is not there`);
      expectThat(foreignRequests.length === 0, `The page asked for ${foreignRequests.join(', ')}`);
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'a program is run as it is typed, and its examples can be chosen by keyboard',
    async run({ page, problems }) {
      await openCircuits(page);
      await program(page).fill('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[3] q;\nx q[1];\n');
      await page.locator('figure[data-view=outcomes] desc', { hasText: '1 outcome: 010 1024' }).waitFor({ state: 'attached' });
      await page.getByRole('spinbutton', { name: 'Shots' }).fill('50');
      await page.locator('figure[data-view=outcomes] desc', { hasText: '1 outcome: 010 50' }).waitFor({ state: 'attached' });
      await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'Teleportation' });
      await page.locator('figure[data-view=circuit] desc', { hasText: '3 qubits' }).waitFor({ state: 'attached' });
      expectThat((await program(page).inputValue()).includes('received = measure'), 'The example is not in the editor');
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'a slip in a program is announced at its line, and the button leads there',
    async run({ page, problems }) {
      await openCircuits(page);
      await program(page).fill('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\nhh q[0];\n');
      const place = page.getByRole('status').getByRole('button', { name: 'Line 4, column 1' });
      await place.waitFor();
      expectThat((await program(page).getAttribute('aria-invalid')) === 'true', 'The editor is not marked as invalid');
      expectThat((await page.locator('.editor-numbers .wrong').textContent()) === '4', 'The line is not marked');
      await place.click();
      const selected = await page.evaluate('document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)');
      expectThat(String(selected).startsWith('hh'), `The button selected: ${String(selected)}`);
      await program(page).fill('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\nh q[0];\n');
      await page.locator('.editor-problems li').first().waitFor({ state: 'detached' });
      expectThat((await program(page).getAttribute('aria-invalid')) === 'false', 'The editor stays invalid');
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'noise shows in the outcomes, beside what would be exact',
    async run({ page, problems }) {
      await openCircuits(page);
      await page.getByRole('slider', { name: 'Readout error' }).fill('10');
      await page.locator('figure[data-view=outcomes] desc', { hasText: '4 outcomes' }).waitFor({ state: 'attached' });
      await view(page, 'outcomes').getByText('exact, without noise').waitFor();
      await page.getByRole('slider', { name: 'Gate error' }).focus();
      await page.keyboard.press('End');
      await page.locator('figure[data-view=amplitudes]').waitFor({ state: 'detached' });
      expectThat(problems.length === 0, `The page reported ${problems.join('\n')}`);
    },
  },
  {
    name: 'a circuit too wide for the page is drawn, and the page says where it can be run',
    async run({ page, problems }) {
      await openCircuits(page);
      await program(page).fill('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[17] q;\nh q;\n');
      await page.getByRole('status').getByText('iza circuits run').waitFor();
      expectThat((await described(page, 'circuit')).startsWith('17 qubits'), 'The circuit is not drawn');
      // 16 qubits run, on the TypeScript twin: the policy forbids WebAssembly.
      await program(page).fill('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[16] q;\nh q;\nt q;\nh q;\n');
      await page.locator('figure[data-view=circuit] desc', { hasText: '16 qubits' }).waitFor({ state: 'attached' });
      await view(page, 'outcomes').waitFor();
      expectThat(problems.every((text) => text.includes('WebAssembly')), `The page reported ${problems.join('\n')}`);
    },
  },
];
