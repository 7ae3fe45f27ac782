import { requireApiVersion, type CliFlags } from 'obsidian';
import type { PluginContext } from '../plugin-context.ts';
import { capabilityCatalog, type CatalogField } from './capability-catalog.ts';
import { parseCommandLine } from './parse-command-line.ts';

/** Obsidian's own command line (1.12.2 and later) runs every capability too, and answers in JSON. */
export function registerCliHandlers({ plugin, session }: PluginContext): void {
  for (const { id, description, fields } of capabilityCatalog) {
    const run = async (given: Readonly<Record<string, string>>): Promise<string> => {
      try {
        return JSON.stringify(await session.run(id, parseCommandLine(fields, given)), undefined, 2);
      } catch (error) {
        return JSON.stringify({ error: error instanceof Error ? error.message : String(error) }, undefined, 2);
      }
    };
    if (requireApiVersion('1.12.2')) plugin.registerCliHandler(`${plugin.manifest.id}:${id.replaceAll('.', '-')}`, description, flagsOf(fields), run);
  }
}

function flagsOf(fields: readonly CatalogField[]): CliFlags | null {
  if (fields.length === 0) return null;
  return Object.fromEntries(
    fields.map(({ name, kind, description, required, choices }) => [
      name,
      { description, required, ...(kind !== 'toggle' && { value: kind === 'choice' ? `<${choices.join('|')}>` : `<${kind}>` }) },
    ]),
  );
}
