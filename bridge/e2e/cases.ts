import type { Page } from 'playwright-core';

/** One behaviour of the page, shown in a real browser. Throws when it does not hold. */
export interface PageCase {
  readonly name: string;
  run(context: PageContext): Promise<void>;
}

interface PageContext {
  /** A fresh tab with the page open and its token taken. */
  readonly page: Page;
  /** What the tab asked for, with its own address left out. */
  readonly foreignRequests: readonly string[];
  /** Errors and policy violations that the tab reported. */
  readonly problems: readonly string[];
  /** The address with the token, as `iza start` printed it. */
  readonly url: string;
  readonly vaultFolder: string;
}

export function expectThat(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
