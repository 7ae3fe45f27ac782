import { isMap, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { didYouMean, IzaError } from '../../foundation/index.ts';
import { findStep, pipelineSteps } from './step-registry.ts';

export const PIPELINE_VERSION = 'iza.pipeline/1';

/** A step as data: which one, with every parameter told. */
export interface PipelineStepData {
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Where it begins in the text it was read from, from 1. */
  readonly line: number | undefined;
}

/** What to do with a recording or a stream, in order. */
export interface Pipeline {
  readonly version: typeof PIPELINE_VERSION;
  readonly name: string;
  readonly description: string | undefined;
  readonly steps: readonly PipelineStepData[];
}

const pipelineSchema = z.strictObject({
  version: z.literal(PIPELINE_VERSION, `expected ${PIPELINE_VERSION}`),
  name: z.string().min(1),
  description: z.string().optional(),
  steps: z.array(z.looseObject({ step: z.string() })).min(1),
});

/** JSON Schema of a whole pipeline, for editors and for other programs. */
export function pipelineJsonSchema(): unknown {
  const steps = pipelineSteps.map(({ name, description, parameters }) => parameters.extend({ step: z.literal(name) }).describe(description));
  // reason: a union needs at least two members, and the registry has more
  return z.toJSONSchema(pipelineSchema.extend({ steps: z.array(z.union(steps as unknown as readonly [z.ZodObject, z.ZodObject])).min(1) }), { io: 'input' });
}

/**
 * Reads a pipeline from YAML or JSON text.
 * @param origin For messages: the file's name.
 * @throws IzaError `bad-input` naming the step, its line and what was expected
 */
export function parsePipeline(text: string, { origin }: { readonly origin: string }): Pipeline {
  const lines = new LineCounter();
  // A date or a tag of YAML's own would be no data of ours.
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', maxAliasCount: 100 } as Parameters<typeof parseDocument>[1]);
  const broken = document.errors[0];
  if (broken) throw new IzaError('bad-input', `Cannot read the pipeline ${origin}, line ${broken.linePos?.[0].line ?? '?'}: ${broken.message.split('\n')[0]}`);
  return checkPipeline(valueOf(document, origin), { origin, lineOf: (path) => lineAt(document, lines, path) });
}

/** A pipeline that is data already. @throws IzaError `bad-input` as `parsePipeline` does */
export function checkPipeline(value: unknown, { origin, lineOf = () => undefined }: { readonly origin: string; readonly lineOf?: (path: readonly (string | number)[]) => number | undefined }): Pipeline {
  const fail = (path: readonly (string | number)[], message: string): never => {
    const line = lineOf(path);
    const position = path[0] === 'steps' && typeof path[1] === 'number' ? path[1] : undefined;
    const name = position === undefined ? undefined : (value as { steps: { step?: unknown }[] }).steps[position]?.step;
    const where = [position === undefined ? undefined : `step ${position + 1}${typeof name === 'string' ? ` (${name})` : ''}`, line === undefined ? undefined : `line ${line}`].filter((part) => part !== undefined);
    throw new IzaError('bad-input', `Cannot use the pipeline ${origin}${where.length > 0 ? `, ${where.join(', ')}` : ''}: ${message}`);
  };
  const parsed = pipelineSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue.path as (string | number)[];
    return fail(path, `${path.at(-1) === undefined ? '' : `${path.filter((part) => part !== 'steps' && typeof part !== 'number').join('.') || 'steps'}: `}${issue.message}`);
  }
  const steps = parsed.data.steps.map(({ step: name, ...given }, position): PipelineStepData => {
    const step = findStep(name);
    if (!step) {
      const near = didYouMean(name, pipelineSteps.map((candidate) => candidate.name));
      return fail(['steps', position, 'step'], `there is no step "${name}".${near === undefined ? ` There are ${pipelineSteps.map((candidate) => candidate.name).join(', ')}.` : ` Did you mean "${near}"?`}`);
    }
    const parameters = step.parameters.safeParse(given);
    if (!parameters.success) {
      const issue = parameters.error.issues[0];
      const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      return fail(['steps', position, ...(issue.path as (string | number)[]), ...keys], `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}${parameterHint(issue, Object.keys(step.parameters.shape))}`);
    }
    return { step: name, parameters: parameters.data, line: lineOf(['steps', position]) };
  });
  return { version: PIPELINE_VERSION, name: parsed.data.name, description: parsed.data.description, steps };
}

function parameterHint(issue: z.core.$ZodIssue, known: readonly string[]): string {
  if (issue.code !== 'unrecognized_keys') return '';
  const near = didYouMean(issue.keys[0] ?? '', known);
  return near === undefined ? `. It takes ${known.join(', ')}` : `. Did you mean "${near}"?`;
}

function valueOf(document: Document, origin: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new IzaError('bad-input', `Cannot read the pipeline ${origin}: ${(error as Error).message}`, { cause: error });
  }
}

/** The line of the node at a path, or of the nearest one around it. */
function lineAt(document: Document, lines: LineCounter, path: readonly (string | number)[]): number | undefined {
  let node: unknown = document.contents;
  let offset = isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
  for (const part of path) {
    if (!isMap(node) && !isSeq(node)) break;
    const pair = isMap(node) ? node.items.find(({ key }) => (key as { value?: unknown } | null)?.value === part) : undefined;
    const next: unknown = pair ? pair.value : node.get(part, true);
    const keyRange = (pair?.key as { range?: readonly number[] } | undefined)?.range;
    const range = keyRange ?? (next as { range?: readonly number[] } | undefined)?.range;
    if (!range) break;
    offset = range[0];
    node = next;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}
