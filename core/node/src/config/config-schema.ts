import { settingsSchema, type ProviderKeys, type Settings } from '@iza/core/app';
import { z } from 'zod';

/** What the config file of the bridge may say: the settings that every host knows, and what only a process on this machine needs. */
export const configSchema = z.strictObject({
  vault: z.array(z.string().min(1)).default([]).describe('Folders of notes; one or several'),
  index: z.string().min(1).optional().describe('Folder of the index, or "inside" for .iza in the vault. Unless set it is kept in the state folder of this machine'),
  port: z.int().min(0).max(65_535).default(8080).describe('Port of the page and the HTTP API; the next free one is taken when it is in use'),
  ...settingsSchema.shape,
});

/** The config as it is in force, from file, environment and defaults. */
export interface Config {
  readonly vaults: readonly string[];
  /** Absolute folder, `inside`, or `undefined` for the state folder. */
  readonly index: string | undefined;
  readonly port: number;
  readonly settings: Settings;
  readonly keys: ProviderKeys;
  /** The file that was read, `undefined` when there is none. */
  readonly file: string | undefined;
  /** Where each key that is not a default came from: `config.yaml` or the variable's name. */
  readonly origins: Readonly<Record<string, string>>;
}
