import { z } from 'zod';
import type { NoteChange, NoteSource, NoteStamp, SkippedFile } from '../ports/index.ts';
import { standaloneBytes, type Channel, type Handlers } from '../protocol/index.ts';

/** What the far side needs to know of a source before it can stand in for it. Crosses the wire as it is. */
export const noteSourceFactsSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['obsidian-vault', 'apple-notes', 'jupyter', 'collection', 'memory']),
  canWatch: z.boolean(),
});
export type NoteSourceFacts = z.output<typeof noteSourceFactsSchema>;

const readInputSchema = z.strictObject({ path: z.string() });

export function factsOfNoteSource(source: NoteSource): NoteSourceFacts {
  return { id: source.id, kind: source.kind, canWatch: source.watch !== undefined };
}

/** Handlers that let the other side of a channel read a source of this side: a vault that only the main thread can open. */
export function serveNoteSource(source: NoteSource): Handlers {
  return {
    [`source/${source.id}/list`]: (_input, { signal }) => source.list({ signal }),
    [`source/${source.id}/read`]: async (input, { signal }) => {
      const bytes = await source.read(readInputSchema.parse(input).path, { signal });
      return bytes && standaloneBytes(bytes);
    },
    ...(source.watch && { [`source/${source.id}/watch`]: (_input, { signal }) => source.watch?.({ signal }) }),
  };
}

/** The source that the other side of the channel serves. It fails with `connection-lost` when that side is gone. */
export function proxyNoteSource(channel: Channel, { id, kind, canWatch }: NoteSourceFacts): NoteSource {
  return {
    id,
    kind,
    // reason: both sides run this file; what `list` and `watch` yield was made by the port's own types
    list: ({ signal } = {}) => channel.stream(`source/${id}/list`, null, { signal }) as AsyncIterable<NoteStamp | SkippedFile>,
    read: async (path, { signal } = {}) => (await channel.call(`source/${id}/read`, { path }, { signal })) as Uint8Array | undefined,
    ...(canWatch && { watch: ({ signal }) => channel.stream(`source/${id}/watch`, null, { signal }) as AsyncIterable<readonly NoteChange[]> }),
  };
}
