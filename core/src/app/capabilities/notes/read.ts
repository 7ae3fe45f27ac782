import { z } from 'zod';
import { IzaError } from '../../../foundation/index.ts';
import { defineCapability } from '../../capability.ts';

export const notesRead = defineCapability({
  id: 'notes.read',
  title: 'Read a note',
  description: 'Returns the present text of a note, or of some of its lines, with its tags, properties and backlinks.',
  input: z.strictObject({
    path: z.string().min(1).describe('The note, relative to its vault'),
    source: z.string().optional().describe('Which source holds it, when several do'),
    startLine: z.int().min(1).optional(),
    endLine: z.int().min(1).optional(),
  }),
  output: z.strictObject({
    sourceId: z.string(),
    path: z.string(),
    title: z.string(),
    text: z.string(),
    tags: z.array(z.string()).readonly(),
    aliases: z.array(z.string()).readonly(),
    properties: z.record(z.string(), z.json()),
    backlinks: z.array(z.string()).readonly(),
    warnings: z.array(z.string()).readonly(),
  }),
  positional: 'path',
  permission: 'notes:read',
  effect: 'read',
  async run(input, iza, { signal }) {
    const note = await iza.knowledge.read(input.path, { sourceId: input.source, signal });
    if (!note) throw new IzaError('note-missing', `Cannot read "${input.path}": no note has this path. Give it relative to the vault, with its extension.`);
    if (input.startLine === undefined && input.endLine === undefined) return note;
    const lines = note.text.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? [];
    return { ...note, text: lines.slice((input.startLine ?? 1) - 1, input.endLine).join('') };
  },
});
