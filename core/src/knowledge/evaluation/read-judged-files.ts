import { z } from 'zod';
import { IzaError } from '../../foundation/index.ts';
import type { FileReader } from '../../ports/index.ts';
import type { Judgements } from './ranking-metrics.ts';

export interface CorpusDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  /** At least one above 0. */
  readonly judgements: Judgements;
}

const idSchema = z.union([z.string(), z.number()]).transform(String);
/** BEIR's files say `_id`. */
const withId = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (typeof value === 'object' && value !== null && '_id' in value && !('id' in value) ? { ...value, id: value._id } : value), schema);
const documentSchema = withId(
  z
    .looseObject({ id: idSchema, title: z.string().nullish(), text: z.string().nullish() })
    .refine(({ title, text }) => typeof text === 'string' || typeof title === 'string', { path: ['text'], message: 'A document needs a text or a title' }),
);
const querySchema = withId(z.looseObject({ id: idSchema, text: z.string() }));
const goldenSchema = z.looseObject({ id: idSchema.optional(), query: z.string(), relevant: z.union([z.array(z.string()), z.record(z.string(), z.number())]) });

/** @throws IzaError `bad-input` naming the file, and the line where there is one */
export async function readText(path: string, files: FileReader): Promise<string> {
  const bytes = await files.read(path);
  if (!bytes) throw new IzaError('bad-input', `Cannot evaluate: there is no file "${path}". Check the path.`);
  return new TextDecoder().decode(bytes);
}

export async function readCorpus(path: string, files: FileReader): Promise<CorpusDocument[]> {
  const documents: CorpusDocument[] = [];
  const seen = new Set<string>();
  for (const { value, line } of parseJsonLines(await readText(path, files), path, documentSchema)) {
    if (seen.has(value.id)) throw new IzaError('bad-input', `Cannot evaluate: line ${line} of "${path}" repeats the id "${value.id}". Ids must be unique.`);
    seen.add(value.id);
    documents.push({ id: value.id, title: value.title ?? '', text: value.text ?? '' });
  }
  if (documents.length === 0) throw new IzaError('bad-input', `Cannot evaluate: "${path}" holds no document.`);
  return documents;
}

/** The queries that have a relevant document; the others cannot be scored. */
export async function readJudgedQueries(queriesPath: string, qrelsPath: string, files: FileReader): Promise<JudgedQuery[]> {
  const judgements = parseQrels(await readText(qrelsPath, files), qrelsPath);
  const queries: JudgedQuery[] = [];
  for (const { value } of parseJsonLines(await readText(queriesPath, files), queriesPath, querySchema)) {
    const judged = judgements.get(value.id);
    if (judged && hasRelevant(judged)) queries.push({ id: value.id, text: value.text, judgements: judged });
  }
  if (queries.length === 0) throw new IzaError('bad-input', `Cannot evaluate: no query of "${queriesPath}" has a relevant document in "${qrelsPath}". Check that their ids belong together.`);
  return queries;
}

/** Queries with the paths of the notes that answer them. */
export async function readGolden(path: string, files: FileReader): Promise<JudgedQuery[]> {
  const queries: JudgedQuery[] = [];
  for (const { value, line } of parseJsonLines(await readText(path, files), path, goldenSchema)) {
    const judgements = new Map(Array.isArray(value.relevant) ? value.relevant.map((note) => [note, 1] as const) : Object.entries(value.relevant));
    if (hasRelevant(judgements)) queries.push({ id: value.id ?? String(line), text: value.query, judgements });
  }
  if (queries.length === 0) throw new IzaError('bad-input', `Cannot evaluate: "${path}" holds no query with a relevant note.`);
  return queries;
}

function hasRelevant(judgements: Judgements): boolean {
  return [...judgements.values()].some((relevance) => relevance > 0);
}

function* parseJsonLines<Schema extends z.ZodType>(text: string, path: string, schema: Schema): Generator<{ value: z.output<Schema>; line: number }> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch (error) {
      throw new IzaError('bad-input', `Cannot evaluate: line ${index + 1} of "${path}" is not JSON. Write one JSON object a line.`, { cause: error });
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw new IzaError('bad-input', `Cannot evaluate: line ${index + 1} of "${path}" is not as expected. ${z.prettifyError(parsed.error)}`);
    yield { value: parsed.data, line: index + 1 };
  }
}

function parseQrels(text: string, path: string): Map<string, Map<string, number>> {
  const byQuery = new Map<string, Map<string, number>>();
  for (const [index, line] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const columns = judgementColumns(line);
    const relevance = Number(columns[2]);
    if (columns.length !== 3 || columns[2] === '' || !Number.isFinite(relevance)) {
      if (index === 0 && columns.length === 3) continue;
      throw new IzaError('bad-input', `Cannot evaluate: line ${index + 1} of "${path}" is not "query-id, corpus-id, score" separated by tabs: ${JSON.stringify(line.slice(0, 80))}`);
    }
    const [queryId, documentId] = columns as [string, string, string];
    const judged = byQuery.get(queryId) ?? new Map<string, number>();
    judged.set(documentId, relevance);
    byQuery.set(queryId, judged);
  }
  return byQuery;
}

/** `query-id, corpus-id, score` by tabs, as BEIR has it below a header line, or TREC's `query-id 0 corpus-id score` by any space. */
function judgementColumns(line: string): string[] {
  const columns = line.split('\t').map((column) => column.trim());
  if (columns.length === 3) return columns;
  const trec = line.trim().split(/\s+/);
  return trec.length === 4 ? [trec[0], trec[2], trec[3]] : columns;
}
