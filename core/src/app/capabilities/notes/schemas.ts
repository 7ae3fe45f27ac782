import { z } from 'zod';

export const signalSchema = z.strictObject({
  name: z.enum(['words', 'title', 'heading', 'tag', 'link-text', 'proximity', 'coverage', 'fragments', 'meaning', 'neighbours', 'embedding', 'recency']),
  value: z.number(),
  detail: z.string(),
});

export const passageSchema = z.strictObject({
  sourceId: z.string(),
  path: z.string(),
  title: z.string(),
  headingPath: z.array(z.string()).readonly(),
  anchor: z.string().optional(),
  startLine: z.int().describe('First line in the note, from 1'),
  endLine: z.int(),
  start: z.int().describe('UTF-16 offset into the note'),
  end: z.int(),
  text: z.string().describe('The exact words of the note'),
  score: z.number(),
  signals: z.array(signalSchema).readonly().optional(),
});

export const citationSchema = z.strictObject({
  marker: z.int(),
  sourceId: z.string(),
  path: z.string(),
  title: z.string(),
  headingPath: z.array(z.string()).readonly(),
  anchor: z.string().optional(),
  startLine: z.int(),
  endLine: z.int(),
  quote: z.string(),
  verified: z.boolean(),
  problem: z.string().optional(),
});

/** The filters that search and ask share. Dates are local days (`2026-01-31`) or ISO times. */
export const filterShape = {
  folder: z.array(z.string()).default([]).describe('Only notes in this folder or below; may be repeated'),
  tag: z.array(z.string()).default([]).describe('Only notes with this tag or below it; may be repeated'),
  property: z.array(z.string().regex(/^[^=]+=.*$/s, 'Write it as name=value')).default([]).describe('Only notes whose property has this value: name=value'),
  after: z.string().optional().describe('Only notes modified on or after this date'),
  before: z.string().optional().describe('Only notes modified before this date'),
};

export const skippedSchema = z.array(z.strictObject({ sourceId: z.string(), path: z.string(), reason: z.string() })).readonly();
