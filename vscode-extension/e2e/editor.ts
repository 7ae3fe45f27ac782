import type { Frame, Page } from 'playwright-core';
import { waitFor } from './start-code-server.ts';

interface Selected {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

/** What a person does in the window, and what the probe inside sees. */
export interface Editor {
  readonly page: Page;
  /** Runs a command as a person does: palette, name, Enter. */
  runFromPalette(title: string): Promise<void>;
  /** The page of a sidebar view, by the element it holds. */
  frameWith(selector: string): Promise<Frame>;
  /** Waits for a notification with this text. */
  notification(text: string | RegExp): Promise<void>;
  dismissNotifications(): Promise<void>;
  selection(): Promise<Selected | null>;
  probe(action: string, input?: object): Promise<unknown>;
}

export function driveEditor(page: Page, probePort: number): Editor {
  async function probe(action: string, input: object = {}): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${probePort}`, {
      method: 'POST',
      // A kept connection may be closed by the other side just when it is used again.
      headers: { connection: 'close' },
      body: JSON.stringify({ action, ...input }),
    });
    const { output, error } = (await response.json()) as { output?: unknown; error?: string }; // reason: our own probe
    if (error !== undefined) throw new Error(error);
    return output;
  }

  return {
    page,
    probe,
    async runFromPalette(title) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      const box = page.locator('.quick-input-widget input[type="text"]');
      await box.waitFor();
      await box.fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor();
      await page.keyboard.press('Enter');
    },
    frameWith: (selector) =>
      waitFor(`a page with ${selector}`, async () => {
        for (const frame of page.frames()) if (await frame.locator(selector).count().catch(() => 0)) return frame;
        return undefined;
      }),
    async notification(text) {
      await page.locator('.notification-toast').filter({ hasText: text }).first().waitFor({ timeout: 60_000 });
    },
    async dismissNotifications() {
      await probe('command', { id: 'notifications.clearAll' });
    },
    selection: async () => (await probe('selection')) as Selected | null,
  };
}
