import { z } from 'zod';
import type { JsonValue } from '../../foundation/index.ts';
import { jsonLines } from './json-positions.ts';
import { indexLines } from './line-index.ts';
import { scanBlocks } from './markdown-blocks.ts';
import { emptyFindings, rangeOf } from './markdown-findings.ts';
import { baseNameOf } from './path-names.ts';
import type { ParsedNote, UnparsedNote } from './parsed-note.ts';
import { createReadableText, type ReadableText, toOriginalLines } from './readable-text.ts';

const linesSchema = z.union([z.string(), z.array(z.string())]);

const outputSchema = z.looseObject({
  output_type: z.string(),
  text: linesSchema.optional().catch(undefined),
  data: z.looseObject({ 'text/plain': linesSchema.optional().catch(undefined) }).optional().catch(undefined),
  ename: z.string().optional().catch(undefined),
  evalue: z.string().optional().catch(undefined),
});

const cellSchema = z.looseObject({ cell_type: z.string(), source: linesSchema.catch(''), outputs: z.array(outputSchema).optional().catch(undefined) });

const notebookSchema = z.looseObject({
  nbformat: z.number(),
  metadata: z
    .looseObject({
      title: z.string().optional().catch(undefined),
      kernelspec: z.looseObject({ name: z.string().optional(), language: z.string().optional() }).optional().catch(undefined),
      language_info: z.looseObject({ name: z.string().optional() }).optional().catch(undefined),
    })
    .catch({}),
  cells: z.array(cellSchema).optional(),
});

type Output = z.infer<typeof outputSchema>;

/** Of an output only the beginning says what it is; the rest is data. */
const maxOutputLines = 20;
const maxOutputCharacters = 2000;

/** Reads a Jupyter notebook of nbformat 4: cells in order, Markdown ones with their headings, code ones with the beginning of their text outputs. */
export function parseNotebook(path: string, json: string, warnings: readonly string[]): ParsedNote | UnparsedNote {
  const parsed = readNotebook(json);
  if (typeof parsed === 'string') return { type: 'skipped', path, reason: parsed };
  const lineByPath = jsonLines(json);
  const readable = createReadableText();
  const cells = (parsed.cells ?? []).map((cell, index) => {
    const fromLine = readable.lineCount;
    const start = readable.length;
    appendLines(readable, cell.source, `cells/${index}/source`, lineByPath);
    for (const [output, value] of (cell.outputs ?? []).entries()) appendOutput(readable, value, `cells/${index}/outputs/${output}`, lineByPath);
    const end = readable.length;
    readable.endBlock();
    return { type: cell.cell_type, number: String(index + 1), fromLine, toLine: readable.lineCount, start, end };
  });
  const { text, originalLines } = readable.build();
  if (text.trim() === '') return { type: 'skipped', path, reason: 'The notebook holds no text.' };
  const findings = emptyFindings(text, indexLines(text));
  for (const { type, number, fromLine, toLine, start, end } of cells) {
    if (text.slice(start, end).trim() === '') continue;
    if (type === 'markdown') scanBlocks({ ...findings, cell: number }, fromLine - 1, toLine - 1);
    else findings.blocks.push({ kind: type === 'code' ? 'cell' : 'paragraph', ...rangeOf(findings.lines, start, start + text.slice(start, end).trimEnd().length), blockId: undefined, headingIndex: findings.headings.length - 1, cell: number });
  }
  const { blocks, headings, links } = toOriginalLines(findings, originalLines);
  const opening = blocks[0]?.kind === 'heading' && headings[0]?.level === 1 ? headings[0].text : '';
  return {
    path,
    format: 'notebook',
    text,
    title: parsed.metadata.title || opening || baseNameOf(path),
    aliases: [],
    tags: [...findings.tags],
    properties: propertiesOf(parsed.metadata),
    headings,
    links,
    blocks,
    markup: findings.markup,
    originalLines,
    warnings,
  };
}

/** The notebook, or why it is none, for a person. */
function readNotebook(json: string): z.infer<typeof notebookSchema> | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return `The notebook's JSON is broken: ${error instanceof Error ? error.message : String(error)}. Open it in Jupyter and save it again.`;
  }
  const parsed = notebookSchema.safeParse(value);
  if (!parsed.success) return `The file is no Jupyter notebook: ${z.prettifyError(parsed.error)}`;
  if (parsed.data.nbformat === 4) return parsed.data;
  return `The notebook has format ${parsed.data.nbformat}; IZA reads format 4. Open it in a present Jupyter and save it again.`;
}

function propertiesOf({ kernelspec, language_info }: z.infer<typeof notebookSchema>['metadata']): Record<string, JsonValue> {
  const language = language_info?.name ?? kernelspec?.language;
  return { ...(language === undefined ? {} : { language }), ...(kernelspec?.name === undefined ? {} : { kernel: kernelspec.name }) };
}

/** `source` as a string lies on one line of the file, as a list each item on its own. */
function appendLines(readable: ReadableText, source: string | readonly string[], path: string, lineByPath: ReadonlyMap<string, number>): void {
  if (typeof source === 'string') return readable.append(source, lineByPath.get(path) ?? 1);
  for (const [index, line] of source.entries()) readable.append(line, lineByPath.get(`${path}/${index}`) ?? lineByPath.get(path) ?? 1);
}

function appendOutput(readable: ReadableText, output: Output, path: string, lineByPath: ReadonlyMap<string, number>): void {
  const [written, place] =
    output.output_type === 'error'
      ? [`${output.ename ?? 'Error'}: ${output.evalue ?? ''}`, path]
      : output.text === undefined
        ? [output.data?.['text/plain'] ?? '', `${path}/data/text/plain`]
        : [output.text, `${path}/text`];
  const lines = (typeof written === 'string' ? written : written.join('')).split('\n').slice(0, maxOutputLines);
  const beginning = lines.join('\n').slice(0, maxOutputCharacters).trimEnd();
  if (beginning === '') return;
  readable.append('\n', lineByPath.get(place) ?? 1);
  // a list with a line an item keeps the places of the lines; other forms lie where they begin
  const listed = typeof written !== 'string' && written.slice(0, maxOutputLines).every((item, index) => item.indexOf('\n') === item.length - 1 || index === written.length - 1);
  for (const [index, line] of beginning.split('\n').entries()) {
    const originalLine = lineByPath.get(listed ? `${place}/${index}` : place) ?? lineByPath.get(place) ?? 1;
    readable.append(`${index === 0 ? '' : '\n'}${plainOutput(line)}`, originalLine);
  }
}

/** Colours and cursor movements: an escape character, `[`, numbers, a letter. */
const terminalSequence = new RegExp(`${String.fromCharCode(27)}\\[[\\d;?]*[A-Za-z]`, 'g');

/** Without the colours and cursor movements of a terminal. */
function plainOutput(line: string): string {
  return line.replaceAll(terminalSequence, '').replaceAll(/\p{Cc}/gu, (control) => (control === '\t' ? control : ''));
}
