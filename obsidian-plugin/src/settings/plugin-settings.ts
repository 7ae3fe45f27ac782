import { settingsSchema } from '@iza/core/app';
import { z } from 'zod';

/** What data.json holds. Keys are not in it: see `adapters/secret-keys.ts`. */
const pluginSettingsSchema = z.strictObject({
  iza: settingsSchema.prefault({}),
  indexLocation: z.enum(['device', 'vault']).default('device'),
  indexOnStart: z.boolean().default(true),
});
export type PluginSettings = z.output<typeof pluginSettingsSchema>;

/** The saved settings, or the defaults with the reason why the saved ones cannot be used. */
export function readPluginSettings(saved: unknown): { settings: PluginSettings; problem: string | undefined } {
  const parsed = pluginSettingsSchema.safeParse(saved ?? {});
  if (parsed.success) return { settings: parsed.data, problem: undefined };
  const [issue] = parsed.error.issues;
  return {
    settings: pluginSettingsSchema.parse({}),
    problem: `Cannot use the saved settings (${issue?.path.join('.') || 'data.json'}: ${issue?.message ?? 'unreadable'}). The defaults are in use; saving any setting replaces them.`,
  };
}
