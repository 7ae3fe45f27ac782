import type { Browser } from 'playwright-core';

export interface CaseContext {
  readonly browser: Browser;
  /** Address of the shim over a vault of its own: `noteCount` notes, the known ones among them. */
  readonly openVault: (options: { noteCount: number; data?: unknown }) => Promise<{ url: string; folder: string; noteCount: number }>;
  /** The shim over a copy of a real vault of the development data, `undefined` where that is not there. */
  readonly openCopyOf: (name: string) => Promise<{ url: string } | undefined>;
  /** A line for the report: a measurement. */
  readonly report: (line: string) => void;
}

export interface EndToEndCase {
  readonly name: string;
  /** Gives why it could not run here, where it could not. */
  readonly run: (this: void, context: CaseContext) => Promise<string | void>;
}
