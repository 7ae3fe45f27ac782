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
      provider: z.enum(['none', 'transformers', 'ollama', 'openai']).default('none').describe('The built-in meaning signal needs none'),
      model: z.string().optional(),
      url: z.url().optional(),
    })
    .prefault({}),
  chat: z
    .strictObject({
      provider: z.enum(['none', 'anthropic', 'ollama', 'openai']).default('none').describe('With none, answers are made of quotes'),
      model: z.string().optional(),
      url: z.url().optional(),
    })
    .prefault({}),
  vectorStore: z.enum(['embedded', 'vectra']).default('embedded'),
});

export type Settings = z.output<typeof settingsSchema>;
