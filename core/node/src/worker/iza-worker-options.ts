import { settingsSchema } from '@iza/core/app';
import { z } from 'zod';

/** What an IZA over folders of this machine is made of. Plain data, so that it crosses to a worker. */
export const izaWorkerOptionsSchema = z.strictObject({
  /** None for work on files alone. */
  sources: z.array(
    z.strictObject({
      /** Unique among the sources. */
      id: z.string().min(1),
      kind: z.enum(['obsidian-vault', 'apple-notes', 'jupyter']),
      /** Absolute. */
      folder: z.string().min(1),
    }),
  ),
  /** Where the index lives: one folder for one set of sources. Absent: no notes are opened, for headsets and files alone. */
  indexFolder: z.string().min(1).optional(),
  /** Files that a capability names, such as an evaluation set, are relative to it. */
  filesFolder: z.string().default('.'),
  /** Recordings and results may only be in these folders, links resolved; relative paths are relative to the first. Anywhere when absent, relative to `filesFolder`. For callers that are not at this machine's keyboard. */
  allowedFolders: z.array(z.string().min(1)).optional(),
  /** Where local models are kept; the machine's state folder unless told. */
  modelsFolder: z.string().optional(),
  settings: settingsSchema,
  keys: z.strictObject({ anthropic: z.string().optional(), openai: z.string().optional() }).default({}),
});

export type IzaWorkerOptions = z.input<typeof izaWorkerOptionsSchema>;
/** With every default filled in. */
export type CompleteIzaWorkerOptions = z.output<typeof izaWorkerOptionsSchema>;
