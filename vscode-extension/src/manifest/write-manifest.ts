import { readFileSync, writeFileSync } from 'node:fs';
import { factsOfCapabilities } from './capability-facts.ts';
import { commandContributions, configurationContribution, languageModelToolContributions, restrictedSettings } from './contributions.ts';

const manifestFile = new URL('../../package.json', import.meta.url);
const factsFile = new URL('./capability-facts.json', import.meta.url);

interface Manifest {
  readonly contributes: Readonly<Record<string, unknown>>;
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/** The derived parts of package.json and `capability-facts.json`, as the registry and the settings want them. */
export function deriveManifest(manifest: Manifest): { manifestText: string; factsText: string } {
  const facts = factsOfCapabilities();
  const derived = {
    ...manifest,
    capabilities: {
      ...manifest.capabilities,
      untrustedWorkspaces: {
        supported: 'limited',
        description: 'Until the workspace is trusted, its settings cannot choose which folder is read and where text is sent.',
        restrictedConfigurations: restrictedSettings,
      },
    },
    contributes: {
      ...manifest.contributes,
      commands: commandContributions(facts),
      configuration: configurationContribution(),
      languageModelTools: languageModelToolContributions(facts),
    },
  };
  return { manifestText: `${JSON.stringify(derived, null, 2)}\n`, factsText: `${JSON.stringify(facts, null, 2)}\n` };
}

export function readManifest(): { manifestText: string; factsText: string } {
  return { manifestText: readFileSync(manifestFile, 'utf8'), factsText: readFileSync(factsFile, 'utf8') };
}

/** Writes what changed; a test keeps the files equal to what this derives. */
export function writeManifest(): void {
  const { manifestText, factsText } = deriveManifest(JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest); // reason: our own file
  writeFileSync(manifestFile, manifestText);
  writeFileSync(factsFile, factsText);
}
