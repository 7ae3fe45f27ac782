import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { deriveCommands } from '../bridge/src/cli/command-spec.ts';
import { openApiDocument } from '../bridge/src/http/openapi.ts';
import { capabilities, type Capability, type Surface } from '@iza/core/app';
import { capabilityCatalog } from '../obsidian-plugin/src/commands/capability-catalog.ts';
import { factsOfCapabilities } from '../vscode-extension/src/manifest/capability-facts.ts';
import { root } from './run-step.ts';

interface ExtensionManifest {
  readonly contributes: { readonly commands: { readonly command: string }[]; readonly languageModelTools: { readonly name: string }[] };
}

const extension = JSON.parse(readFileSync(join(root, 'vscode-extension/package.json'), 'utf8')) as ExtensionManifest;
const paths = openApiDocument(capabilities, '0').paths as Record<string, unknown>;

/** Whether a surface offers a capability, seen from what the surface really registers. */
const SURFACES: Partial<Record<Surface, (capability: Capability) => boolean>> = {
  terminal: ({ id }) => deriveCommands(capabilities).some((command) => command.id === id),
  http: ({ id }) => `/v1/${id.replace('.', '/')}` in paths,
  obsidian: ({ id }) => capabilityCatalog.some((entry) => entry.id === id),
  vscode: ({ id }) =>
    factsOfCapabilities().some((facts) => facts.id === id) &&
    extension.contributes.commands.some(({ command }) => command === `iza.${id}`) &&
    extension.contributes.languageModelTools.some(({ name }) => name === `iza_${id.replace('.', '_')}`),
};

describe.each(capabilities.map((capability) => [capability.id, capability] as const))('%s', (_id, capability) => {
  test.each(Object.keys(SURFACES) as Surface[])('is on the surface "%s" exactly when it is not left out', (surface) => {
    expect(SURFACES[surface]?.(capability)).toBe(capability.leftOut?.[surface] === undefined);
  });

  test('says why it is left out, where it is', () => {
    for (const reason of Object.values(capability.leftOut ?? {})) expect(reason.length).toBeGreaterThan(20);
  });

  test('has schemas that every derived surface can express', () => {
    expect(z.toJSONSchema(capability.input, { io: 'input' })).toMatchObject({ type: 'object', additionalProperties: false });
    expect(z.toJSONSchema(capability.output)).toMatchObject({ type: 'object' });
    expect(Object.keys(capability.input.shape)).toEqual(expect.arrayContaining([capability.positional ?? []].flat()));
    if (capability.lines !== undefined) expect(z.toJSONSchema(capability.output)).toMatchObject({ properties: { [capability.lines]: { type: 'array' } } });
  });

  test('is named area.verb, as a title and as a sentence', () => {
    expect(capability.id).toMatch(/^[a-z]+\.[a-z][a-zA-Z]*$/);
    expect(capability.title).toMatch(/^[A-Z]/);
    expect(capability.description).toMatch(/\.$/);
  });
});

test('the registry holds each id once', () => {
  expect(new Set(capabilities.map(({ id }) => id)).size).toBe(capabilities.length);
});
