import { capabilities } from '@iza/core/app';
import { describe, expect, test } from 'vitest';
import { factsOfCapabilities } from './capability-facts.ts';
import { deriveManifest, readManifest } from './write-manifest.ts';

interface Manifest {
  contributes: {
    commands: { command: string; title: string }[];
    languageModelTools: { name: string }[];
    configuration: { properties: Record<string, { default: unknown; enum?: string[] }> };
    menus: Record<string, { command?: string }[]>;
  };
  capabilities: Record<string, unknown>;
}
const committed = readManifest();
const manifest = JSON.parse(committed.manifestText) as Manifest;

describe('the extension manifest', () => {
  test('is what the registry and the settings derive (node vscode-extension/build.ts --manifest writes it)', () => {
    expect(committed).toEqual(deriveManifest(JSON.parse(committed.manifestText)));
  });

  test('has a command and a tool for every capability that is not left out', () => {
    const offered = capabilities.filter(({ leftOut }) => leftOut?.vscode === undefined).map(({ id }) => id);
    expect(offered.length).toBeGreaterThan(5);
    expect(factsOfCapabilities().map(({ id }) => id)).toEqual(offered);
    const commands = manifest.contributes.commands.map(({ command }) => command);
    for (const id of offered) expect(commands).toContain(`iza.${id}`);
    expect(manifest.contributes.languageModelTools.map(({ name }) => name)).toEqual(offered.map((id) => `iza_${id.replace('.', '_')}`));
  });

  test('names only commands that exist in its menus', () => {
    const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
    for (const entries of Object.values(manifest.contributes.menus)) for (const { command } of entries) expect(commands).toContain(command);
  });

  test('gives every setting a default and offers no choice that this host cannot run', () => {
    const { properties } = manifest.contributes.configuration;
    expect(Object.keys(properties)).toContain('iza.exclude.folders');
    for (const { default: value } of Object.values(properties)) expect(value).not.toBeUndefined();
    expect(properties['iza.embedder.provider']?.enum).toEqual(['none', 'ollama', 'openai']);
  });
});
