import { createSha256 } from '../../../foundation/index.ts';
import { checkPipeline, PIPELINE_VERSION, runPipeline, type Pipeline, type PipelineResult, type PipelineRun, type Recording } from '../../../neuro/index.ts';
import type { CapabilityContext } from '../../capability.ts';
import type { Iza } from '../../create-iza.ts';
import { IZA_VERSION } from '../../iza-version.ts';
import { byteFilesOf, loadRecording, withRecording, type RecordingPart } from './open-named-recording.ts';

/** Steps that one capability makes, as a pipeline under its name. */
export function pipelineOfSteps(name: string, steps: readonly (Readonly<Record<string, unknown>> | undefined)[]): Pipeline {
  return checkPipeline({ version: PIPELINE_VERSION, name, steps: steps.filter((step) => step !== undefined).map(withoutAbsent) }, { origin: name });
}

/** A parameter that is `undefined` was not given: a strict schema would take it for one. */
function withoutAbsent(step: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined));
}

export interface RunOnFileOptions {
  readonly part?: RecordingPart;
  /** Whether the provenance shall tell the file's hash, which reads all of it once more. */
  readonly withHash?: boolean;
  readonly context: CapabilityContext;
}

export interface FileRun extends PipelineRun {
  readonly format: string;
  /** What the reader of the file had to say. */
  readonly readWarnings: readonly string[];
  /** As it was loaded, before the first step. */
  readonly loaded: Recording;
}

/** Loads a recording, or a part of it, and runs a pipeline over it. */
export async function runOnFile(file: string, pipeline: Pipeline, iza: Iza, { part = {}, withHash = false, context }: RunOnFileOptions): Promise<FileRun> {
  const sha256 = withHash ? await hashOf(file, iza, context) : undefined;
  return withRecording(file, iza, context, async (reader) => {
    const loaded = await loadRecording(reader, part, context);
    const run = await runPipeline(pipeline, loaded, {
      izaVersion: IZA_VERSION,
      input: { name: file, format: reader.info.format, ...(sha256 !== undefined && { sha256 }) },
      signal: context.signal,
      onStep: ({ name, index, count }) => context.onProgress?.({ doneCount: index, totalCount: count, message: name }),
    });
    return { ...run, format: reader.info.format, readWarnings: reader.info.warnings, loaded };
  });
}

/** The last result of a kind. @throws RangeError when the pipeline made none */
export function resultOf<Type extends PipelineResult['type']>({ results }: PipelineRun, type: Type): Extract<PipelineResult, { type: Type }> {
  const found = results.findLast((result) => result.type === type);
  if (!found) throw new RangeError(`Cannot tell the ${type}: no step measured it`);
  return found as Extract<PipelineResult, { type: Type }>; // reason: found by that type
}

/** SHA-256 of a file, read in pieces. */
async function hashOf(file: string, iza: Iza, { signal }: CapabilityContext): Promise<string | undefined> {
  const source = await byteFilesOf(iza).open(file);
  if (!source) return undefined;
  try {
    const hash = createSha256();
    for (let start = 0; start < source.sizeBytes; start += HASH_PIECE_BYTES) {
      signal?.throwIfAborted();
      hash.update(await source.read(start, HASH_PIECE_BYTES));
    }
    return hash.digestHex();
  } finally {
    await source.close();
  }
}

const HASH_PIECE_BYTES = 4 * 1024 ** 2;
