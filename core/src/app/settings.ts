import { z } from 'zod';

/**
 * What a person can set, once for every host. The bridge reads it from a file and the environment,
 * the plugins from their host's settings. Keys never live here: they come through `HostPorts.secrets`.
 */
export const settingsSchema = z.strictObject({
  exclude: z
    .strictObject({
      folders: z.array(z.string()).default([]).describe('Folders that are never read'),
      tags: z.array(z.string()).default([]).describe('Notes with one of these tags are left out'),
      properties: z.array(z.string()).default([]).describe('name or name=value: notes with this property are left out'),
      globs: z.array(z.string()).default([]).describe('Paths by pattern, such as Archive/**/*.md'),
    })
    .prefault({}),
  embedder: z
    .strictObject({
      provider: z.enum(['none', 'transformers', 'ollama', 'openai']).default('none').describe('Who makes the vectors of notes. The built-in meaning signal needs none; with openai, note texts leave this machine'),
      model: z.string().optional().describe('Name of the embedding model; the provider\'s usual one unless told'),
      url: z.url().optional().describe('Address of the provider; its usual one unless told'),
      download: z.boolean().default(false).describe('Whether transformers may fetch a missing model from huggingface.co'),
    })
    .prefault({}),
  chat: z
    .strictObject({
      provider: z.enum(['none', 'anthropic', 'ollama', 'openai']).default('none').describe('Who writes the answers. With none they are made of quotes; with anthropic and openai, the passages of an answer leave this machine'),
      model: z.string().optional().describe('Name of the chat model; the provider\'s usual one unless told'),
      url: z.url().optional().describe('Address of the provider; its usual one unless told'),
    })
    .prefault({}),
  vectorStore: z.enum(['embedded', 'vectra']).default('embedded').describe('Where the vectors of a configured embedder are kept'),
});

export type Settings = z.output<typeof settingsSchema>;
